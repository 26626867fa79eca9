"""Collects links, looks where they lead, and changes them through drafts."""

import datetime as dt
import logging
import time
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from portal.addresses.models import with_pages
from portal.base.errors import Refusal
from portal.base.languages import localized
from portal.links import fetching, reading
from portal.links.models import Link, LinkUse
from portal.links.reasons import Reason
from portal.publishing import reviewing
from portal.publishing.actions import publishable_models
from portal.publishing.first_versions import keep_first

logger = logging.getLogger(__name__)

HOST_RESTS = 20  # seconds between two questions to one host
RUN = 45  # seconds that one run of the clock looks at links
LEASE = dt.timedelta(minutes=5)  # a link that somebody looks at is nobody else's so long
CUT_OFF = 3  # so many sites in one run, and none of them answers
_SILENT = {Reason.NO_HOST, Reason.NO_ANSWER}
# An import of thousands of records becomes public minutes after its first was published.
LATELY = dt.timedelta(hours=1)
AT_ONCE = 200  # records read in one transaction
LONGEST = Link._meta.get_field("url").max_length


def collect_all() -> int:
    """Read every public record anew; count the places that lead somewhere."""
    for model in publishable_models():
        for records in _batches(model.objects.published()):
            _collect_all(records)
    _forget_unused()
    return LinkUse.objects.count()


def collect_new() -> int:
    """Read what has been published lately and not been read since; drop what is public no
    more. Count the records."""
    number = 0
    for model in publishable_models():
        public = model.objects.published()
        lately = public.filter(last_published_at__gte=timezone.now() - LATELY)
        published = {
            f"links-read:{model.kind}:{pk}": (pk, moment)
            for pk, moment in lately.values_list("pk", "last_published_at")
        }
        read = cache.get_many(published)
        new = {key: told for key, told in published.items() if read.get(key) != told}
        for records in _batches(public.filter(pk__in=[pk for pk, _moment in new.values()])):
            _collect_all(records)
        cache.set_many(new, 2 * LATELY.total_seconds())
        number += len(new)
    _forget_unused()
    return number


def _batches(records: models.QuerySet) -> Iterator[list[models.Model]]:
    """Yield records some at a time, whatever is published or withdrawn meanwhile."""
    after = 0
    while batch := list(records.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        yield batch
        after = batch[-1].pk


def collect(record: models.Model) -> None:
    """Note where one public record leads, and forget where it led before."""
    _collect_all([record])


@transaction.atomic
def _collect_all(records: list[models.Model]) -> None:
    """Do so for some records of one kind, in as many questions as for one."""
    found = {record.pk: dict.fromkeys(reading.links_of(record)) for record in records}
    links = _links({url for places in found.values() for url, _field in places})
    noted = LinkUse.objects.select_for_update().filter(
        kind=records[0].kind, object_pk__in=[record.pk for record in records]
    )
    before = {(use.object_pk, use.link_id, use.field): use for use in noted.order_by("pk")}
    new, changed = [], []
    for record in records:
        said = _said(record)
        for url, field in found[record.pk]:
            if (link := links.get(url[:LONGEST])) is None:
                continue
            use = before.pop((record.pk, link.pk, field), None)
            if use is None:
                of_record = {"kind": record.kind, "object_pk": record.pk}
                new.append(LinkUse(link=link, field=field, **of_record, **said))
            elif any(getattr(use, name) != value for name, value in said.items()):
                vars(use).update(said)
                changed.append(use)
    LinkUse.objects.bulk_create(new, ignore_conflicts=True)
    LinkUse.objects.bulk_update(changed, ["community_id", "title_en", "title_zh_hans"])
    LinkUse.objects.filter(pk__in=[use.pk for use in before.values()]).delete()


def _said(record: models.Model) -> dict:
    return {
        "community_id": policy_registry.get(record).community_of(record),
        "title_en": localized(record, record.name_field, "en")[:300],
        "title_zh_hans": localized(record, record.name_field, "zh-hans")[:300],
    }


def _links(urls: Iterable[str]) -> dict[str, Link]:
    """Return the rows of addresses; none for our lists and the like, which always answer."""
    ours, others = [], []
    for url in sorted({url[:LONGEST] for url in urls}):
        page, host = reading.our_page(url), urlsplit(url).hostname
        if page is not None:
            kind, slug = page
            ours.append(Link(url=url, page_kind=kind, page_slug=slug[:120]))
        elif host and not url.startswith("/"):
            others.append(Link(url=url, host=host[:253]))
    Link.objects.bulk_create(
        ours,
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["page_kind", "page_slug"],
    )
    Link.objects.bulk_create(others, ignore_conflicts=True)
    known = Link.objects.in_bulk([link.url for link in (*ours, *others)], field_name="url")
    ours_now = {link.url for link in ours}
    return {
        url: link
        for url, link in known.items()
        if url in ours_now or (link.host and not link.page_kind)
    }


def _forget_unused() -> None:
    for model in publishable_models():
        public = model.objects.published().values("pk")
        LinkUse.objects.filter(kind=model.kind).exclude(object_pk__in=public).delete()
    Link.objects.filter(uses=None).delete()


def check_due() -> int:
    """Look at links that are due, one of each host at a time; count them.

    A row is claimed before anybody is asked, and nothing is locked while we wait for an
    answer. Where no site answers at all, it is we who are cut off: nothing is noted then.
    """
    ends, looked = time.monotonic() + RUN, []
    while time.monotonic() < ends and (link := _claim()):
        looked.append((link, fetching.look(link.url)))
    silent = sum(answer.reason in _SILENT for _link, answer in looked)
    if silent == len(looked) >= CUT_OFF:
        logger.warning("None of %d sites answers: is there a way out?", silent)
        return 0
    for link, answer in looked:
        _note(link, answer)
    return len(looked)


@transaction.atomic
def _claim() -> Link | None:
    now = timezone.now()
    due = Link.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        due_at__lte=now, page_kind=""
    )
    for link in due.order_by("due_at", "pk")[:200]:
        if cache.add(f"links-host:{link.host}", 1, HOST_RESTS):
            link.due_at = now + LEASE
            link.save(update_fields=["due_at"])
            return link
    return None


