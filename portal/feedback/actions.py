"""The verbs: count a yes or a no, take a remark, answer it, forget it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from portal.base.errors import Refusal
from portal.base.particulars import Particular
from portal.feedback import mails
from portal.feedback.masking import masked
from portal.feedback.models import Remark, Usefulness
from portal.outbox.queue import enqueue
from portal.publishing import kinds
from portal.publishing.models import Publishable
from portal.search.models import SearchEntry

_LONGEST = Remark._meta.get_field("told").max_length


def thing_of(page: SearchEntry) -> Publishable:
    """Return what a page is about."""
    return kinds.model(page.kind).objects.get(pk=page.object_pk)


def _of(thing: Publishable) -> dict:
    """Say which page it is, in which version, and whose desk tends it."""
    return {
        "kind": thing.kind,
        "object_pk": thing.pk,
        "version": thing.meaning_version,
        "community_id": policy_registry.get_by_type(type(thing)).community_of(thing),
    }


@transaction.atomic
def count(*, page: SearchEntry, useful: bool) -> None:
    """Count that somebody found a page useful, or not; nothing is kept of who it was."""
    row = Usefulness(**_of(thing_of(page)))
    Usefulness.objects.bulk_create([row], ignore_conflicts=True)
    column = "yes" if useful else "no"
    of_version = Usefulness.objects.filter(
        kind=row.kind, object_pk=row.object_pk, version=row.version
    )
    of_version.update(**{column: F(column) + 1})


@transaction.atomic
def take(
    thing: Publishable,
    *,
    language: str,
    about: str,
    text: str,
    fact: Particular | None = None,
    **wishes,
) -> Remark:
    """Take what a reader writes about a page and return it, with its number.

    Where they point at a fact, what the page says of it now is kept beside it. Their wishes
    are an `email` for the answer, and whether it `may_be_told`. What may belong to a person
    is hidden before anything is kept. It comes to whoever owns the page, if somebody does.
    Sent twice, it is kept once.
    """
    said = {
        **_of(thing),
        "about": about,
        "fact": fact.key if fact else "",
        "text": masked(text, contacts_stay=about == Remark.About.CONTACT),
        "language": language,
        **wishes,
    }
    if same := Remark.objects.waiting().since_yesterday().filter(**said).first():
        return same
    told = Truncator(_stated(fact)).chars(_LONGEST) if fact else ""
    return Remark.objects.create(**said, told=told, owner_id=thing.owner_id)


def _stated(fact: Particular) -> str:
    return _("%(term)s: %(value)s") % {"term": fact.term, "value": fact.value}


@transaction.atomic
def answer(remark: Remark, *, state: str, outcome_en: str, outcome_zh_hans: str) -> None:
    """Close a remark; write to its reader, who may have wanted to know, and forget where.

    Raises Refusal if somebody else has answered it already.
    """
    found = Remark.objects.select_for_update().get(pk=remark.pk)
    if found.state != Remark.State.NEW:
        raise Refusal(_("Somebody has answered this remark already."))
    found.state, found.answered_at = state, timezone.now()
    found.outcome_en, found.outcome_zh_hans = outcome_en, outcome_zh_hans
    if found.email and state != Remark.State.SPAM:
        enqueue(mails.answer(found))
    found.email = ""
    found.save()
    log(found, "portal.answer")


def forget() -> int:
    """Delete what readers wrote a year ago; return how many remarks that were."""
    gone, _by_model = Remark.objects.outlived().delete()
    return gone
