"""What the organiser writes to the people of a date, with two minutes to take it back."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from communities.events import mails
from communities.events.models import EventDate, SignUp
from portal.outbox import queue
from portal.outbox.models import Message

GRACE = dt.timedelta(minutes=2)


def readers(date: EventDate, *, states: list[str], languages: list[str]) -> QuerySet:
    """Those of a date's people who stand as asked and read one of the languages."""
    places = SignUp.objects.filter(date=date, state__in=states, language__in=languages)
    return places.exclude(email="").select_related("date__event").order_by("pk")


@transaction.atomic
def write(
    date: EventDate, *, stamp: str, states: list[str], languages: list[str], texts: dict
) -> int:
    """Write to them, each in their language; nothing leaves for two minutes. Count them.

    `texts` has subject and words by language. The same stamp is never written twice.
    """
    places = readers(date, states=states, languages=languages)
    leaves = timezone.now() + GRACE
    letters = [
        mails.message(place, stamp=stamp, send_after=leaves, **texts[place.language])
        for place in places
    ]
    queue.enqueue(*letters)
    log(date, "portal.write")
    return len(letters)


def written(date: EventDate, *, stamp: str) -> QuerySet:
    """The mails of one message to a date's people, as they stand in the outbox."""
    keys = [mails.message_key(pk, stamp) for pk in date.sign_ups.values_list("pk", flat=True)]
    return Message.objects.filter(key__in=keys).order_by("pk")


@transaction.atomic
def take_back(date: EventDate, *, stamp: str) -> int:
    """Stop those of a message's mails that have not left; return how many."""
    log(date, "portal.take_back")
    return queue.withdraw(written(date, stamp=stamp))
