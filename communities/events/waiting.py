"""The rules of the waiting list, as the table in docs/waiting-list.md states them.

Whoever calls holds the lock on the date.
"""

import datetime as dt

from django.db.models.functions import Least
from django.utils import timezone

from communities.events import mails
from communities.events.models import EventDate, SignUp
from communities.events.models.wording import in_beijing
from portal.outbox.queue import Draft

# An offer stands for this part of the time until sign-up closes, so that several people
# may have their turn, for no less than half an hour while there is one, and it does not
# end while people sleep.
OFFER_PART = 4
OFFER_AT_LEAST = dt.timedelta(minutes=30)
MORNING, NIGHT = 9, 22  # o'clock


def fitting(party_size: int, *, together: bool, room: int) -> int:
    """How many of a party find room: all of it or nobody if they stay together."""
    if together and party_size > room:
        return 0
    return min(party_size, room)


def offer_ends(now: dt.datetime, closes: dt.datetime) -> dt.datetime:
    """Until when an offer that is made now stands, where sign-up closes at a time."""
    ends = in_beijing(now + max((closes - now) / OFFER_PART, OFFER_AT_LEAST))
    if not MORNING <= ends.hour < NIGHT:
        day = ends + dt.timedelta(days=ends.hour >= NIGHT)
        ends = day.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return min(ends, closes)


def settle(date: EventDate) -> list[Draft]:
    """End the offers whose time is up, then give the free seats to those who wait.

    Strictly in order. While seats are given, those too few for the party at the head are
    kept for it; while they are offered, they go round to the first that fits, for soon
    nobody could use them. After sign-up has closed nobody moves.
    """
    letters = _lapse(date)
    date.count_places()
    if not date.is_filling or not date.free:
        return letters
    free, offers = date.free, date.offers_seats
    for place in date.sign_ups.waiting():
        asked = place.party_size
        granted = fitting(asked, together=place.together, room=free)
        if granted:
            place.party_size = granted
            letters.append(_offer(place, asked) if offers else _give(place, asked))
            free -= granted
        elif not offers:
            break
        if not free:
            break
    return letters


def _give(place: SignUp, asked: int) -> Draft:
    place.state = SignUp.State.CONFIRMED
    place.told_at = timezone.now()
    place.revision += 1
    place.save(update_fields=["state", "party_size", "told_at", "revision"])
    return mails.promoted(place, asked=asked)


def _offer(place: SignUp, asked: int) -> Draft:
    date = place.date
    place.state = SignUp.State.OFFERED
    place.offered_until = offer_ends(timezone.now(), date.sign_up_closes_at)
    place.save(update_fields=["state", "party_size", "offered_until"])
    sooner = Least("next_due_at", place.offered_until)
    EventDate.objects.filter(pk=date.pk).update(next_due_at=sooner)
    return mails.offered(place, asked=asked)


def _lapse(date: EventDate) -> list[Draft]:
    """End the offers that nobody has accepted in time: their claim has ended for good."""
    letters = []
    for place in date.sign_ups.offered().filter(offered_until__lte=timezone.now()):
        place.state = SignUp.State.LAPSED
        place.offered_until = None
        place.save(update_fields=["state", "offered_until"])
        letters.append(mails.lapsed(place))
    return letters
