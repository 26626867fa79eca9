"""When a place is open, in words: the line for now, and a table by weekday."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.base.dates import WEEKDAYS
from portal.places import holidays
from portal.places.holidays import Day
from portal.places.hours import DAY, Schedule, Spans, State, Status, clock

# How long before the end of the last known calendar a page says so.
WARNING = dt.timedelta(days=60)
_SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    label: str
    times: str
    today: bool = False


def told(schedule: Schedule, now: dt.datetime | None = None) -> dict:
    """Gather what components/hours.html shows; nothing where no hours are stated."""
    if not str(schedule):
        return {}
    now = now or timezone.now()
    today = timezone.localdate(now)
    status = schedule.at(now)
    return {
        "state": status.state.value,
        "now": sentence(status, now),
        "rows": _rows(schedule, today),
        "notes": _notes(schedule, today),
        "until": status.until,
    }


def sentence(status: Status, now: dt.datetime) -> str:
    """Say how it is now, and what comes next."""
    match status.state:
        case State.OPEN if status.until is None:
            return _("Open day and night")
        case State.OPEN:
            return _("Open now, closes at %(time)s") % {"time": _time(status.until)}
        case State.UNKNOWN:
            return _("Perhaps open now: ask before you go")
        case _ if status.opens is None:
            return _("Closed now")
    return _closed(status.opens, now)


def _closed(opens: dt.datetime, now: dt.datetime) -> str:
    days = (timezone.localdate(opens) - timezone.localdate(now)).days
    time = {"time": _time(opens)}
    if days == 0:
        return _("Closed now, opens at %(time)s") % time
    if days == 1:
        return _("Closed now, opens tomorrow at %(time)s") % time
    day = {
        "weekday": str(WEEKDAYS[timezone.localdate(opens).weekday()]),
        "date": date_format(timezone.localdate(opens), "MONTH_DAY_FORMAT"),
    }
    return _("Closed now, opens on %(weekday)s, %(date)s, at %(time)s") % (time | day)


def times(spans: Spans) -> str:
    """Write the times of a day for readers."""
    if not spans:
        return pgettext("opening hours", "Closed")
    if spans == ((0, DAY),):
        return pgettext("opening hours", "Day and night")
    return _(", ").join(_span(*span) for span in spans)


def _span(start: int, end: int) -> str:
    ends = {"start": clock(start).removeprefix("0"), "end": clock(end).removeprefix("0")}
    if end > DAY:
        return _("%(start)s–%(end)s the next day") % ends
    return pgettext("times of a day", "%(start)s–%(end)s") % ends


def _time(moment: dt.datetime) -> str:
    here = timezone.localtime(moment)
    return f"{here.hour}:{here.minute:02}"


def _rows(schedule: Schedule, today: dt.date) -> list[Row]:
    rows = [
        Row(str(WEEKDAYS[number]), times(spans), number == today.weekday())
        for number, spans in enumerate(schedule.days)
    ]
    for spans, label in (
        (schedule.holidays, pgettext("opening hours", "Public holidays")),
        (schedule.make_up, pgettext("opening hours", "Make-up workdays")),
    ):
        if spans is not None:
            rows.append(Row(label, times(spans)))
    for days in schedule.special:
        if days.last >= today:
            rows.append(Row(_dates(days.first, days.last), times(days.spans)))
    return rows


def _dates(first: dt.date, last: dt.date) -> str:
    if first == last:
        return date_format(first, "DATE_FORMAT")
    ends = {
        "first": date_format(first, "DATE_FORMAT"),
        "last": date_format(last, "DATE_FORMAT"),
    }
    return _("%(first)s to %(last)s") % ends


def _notes(schedule: Schedule, today: dt.date) -> list[str]:
    """Say what the table cannot: the day that today is, and where the calendar ends."""
    notes = []
    name = {"holiday": holidays.name_of(today)}
    match holidays.sort_of(today):
        case Day.HOLIDAY:
            notes.append(_("Today is a public holiday (%(holiday)s).") % name)
        case Day.MAKE_UP:
            notes.append(_("Today is a make-up workday (%(holiday)s).") % name)
    if schedule.holidays is None and not schedule.never_closes:
        notes.append(_("Hours on public holidays are not stated."))
    end = holidays.known_until()
    if today + WARNING > end:
        day = {"date": date_format(end, "DATE_FORMAT")}
        notes.append(_("Public holidays after %(date)s are not known here yet.") % day)
    return notes


def structured(schedule: Schedule) -> list[dict]:
    """Describe the hours of the week, and special days, as schema.org does."""
    week = [
        {"dayOfWeek": _SCHEMA_DAYS[number]} | _ends(span)
        for number, spans in enumerate(schedule.days)
        for span in spans
    ]
    special = [
        {"validFrom": days.first.isoformat(), "validThrough": days.last.isoformat()} | ends
        for days in schedule.special
        for ends in (map(_ends, days.spans) if days.spans else [_ends((0, 0))])
    ]
    return [{"@type": "OpeningHoursSpecification"} | each for each in (*week, *special)]


def _ends(span: tuple[int, int]) -> dict:
    start, end = span
    return {"opens": clock(start), "closes": "23:59" if end == DAY else clock(end)}
