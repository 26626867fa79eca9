"""What the organiser does with a date that people have signed up for; they all hear."""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.db.models.functions import Least
from django.utils import timezone
from wagtail.log_actions import log

from communities.events import mails, waiting
from communities.events.models import Event, EventDate, SignUp
from portal.outbox.queue import enqueue
from portal.publishing.content import content_changed

# What a person must hear of when it changes.
TIME_AND_VENUE = (
    "starts_at", "ends_at", "venue_en", "venue_zh_hans", "address_en", "address_zh_hans",
)  # fmt: skip
# What only actions change: an edited copy of the row may hold it as it was before.
NOT_EDITED = (
    "status", "called_off_reason_en", "called_off_reason_zh_hans", "revision", "moved_from",
)  # fmt: skip


@transaction.atomic
def move_date(date: EventDate, *, save: Callable | None = None, **changes) -> int:
    """Write a changed date. Where time or venue are new, write to all who hold a place or
    wait for one; where seats were added, let those who wait move up.

    `date` holds the new values, or takes them from `changes`; `save` writes the row in
    another way than its own. Returns how many people were written to about the change.
    """
    before = EventDate.objects.locked(date.pk)
    for field in NOT_EDITED:
        setattr(date, field, getattr(before, field))
    for field, value in changes.items():
        setattr(date, field, value)
    told = _to_be_told(date, before)
    date.revision += bool(told)
    if _as_read(date, "starts_at") != _as_read(before, "starts_at"):
        date.moved_from = before.starts_at
    date.next_due_at = timezone.now()
    (save or partial(_show, date))()
    date.sign_ups.offered().update(offered_until=Least("offered_until", date.sign_up_closes_at))
    date.sign_ups.filter(pk__in=[place.pk for place in told]).update(told_at=timezone.now())
    enqueue(*(mails.moved(place, before=before) for place in told), *waiting.settle(date))
    return len(told)


def _show(date: EventDate) -> None:
    """Write a date that readers see at once."""
    date.save()
    content_changed(Event.kind)


def _to_be_told(date: EventDate, before: EventDate) -> list[SignUp]:
    changed = any(_as_read(date, name) != _as_read(before, name) for name in TIME_AND_VENUE)
    if not changed or date.is_called_off or before.is_over:
        return []
    return list(date.sign_ups.active().order_by("pk"))


def _as_read(date: EventDate, name: str):
    """A fact as people read it: a time to the minute, as forms write it too."""
    value = getattr(date, name)
    return value.replace(second=0, microsecond=0) if name.endswith("_at") else value


@transaction.atomic
def call_off(date: EventDate, *, reason_en: str, reason_zh_hans: str) -> int:
    """Call a date off for good; all who hold a place or wait for one hear why.

    Doing it again changes nothing. Returns how many people were written to.
    """
    date = EventDate.objects.locked(date.pk)
    if date.is_called_off:
        return 0
    date.status = EventDate.Status.CALLED_OFF
    date.called_off_reason_en = reason_en
    date.called_off_reason_zh_hans = reason_zh_hans
    date.revision += 1
    date.next_due_at = None
    _show(date)
    log(date, "portal.call_off")
    date.sign_ups.offered().update(state=SignUp.State.WAITING, offered_until=None)
    told = [] if date.is_over else list(date.sign_ups.active().order_by("pk"))
    enqueue(*(mails.called_off(place) for place in told))
    return len(told)
