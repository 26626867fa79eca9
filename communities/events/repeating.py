"""More dates like one, by a rule: the same hour each week or month, holidays left out."""

import datetime as dt

from dateutil import rrule
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from communities.events.models import Event, EventDate
from portal.publishing.content import content_changed

MOST = 60
# What moves along with the start.
TIMES = ("starts_at", "ends_at", "sign_up_opens_at", "sign_up_closes_at", "change_until")
# What is told of one date only; of translated fields the columns of each language count.
ITS_OWN = {
    "id", "status", "revision", "moved_from", "next_due_at", "venue", "address",
    "called_off_reason", "called_off_reason_en", "called_off_reason_zh_hans", *TIMES,
}  # fmt: skip


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every second week")
    MONTHLY = "monthly", _("every month, on the same weekday of it")


def starts(date: EventDate, *, rhythm: str, until: dt.date) -> list[dt.datetime]:
    """Return the further starts up to a day, at the same hour by Beijing's clock."""
    zone = timezone.get_default_timezone()
    first = timezone.localtime(date.starts_at, zone).replace(tzinfo=None)
    rule = rrule.rrule(
        **_rule(rhythm, first), dtstart=first, until=dt.datetime.combine(until, dt.time.max)
    )
    found = [start.replace(tzinfo=zone) for start in rule[: MOST + 1]]
    return [start for start in found if start > date.starts_at]


def _rule(rhythm: str, first: dt.datetime) -> dict:
    if rhythm != Rhythm.MONTHLY:
        return {"freq": rrule.WEEKLY, "interval": 2 if rhythm == Rhythm.FORTNIGHTLY else 1}
    # The fifth Friday is the last one: not every month has five.
    turn = (first.day - 1) // 7 + 1
    weekday = rrule.weekdays[first.weekday()](turn if turn < 5 else -1)
    return {"freq": rrule.MONTHLY, "byweekday": weekday}


@transaction.atomic
def repeat(date: EventDate, *, starts: list[dt.datetime], open_now: bool = False) -> int:
    """Make a date like this one for each start, without its people; return how many.

    Sign-up opens as long before each as on this date, or now if that is asked for.
    A start at which the event has a date already is passed over: twice changes nothing.
    """
    date = EventDate.objects.locked(date.pk)
    taken = set(date.event.dates.values_list("starts_at", flat=True))
    new = [_like(date, start) for start in starts if start not in taken]
    for each in new:
        if open_now:
            each.sign_up_opens_at = min(each.sign_up_opens_at, timezone.now())
        each.save()
    content_changed(Event.kind)
    log(date, "portal.repeat")
    return len(new)


def _like(date: EventDate, start: dt.datetime) -> EventDate:
    kept = {
        field.attname: getattr(date, field.attname)
        for field in EventDate._meta.concrete_fields
        if field.name not in ITS_OWN
    }
    later = start - date.starts_at
    times = {name: getattr(date, name) for name in TIMES}
    return EventDate(**kept, **{name: at and at + later for name, at in times.items()})
