"""Collects links, looks where they lead, and changes them through drafts."""

import datetime as dt
import logging
import time
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
from portal.publishing.editing import keep_first

logger = logging.getLogger(__name__)

HOST_RESTS = 20  # seconds between two questions to one host
RUN = 45  # seconds that one run of the clock looks at links
LEASE = dt.timedelta(minutes=5)  # a link that somebody looks at is nobody else's so long
CUT_OFF = 3  # so many sites in one run, and none of them answers
_SILENT = {Reason.NO_HOST, Reason.NO_ANSWER}
JUST_NOW = dt.timedelta(minutes=5)


def collect_all() -> int:
    """Read every public record anew; count the places that lead somewhere."""
    for model in publishable_models():
        for record in model.objects.published().iterator(chunk_size=500):
            collect(record)
    _forget_unused()
    return LinkUse.objects.count()


def collect_new() -> int:
    """Read what has just been published; drop what is public no more. Count the records."""
    since = timezone.now() - JUST_NOW
    number = 0
    for model in publishable_models():
        for record in model.objects.published().filter(last_published_at__gte=since):
            collect(record)
            number += 1
    _forget_unused()
    return number


@transaction.atomic
def collect(record: models.Model) -> None:
    """Note where one public record leads, and forget where it led before."""
    found = dict.fromkeys(reading.links_of(record))
    links = {url: _link(url) for url in {url for url, _field in found}}
    said = {
        "community_id": policy_registry.get(record).community_of(record),
        "title_en": localized(record, record.name_field, "en")[:300],
        "title_zh_hans": localized(record, record.name_field, "zh-hans")[:300],
    }
    of_record = {"kind": record.kind, "object_pk": record.pk}
    kept = [
        LinkUse.objects.update_or_create(
            link=links[url], field=field, **of_record, defaults=said
        )[0].pk
        for url, field in found
        if links[url]
    ]
    LinkUse.objects.filter(**of_record).exclude(pk__in=kept).delete()


def _link(url: str) -> Link | None:
    """Return the row of an address; none for our lists and the like, which always answer."""
    page = reading.our_page(url)
    known = {"url": url[:800]}
    if page is not None:
        link, _new = Link.objects.update_or_create(
            **known, defaults={"page_kind": page[0], "page_slug": page[1][:120]}
        )
        return link
    host = urlsplit(url).hostname
    if host is None or url.startswith("/"):
        return None
    link, _new = Link.objects.get_or_create(**known, defaults={"host": host[:253]})
    return link if link.host and not link.page_kind else None


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
