"""What the clock does for dates: offers that end, reminders, thanks.

A date says when it should be looked at next; what is due then is worked out from the date
as it is at that moment. So a date that moves takes its reminders along, and looking twice,
or too early, does nothing.
"""

import datetime as dt
import logging
import time
from functools import partial

from django.db import transaction
from django.utils import timezone

from communities.events import mails, waiting
from communities.events.models import EventDate
from portal.outbox.queue import enqueue

logger = logging.getLogger(__name__)

# How many people are written to in one transaction: nobody else can sign up meanwhile.
PORTION = 50
# Less than a task may live (CELERY_TASK_SOFT_TIME_LIMIT).
SECONDS = 100
THANKS_AFTER = dt.timedelta(hours=2)
THANKS_LATEST = dt.timedelta(days=2)
# When a date could not be dealt with, the others go first.
AGAIN_AFTER = dt.timedelta(minutes=5)


def look_at_dates() -> int:
    """Do all that is due; return how often a date was looked at."""
    ends, looks = time.monotonic() + SECONDS, 0
    while time.monotonic() < ends and _look_at_next():
        looks += 1
    return looks


def _look_at_next() -> bool:
    """Look at the date that has waited longest; those that others hold are skipped."""
    with transaction.atomic():
        free = EventDate.objects.due().select_for_update(
            no_key=True, skip_locked=True, of=("self",)
        )
        date = free.select_related("event__community", "nearest_metro").first()
        if date is None:
            return False
        try:
            with transaction.atomic():
                date.next_due_at = _look_at(date)
        except Exception:  # one bad date must not stop the others
            logger.exception("The clock could not deal with date %s", date.pk)
            date.next_due_at = timezone.now() + AGAIN_AFTER
        date.save(update_fields=["next_due_at"])
    return True


def _look_at(date: EventDate) -> dt.datetime | None:
    """Do what is due for a date; return when to look at it again."""
    now = timezone.now()
    people, write = _due_letters(date, now)
    letters = [write(place) for place in people]
    told = [place.pk for place in people]
    enqueue(*waiting.settle(date), *letters)
    date.sign_ups.filter(pk__in=told).update(told_at=now)
    return now if len(people) == PORTION else _next_moment(date, now)


def _due_letters(date: EventDate, now: dt.datetime):
    """Find who is to be reminded or thanked now, and how to write to them.

    Nobody is reminded who has been told of time and place since the reminder was due, and
    a reminder that was missed is not sent after the next one.
    """
    people = date.sign_ups.confirmed().order_by("pk")
    due = [hours for hours, moment in _reminders(date).items() if moment <= now]
    if date.is_called_off or not date.event.live:
        return [], mails.thanks
    if due and not date.has_begun:
        hours = min(due)
        people = people.filter(told_at__lt=_reminders(date)[hours])
        return list(people[:PORTION]), partial(mails.reminder, hours=hours)
    if THANKS_AFTER <= now - date.ends_at <= THANKS_LATEST:
        return list(people.filter(told_at__lt=date.ends_at)[:PORTION]), mails.thanks
    return [], mails.thanks


def _next_moment(date: EventDate, now: dt.datetime) -> dt.datetime | None:
    if date.is_called_off:
        return None
    moments = [
        *_reminders(date).values(),
        *date.sign_ups.offered().values_list("offered_until", flat=True),
        date.starts_at - dt.timedelta(hours=date.offer_hours),
        date.ends_at + THANKS_AFTER,
    ]
    return min((moment for moment in moments if moment > now), default=None)


def _reminders(date: EventDate) -> dict[int, dt.datetime]:
    """When the people of a date are reminded, by the hours before its start."""
    return {hours: date.starts_at - dt.timedelta(hours=hours) for hours in date.reminder_hours}
