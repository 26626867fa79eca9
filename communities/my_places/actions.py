"""The verbs: mail a person their places again, and forget a person."""

from django.db import transaction

from communities.events import actions as events
from communities.events.models import SignUp
from communities.my_places import mails
from portal.base import personal
from portal.outbox.models import Message
from portal.outbox.queue import enqueue


@transaction.atomic
def find(*, email: str) -> None:
    """Mail all coming places of a mailbox to it, once a day; to one that has none, nothing.

    Whoever asks learns neither.
    """
    places = list(SignUp.objects.active().of_person(email).coming())
    if places:
        enqueue(mails.found(places))


@transaction.atomic
def forget(sign_up: SignUp) -> None:
    """Give the place back, if that is still possible, and erase who had it.

    The mails about it that have gone out are erased too; the row stays without a name, so
    that the counts do.
    """
    if sign_up.can_be_cancelled:
        events.cancel(sign_up)
    personal.erase(SignUp.objects.filter(pk=sign_up.pk))
    about_it = Message.objects.finished().filter(key__startswith=f"sign-up:{sign_up.pk}:")
    personal.erase(about_it)
