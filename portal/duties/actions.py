"""The verbs: say that a role is still needed, or is not; ask those who can say so."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.accounts import actions as accounts
from portal.accounts.models import Duty, User
from portal.base.errors import Refusal
from portal.base.rights import Area
from portal.duties import mails
from portal.outbox.queue import enqueue


class NotHeld(Refusal):
    """Nobody holds the role any more."""


@transaction.atomic
def keep(duty: Duty) -> None:
    """Note that somebody still needs a role. Raises NotHeld."""
    if not Duty.objects.filter(pk=duty.pk).update(needed_on=timezone.localdate()):
        raise NotHeld(_("Somebody else has taken this role away meanwhile."))
    accounts.note(duty, action="portal.needs_role")


def drop(duty: Duty) -> None:
    """Take a role away that nobody needs. The account stays, until an administrator ends it."""
    accounts.take_away(duty)


@transaction.atomic
def doubt_all() -> int:
    """Have everybody asked now which roles are still needed; return how many are written to."""
    Duty.objects.update(needed_on=None)
    log(Duty(pk=0), "portal.ask_all")
    return ask(occasion=f"{timezone.now():%Y%m%dT%H%M%S}")


@transaction.atomic
def ask(occasion: str = "") -> int:
    """Write to everybody who can say which roles are still needed, and to administrators of
    accounts that hold none and that nobody uses; return how many are written to.

    While something waits a person gets one such mail in a month.
    """
    occasion = occasion or f"{timezone.localdate():%Y-%m}"
    duties, accounts_of = _by_reader(), _unused_by_administrator()
    readers = User.objects.filter(pk__in={*duties, *accounts_of})
    letters = [
        mails.still_needed(
            reader,
            duties=duties.get(reader.pk, []),
            unused=accounts_of.get(reader.pk, []),
            key=f"roles:{reader.pk}:{occasion}",
        )
        for reader in readers.select_related("wagtail_userprofile").order_by("pk")
    ]
    enqueue(*letters)
    return len(letters)


def _by_reader() -> dict[int, list[Duty]]:
    """Tell who is asked about which roles: a publisher of the community who does not hold
    the role, or the administrators where there is none."""
    asked, people = defaultdict(list), {}
    doubtful = Duty.objects.doubtful().select_related("user", "community")
    for duty in doubtful.order_by("community", "seen_at", "pk"):
        if duty.community_id not in people:
            may = User.objects.who_may(Area.DUTIES, {"change"}, of=duty.community_id)
            people[duty.community_id] = list(may.values_list("is_superuser", "pk"))
        others = [each for each in people[duty.community_id] if each[1] != duty.user_id]
        fewest = min((is_superuser for is_superuser, _pk in others), default=True)
        for is_superuser, pk in others:
            if is_superuser == fewest:
                asked[pk].append(duty)
    return asked


def _unused_by_administrator() -> dict[int, list[User]]:
    unused = list(User.objects.unused().filter(duties=None))
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    found = {
        pk: [each for each in unused if each.pk != pk]
        for pk in administrators.values_list("pk", flat=True)
    }
    return {pk: others for pk, others in found.items() if others}
