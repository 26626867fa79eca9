"""What people do with their places. Each locks the date, so that they take turns."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.log_actions import log

from communities.events import mails, waiting
from communities.events.models import EventDate, Opinion, SignUp
from portal.base import personal
from portal.base.errors import Refusal
from portal.outbox.queue import Draft, enqueue

# Whoever asks again hears again where the place is, but not more often than this.
REPEAT_AFTER = dt.timedelta(hours=1)


class SignUpRefused(Refusal):
    """Nobody can sign up for this date like this: the party is too large, or worse."""


class NobodySignsUp(SignUpRefused):
    """Nobody can sign up for this date at this moment, whoever asks."""


class ChangeRefused(Refusal):
    """The place cannot be changed like this, or not any more."""


class CancellationRefused(Refusal):
    """The place can no longer be given back."""


class OfferRefused(Refusal):
    """There is no offer that could be accepted."""


REFUSALS = {
    EventDate.Stage.CALLED_OFF: _("The organiser has called this date off."),
    EventDate.Stage.OVER: _("This date is over."),
    EventDate.Stage.CLOSED: _("Sign-up for this date has closed."),
    EventDate.Stage.NOT_OPEN_YET: _("Sign-up for this date is not open yet."),
    EventDate.Stage.FULL: _("This date is full, and so is its waiting list."),
}


def sign_up(date: EventDate, *, name: str, email: str, language: str, **party) -> None:
    """Give a party seats or, when all are taken, the last place in the queue.

    Asking again changes nothing and mails the same place again. Whoever asks learns
    here only what holds for everybody: the answer about their place goes to the
    mailbox, so it is the same whether or not the address is known already, and a full
    date is refused to all. `party` may tell its size, whether it comes together or not
    at all, and the answers to the organiser's questions. Raises SignUpRefused.
    """
    if refusal := _answer(date.pk, name=name, email=email, language=language, **party):
        raise refusal


def refuse_at_sight(date: EventDate, *, email: str) -> None:
    """Raise NobodySignsUp if `sign_up` would, judged without waiting for the lock.

    In a rush those who come too late need not queue behind those who may still get a
    place. Who has a place already is let through, to be mailed it again.
    """
    date.count_places()
    if date.stage in REFUSALS and not date.sign_ups.active().of_person(email).exists():
        raise NobodySignsUp(REFUSALS[date.stage])


@transaction.atomic
def _answer(pk, *, party_size=1, together=True, **person) -> SignUpRefused | None:
    """Do what can be done for the person; return what anybody would be refused now."""
    date = EventDate.objects.locked(pk)
    if not date.event.live:
        return NobodySignsUp(_("This event is no longer shown."))
    date.count_places()
    refusal = _refusal(date, party_size, together)
    if place := date.sign_ups.active().of_person(person["email"]).first():
        enqueue(*_repetition(place))
    elif not refusal:
        seats = date.places_left
        state = SignUp.State.CONFIRMED if seats else SignUp.State.WAITING
        room = seats or date.waiting_places_left
        granted = waiting.fitting(party_size, together=together, room=room)
        place = date.sign_ups.create(
            state=state, party_size=granted, together=together, **person
        )
        enqueue(*_received(place, asked=party_size))
    return refusal


def _refusal(date: EventDate, party_size: int, together: bool) -> SignUpRefused | None:
    if date.stage in REFUSALS:
        return NobodySignsUp(REFUSALS[date.stage])
    if party_size > date.party_max:
        return SignUpRefused(_too_large(date))
    if seats := date.places_left:
        no = ngettext_lazy(
            "Only %(n)d seat is left. Sign up fewer people, or as many as fit.",
            "Only %(n)d seats are left. Sign up fewer people, or as many as fit.",
            seats,
        )
    else:
        no = ngettext_lazy(
            "The waiting list has room for %(n)d more person only.",
            "The waiting list has room for %(n)d more people only.",
            date.waiting_places_left,
        )
    room = seats or date.waiting_places_left
    if waiting.fitting(party_size, together=together, room=room):
        return None
    return SignUpRefused(no % {"n": room})


def _too_large(date: EventDate) -> str:
    words = ngettext_lazy(
        "One person can sign up %(n)d person at most.",
        "One person can sign up %(n)d people at most.",
        date.party_max,
    )
    return words % {"n": date.party_max}


def _received(place: SignUp, *, asked: int) -> list[Draft]:
    """Write what has become of a sign-up: near the start an idle seat is offered at once."""
    if place.state == SignUp.State.WAITING and place.date.free:
        letters = waiting.settle(place.date)
        place.refresh_from_db(fields=["state"])
        if place.state != SignUp.State.WAITING:
            return letters
        return [mails.received(place, asked=asked), *letters]
    return [mails.received(place, asked=asked)]


def _repetition(place: SignUp) -> list[Draft]:
    now = timezone.now()
    if place.date.is_over or (place.repeated_at and now - place.repeated_at < REPEAT_AFTER):
        return []
    place.repeated_at = now
    place.save(update_fields=["repeated_at"])
    return [mails.repeated(place)]


@transaction.atomic
def change(sign_up: SignUp, *, party_size: int, answers: dict, by_staff: bool = False) -> None:
    """Change what a person has told us and how many come.

    Fewer people free their seats at once, for the next in the queue; more join as far as
    seats are free that nobody waits for. Changing nothing writes to nobody. Staff may do it
    for a person until the date begins. Raises ChangeRefused.
    """
    date = EventDate.objects.locked(sign_up.date_id)
    place = date.sign_ups.get(pk=sign_up.pk)
    if place.has_ended:
        raise ChangeRefused(_("This place has been cancelled."))
    if not _may_still_change(date, by_staff=by_staff):
        raise ChangeRefused(_too_late(date))
    if (party_size, answers) == (place.party_size, place.answers):
        return
    more = party_size - place.party_size
    if more > 0:
        _refuse_more(date, place, more)
    elif place.state in SignUp.SEATED:
        place.given_back -= more
    place.party_size, place.answers = party_size, answers
    place.revision += 1
    place.save(update_fields=["party_size", "answers", "given_back", "revision"])
    letters = waiting.settle(date) if more < 0 else []
    enqueue(mails.changed(place), *letters)
    if by_staff:
        log(place, "portal.change_place")


def _may_still_change(date: EventDate, *, by_staff: bool) -> bool:
    """Whether places can be changed now: by staff until the date begins."""
    return date.takes_changes or (by_staff and not date.has_begun and not date.is_called_off)


def _refuse_more(date: EventDate, place: SignUp, more: int) -> None:
    """Let more people join only where no one who waits would come after them."""
    if place.party_size + more > date.party_max:
        raise ChangeRefused(_too_large(date))
    if place.state != SignUp.State.CONFIRMED:
        raise ChangeRefused(_("While you wait, your party can become smaller, not larger."))
    date.count_places()
    free = date.places_left if date.stage == EventDate.Stage.OPEN else 0
    if not free:
        raise ChangeRefused(_("No more seats are free, so your party cannot become larger."))
    if more > free:
        words = ngettext_lazy(
            "Only %(n)d more seat is free.", "Only %(n)d more seats are free.", free
        )
        raise ChangeRefused(words % {"n": free})


def _too_late(date: EventDate) -> str:
    if date.is_called_off:
        return REFUSALS[EventDate.Stage.CALLED_OFF]
    if date.has_begun:
        return _("This date has begun; a place can no longer be changed or cancelled.")
    return _("Places for this date could be changed or cancelled until %(time)s.") % {
        "time": date.changes_end()
    }


@transaction.atomic
def cancel(sign_up: SignUp, *, by_staff: bool = False) -> None:
    """Give the place back; the next in the queue moves up and hears of it.

    Doing it again changes nothing. Staff may do it for a person until the date begins.
    Raises CancellationRefused when it is too late.
    """
    date = EventDate.objects.locked(sign_up.date_id)
    place = date.sign_ups.get(pk=sign_up.pk)
    if place.has_ended:
        return
    if not _may_still_change(date, by_staff=by_staff):
        raise CancellationRefused(_too_late(date))
    if place.state in SignUp.SEATED:
        place.given_back += place.party_size
    place.state = SignUp.State.CANCELLED
    place.offered_until = None
    place.cancelled_at = timezone.now()
    place.revision += 1
    place.save(
        update_fields=["state", "offered_until", "cancelled_at", "given_back", "revision"]
    )
    enqueue(mails.cancelled(place), *waiting.settle(date))
    if by_staff:
        log(place, "portal.cancel")


@transaction.atomic
def accept(sign_up: SignUp) -> None:
    """Take the seats that are offered. Doing it again changes nothing.

    Raises OfferRefused when the offer has ended.
    """
    date = EventDate.objects.locked(sign_up.date_id)
    place = date.sign_ups.get(pk=sign_up.pk)
    if place.state == SignUp.State.CONFIRMED:
        return
    if not place.offer_stands:
        raise OfferRefused(_("This offer has ended."))
    place.state = SignUp.State.CONFIRMED
    place.offered_until = None
    place.told_at = timezone.now()
    place.revision += 1
    place.save(update_fields=["state", "offered_until", "told_at", "revision"])
    enqueue(mails.accepted(place))


@transaction.atomic
def give_opinion(sign_up: SignUp, *, answer: str) -> None:
    """Count what a guest thought of a date, and keep only that they have answered.

    A second answer changes nothing.
    """
    place = SignUp.objects.select_for_update(of=("self",)).select_related("date")
    place = place.get(pk=sign_up.pk)
    if not place.takes_opinion:
        return
    opinion, _created = Opinion.objects.get_or_create(date=place.date, answer=answer)
    Opinion.objects.filter(pk=opinion.pk).update(count=F("count") + 1)
    place.has_given_opinion = True
    place.save(update_fields=["has_given_opinion"])


@transaction.atomic
def forget_people() -> int:
    """Erase who came, some time after a date: the promise that stands on the form.

    The rows stay, so that the numbers do. Returns how many were erased.
    """
    return personal.erase(SignUp.objects.outlived())
