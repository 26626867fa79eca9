"""A plan as calendars read it (iCalendar, RFC 5545): whole days, with alarms."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from portal.base.languages import current
from services.plan.answers import Answers
from services.plan.lines import Line

# Before midnight at the head of its day: at nine in the morning of some day before.
MORNING = dt.timedelta(hours=9)
USUAL = (1, 7)
# A permit that ends is spoken of long before.
PERMIT = (30, 45, 90)
REFRESH = dt.timedelta(hours=12)
FIRST_DAY = dt.date(2026, 1, 1)


def plan(answers: Answers, lines: Iterable[Line], *, address: str) -> bytes:
    """Write the lines as a calendar, in the active language."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.SITE_HOST}//Plan//{current()}")
    name = _("My plan for Beijing")
    for property_name in ("name", "x-wr-calname"):
        calendar.add(property_name, name)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for line in lines:
        calendar.add_component(_entry(line, answers.key, address))
    return calendar.to_ical()


def _entry(line: Line, key: str, address: str) -> Entry:
    """One line. Its UID stays whatever the dates become; its sequence rises by the day, so
    that a calendar that is given a newer file moves what it has."""
    today = timezone.localdate()
    entry = Entry()
    entry.add("uid", f"plan-{key}-{line.key}@{settings.SITE_HOST}")
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    entry.add("dtstamp", midnight.astimezone(dt.UTC))
    entry.add("sequence", max(0, (today - FIRST_DAY).days))
    entry.add("dtstart", line.day)
    entry.add("dtend", line.day + dt.timedelta(days=1))
    entry.add("summary", _summary(line))
    entry.add("description", _description(line, address))
    entry.add("transp", "TRANSPARENT")
    entry.add("class", "PRIVATE")
    if not line.is_done:
        for days in _days_before(line):
            entry.add_component(_alarm(line, days))
    return entry


def _summary(line: Line) -> str:
    named = line.named(f"{line.title} {line.second}".strip())
    return f"✓ {named}" if line.is_done else named


def _description(line: Line, address: str) -> str:
    said = [line.period, *line.notes]
    if line.guide:
        said.append(settings.SITE_ROOT + line.guide.get_absolute_url())
    return "\n".join([*filter(None, said), address])


def _days_before(line: Line) -> tuple[int, ...]:
    if line.is_end_of_permit:
        return PERMIT
    return USUAL if line.can_be_late else (0,)


def _alarm(line: Line, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(line))
    alarm.add("trigger", MORNING - dt.timedelta(days=days))
    return alarm