def check(link: Link) -> None:
    """Look where a link leads, and note what was found."""
    if link.is_ours:
        return  # known without looking
    _note(link, fetching.look(link.url))


def _note(link: Link, answer: fetching.Answer) -> None:
    link.note(answer, now=timezone.now())
    link.save()


@transaction.atomic
def ignore(use: LinkUse, *, until: dt.date, by) -> None:
    """Leave a link alone for a time: somebody has looked, and it works."""
    use.ignored_until = until
    use.save(update_fields=["ignored_until"])
    log(use, "portal.ignore_link", user=by, data={"until": until.isoformat()})


def replace(link: Link, *, new: str, by) -> tuple[list, list]:
    """Put another address in its place wherever somebody may; through drafts, as by hand.

    Returns the records that readers see changed, and those that wait as drafts: because
    another must publish them, or because their draft holds other changes too.
    """
    shown, waiting = [], []
    for kind, pk in sorted(set(link.uses.values_list("kind", "object_pk"))):
        record = with_pages()[kind]._base_manager.filter(pk=pk).first()
        if record and _may_change(by, record):
            done = _replace_in(record, link.url, new, by)
            if done is not None:
                (shown if done else waiting).append(record)
    return shown, waiting


def _may_change(user, record: models.Model) -> bool:
    """Whether somebody may change a record now: what is locked or under review rests."""
    lock = record.get_lock()
    may = policy_registry.get(record).user_has_permission_for_instance(user, "change", record)
    return may and not (lock and lock.for_user(user))


def _replace_in(record: models.Model, old: str, new: str, by) -> bool | None:
    """Change one record: true if it is public so, false if a draft waits, none if the
    address is not in its draft any more."""
    alone = not record.has_unpublished_changes
    with transaction.atomic():
        keep_first(record)
        record.refresh_from_db()
        draft = record.get_latest_revision_as_object()
        if not reading.replace(draft, old=old, new=new):
            return None
        draft.save_revision(user=by, clean=False, log_action="wagtail.edit")
    if not alone:
        return False
    record.refresh_from_db()
    try:
        reviewing.publish(record, by=by)
    except (PermissionDenied, Refusal):
        return False  # it wants somebody else, a second person, or an answer
    record.refresh_from_db()
    collect(record)
    return True
