"""The verbs: sign up, cancel, move up. Each locks the date, so that they take turns."""

import datetime as dt

from django.contrib.postgres.functions import RandomUUID
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.events import mails
from communities.events.models import EventDate, SignUp
from portal.base.errors import Refusal
from portal.outbox.queue import Draft, enqueue

# Whoever asks again hears again where the place is, but not more often than this.
REPEAT_AFTER = dt.timedelta(hours=1)


class SignUpRefused(Refusal):
    """Nobody can sign up for this date at this moment."""


class CancellationRefused(Refusal):
    """The place can no longer be given back."""


REFUSALS = {
    EventDate.Stage.CALLED_OFF: _("The organiser has called this date off."),
    EventDate.Stage.OVER: _("This date is over."),
    EventDate.Stage.CLOSED: _("Sign-up for this date has closed."),
    EventDate.Stage.NOT_OPEN_YET: _("Sign-up for this date is not open yet."),
    EventDate.Stage.FULL: _("This date is full, and so is its waiting list."),
}


def sign_up(date: EventDate, *, name: str, email: str, language: str) -> None:
    """Give a person a seat or, when all are taken, the last place in the queue.

    Asking again changes nothing and mails the same place again. Whoever asks learns
    here only what holds for everybody: the answer about their place goes to the
    mailbox, so it is the same whether or not the address is known already, and a full
    date is refused to all. Raises SignUpRefused.
    """
    stage = _answer(date.pk, name=name, email=email, language=language)
    if stage in REFUSALS:
        raise SignUpRefused(REFUSALS[stage])


@transaction.atomic
def _answer(pk: int, **person: str) -> str:
    """Do what can be done for the person; return how the date stood when they asked."""
    date = _locked(pk)
    if not date.event.live:
        raise SignUpRefused(_("This event is no longer shown."))
    date.count_places()
    stage = date.stage
    place = date.sign_ups.active().of_person(person["email"]).first()
    if place:
        enqueue(*_repetition(place))
    elif date.takes_sign_ups:
        seated = stage == EventDate.Stage.OPEN
        state = SignUp.State.CONFIRMED if seated else SignUp.State.WAITING
        place = date.sign_ups.create(state=state, **person)
        enqueue(mails.received(place))
    return stage


def _repetition(place: SignUp) -> list[Draft]:
    now = timezone.now()
    if place.date.is_over or (place.repeated_at and now - place.repeated_at < REPEAT_AFTER):
        return []
    place.repeated_at = now
    place.save(update_fields=["repeated_at"])
    return [mails.repeated(place)]


@transaction.atomic
def cancel(sign_up: SignUp) -> None:
    """Give the place back; the next in the queue moves up and hears of it.

    Doing it again changes nothing. Raises CancellationRefused once the date has begun.
    """
    date = _locked(sign_up.date_id)
    sign_up = date.sign_ups.get(pk=sign_up.pk)
    if sign_up.state == SignUp.State.CANCELLED:
        return
    if date.has_begun:
        raise CancellationRefused(_("This date has begun; a place can no longer be cancelled."))
    sign_up.state = SignUp.State.CANCELLED
    sign_up.cancelled_at = timezone.now()
    sign_up.save(update_fields=["state", "cancelled_at"])
    enqueue(mails.cancelled(sign_up), *_moved_up(date))


@transaction.atomic
def move_up(date: EventDate) -> None:
    """Give the free seats of a date to those who wait, in order: after seats were added."""
    enqueue(*_moved_up(_locked(date.pk)))


@transaction.atomic
def forget_people() -> int:
    """Erase who came, some time after a date: the promise that stands on the form.

    The rows stay, so that the numbers do. Returns how many were erased.
    """
    return SignUp.objects.outlived().update(name="", email="", token=RandomUUID())


def _moved_up(date: EventDate) -> list[Draft]:
    """Seat as many as fit, while sign-up is open; return what to write to them."""
    if not date.is_filling:
        return []
    date.count_places()
    free = date.free
    letters = []
    for sign_up in date.sign_ups.waiting()[:free]:
        sign_up.state = SignUp.State.CONFIRMED
        sign_up.save(update_fields=["state"])
        letters.append(mails.promoted(sign_up))
    return letters


def _locked(pk: int) -> EventDate:
    """Take the date for ourselves until the commit; other rows may still point at it."""
    dates = EventDate.objects.select_for_update(no_key=True, of=("self",))
    return dates.select_related("event", "nearest_metro").get(pk=pk)
