"""The verbs at the door: let a party in, take that back, forget who stood there."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from communities.check_in.models import Arrival, DoorLink
from communities.events.models import SignUp
from portal.base import personal
from portal.base.errors import Refusal


class NotLetIn(Refusal):
    """This party does not come in now, or has come in before."""


@transaction.atomic
def check_in(sign_up: SignUp, *, nonce: UUID) -> Arrival:
    """Note that a party has come in.

    A tap or scan that reaches us twice, because the network was away in between, carries
    the same nonce and succeeds twice; another one hears when they came in. Raises NotLetIn.
    """
    place = SignUp.objects.select_for_update(no_key=True).get(pk=sign_up.pk)
    if place.state != SignUp.State.CONFIRMED:
        raise NotLetIn(_("No seat: %(state)s.") % {"state": place.get_state_display()})
    arrival, created = Arrival.objects.get_or_create(sign_up=place, defaults={"nonce": nonce})
    if not created and arrival.nonce != nonce:
        raise NotLetIn(_("Already in at %(time)s.") % {"time": arrival.clock()})
    return arrival


@transaction.atomic
def take_back(sign_up: SignUp) -> None:
    """Forget that a party came in: the wrong button was pressed. Twice changes nothing."""
    Arrival.objects.filter(sign_up=sign_up).delete()


@transaction.atomic
def forget_helpers() -> int:
    """Erase who helped at the door of dates that are long over; return how many."""
    return personal.erase(DoorLink.objects.outlived())
