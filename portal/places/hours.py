"""When a place is open: the notation in which it is kept, and what follows for a moment.

One line of text, after the notation of OpenStreetMap:

    Mo-Fr 08:00-11:30,13:00-17:00; Sa 09:00-12:00; PH off; 2026-12-24/2026-12-26 off

`PH` are the public holidays, `MW` the make-up workdays. A weekday that is not named is
closed; holidays and make-up workdays that are not named are *not stated*, which is not
the same. A time that ends before it begins ends on the next day. Equal hours are equal
texts, so that the database can tell places with the same hours apart from others.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import groupby, pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.places import holidays
from portal.places.holidays import Day

DAY = 24 * 60  # minutes
WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
FRIDAY = 4
HOLIDAYS, MAKE_UP = "PH", "MW"
OFF = "off"
# How far ahead it is looked for the next change. The longest public holiday has nine days;
# of a longer closing, as in a school's summer, it is not told when it ends.
HORIZON = 16  # days

# Minutes from the day's beginning; what ends on the next day ends after DAY.
Span = tuple[int, int]
Spans = tuple[Span, ...]


class State(Enum):
    OPEN = "open"
    CLOSED = "closed"
    # A holiday or make-up workday for which nothing is stated.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Status:
    """How it is at a moment, until when, and when it is next open for certain."""

    state: State
    until: dt.datetime | None
    opens: dt.datetime | None


@dataclass(frozen=True)
class Special:
    """Days with hours of their own."""

    first: dt.date
    last: dt.date
    spans: Spans


@dataclass(frozen=True)
class Schedule:
    """Everything that is stated about when a place is open."""

    days: tuple[Spans, ...] = ((),) * 7
    holidays: Spans | None = None
    make_up: Spans | None = None
    special: tuple[Special, ...] = ()

    def __str__(self):
        """The notation: one text for equal hours, empty where nothing is stated."""
        rules = [
            f"{_days(run)} {write(spans)}"
            for spans, run in _runs(enumerate(self.days))
            if spans
        ]
        for name, spans in ((HOLIDAYS, self.holidays), (MAKE_UP, self.make_up)):
            if spans is not None:
                rules.append(f"{name} {write(spans)}")
        for days in sorted(self.special, key=lambda each: each.first):
            rules.append(f"{write_days(days.first, days.last)} {write(days.spans)}")
        return "; ".join(rules)

    def on(self, day: dt.date) -> tuple[State, Spans]:
        """Return the times of a date, and whether it is certain that it is open then."""
        for days in self.special:
            if days.first <= day <= days.last:
                return State.OPEN, days.spans
        usual = self.days[day.weekday()]
        match holidays.sort_of(day):
            case Day.HOLIDAY if self.holidays is not None:
                return State.OPEN, self.holidays
            case Day.MAKE_UP if self.make_up is not None:
                return State.OPEN, self.make_up
            case Day.HOLIDAY if not self.never_closes:
                return State.UNKNOWN, usual
            case Day.MAKE_UP if not usual:
                return State.UNKNOWN, self.days[FRIDAY]
        return State.OPEN, usual

    @property
    def never_closes(self) -> bool:
        return all(spans == ((0, DAY),) for spans in self.days)

    def at(self, moment: dt.datetime) -> Status:
        """Tell how it is at a moment in Beijing, whatever day it began on."""
        here = timezone.localtime(moment)
        midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
        minute = (here - midnight).total_seconds() / 60
        course = self._course(here.date())
        now = next(n for n, (_start, end, _state) in enumerate(course) if minute < end)
        _start, end, state = course[now]
        opens = next((start for start, _end, s in course[now + 1 :] if s is State.OPEN), None)
        is_last = now == len(course) - 1
        return Status(
            state,
            None if is_last else midnight + dt.timedelta(minutes=end),
            None if opens is None else midnight + dt.timedelta(minutes=opens),
        )

    def _course(self, today: dt.date) -> list[tuple[int, int, State]]:
        """Part the time from today's midnight on into stretches of one state each."""
        stretches = []
        for number in range(-1, HORIZON):
            state, spans = self.on(today + dt.timedelta(days=number))
            for start, end in spans:
                stretches.append((number * DAY + start, number * DAY + end, state))
        edges = {0, HORIZON * DAY}
        for start, end, _state in stretches:
            edges |= {edge for edge in (start, end) if 0 < edge < HORIZON * DAY}
        parts = [
            (start, end, _state_between(start, end, stretches))
            for start, end in pairwise(sorted(edges))
        ]
        course = []
        for state, same in groupby(parts, key=lambda part: part[2]):
            run = list(same)
            course.append((run[0][0], run[-1][1], state))
        return course


def _state_between(start: int, end: int, stretches: list) -> State:
    states = {state for s, e, state in stretches if s <= start and end <= e}
    for state in (State.OPEN, State.UNKNOWN):
        if state in states:
            return state
    return State.CLOSED


# --- Writing ------------------------------------------------------------------


def write(spans: Spans) -> str:
    """Write the times of a day: "08:00-11:30,13:00-17:00", or "off"."""
    return ",".join(f"{clock(start)}-{clock(end)}" for start, end in spans) or OFF


def clock(minute: int) -> str:
    """Write a minute of the day as "08:00"; midnight at the end of a day is "24:00"."""
    if minute > DAY:
        minute -= DAY
    return f"{minute // 60:02}:{minute % 60:02}"


def write_days(first: dt.date, last: dt.date) -> str:
    """Write a date, or the first and last of several."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _runs(numbered):
    """Group neighbouring days that have the same times."""
    for spans, run in groupby(numbered, key=lambda pair: pair[1]):
        yield spans, [number for number, _spans in run]


def _days(run: list[int]) -> str:
    return WEEK[run[0]] if len(run) == 1 else f"{WEEK[run[0]]}-{WEEK[run[-1]]}"


# --- Reading ------------------------------------------------------------------

_TIME = r"([01]?\d|2[0-4]):([0-5]\d)"
_SPAN = re.compile(rf"{_TIME}-{_TIME}")


class NotHours(ValueError):
    """A text does not say when something is open; the message says what is wrong."""


@lru_cache(maxsize=512)
def parse(text: str) -> Schedule:
    """Read the notation. Raises NotHours."""
    days: list[Spans] = [()] * 7
    named: dict[str, Spans] = {}
    special = []
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        when, _space, times = rule.partition(" ")
        spans = parse_times(times)
        if when in (HOLIDAYS, MAKE_UP):
            named[when] = spans
        elif when[:1].isdigit():
            special.append(Special(*parse_dates(when), spans))
        else:
            for number in _weekdays(when):
                days[number] = spans
    return Schedule(tuple(days), named.get(HOLIDAYS), named.get(MAKE_UP), apart(tuple(special)))


def parse_times(text: str) -> Spans:
    """Read the times of a day. Raises NotHours."""
    if text == OFF:
        return ()
    spans = []
    for part in text.split(","):
        match = _SPAN.fullmatch(part.strip())
        if not match:
            raise NotHours(_("“%(text)s” is no time; write 08:00-11:30.") % {"text": part})
        hour, minute, to_hour, to_minute = map(int, match.groups())
        start, end = hour * 60 + minute, to_hour * 60 + to_minute
        if start >= DAY or end > DAY or start == end:
            raise NotHours(_("“%(text)s” is no time; write 08:00-11:30.") % {"text": part})
        spans.append((start, end if end > start else end + DAY))
    spans.sort()
    for (_start, end), (start, _end) in pairwise(spans):
        if start < end:
            raise NotHours(_("These times overlap: %(text)s") % {"text": text})
    return tuple(spans)


def parse_dates(text: str) -> tuple[dt.date, dt.date]:
    """Read a date or the first and last of several. Raises NotHours."""
    first, _slash, last = text.partition("/")
    try:
        dates = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    except ValueError:
        raise NotHours(
            _("“%(text)s” is no date; write 2026-12-24 or 2026-12-24/2026-12-26.")
            % {"text": text}
        ) from None
    if dates[1] < dates[0]:
        raise NotHours(_("“%(text)s” ends before it begins.") % {"text": text})
    return dates


def apart(special: tuple[Special, ...]) -> tuple[Special, ...]:
    """Return special days in order. Raises NotHours when a date is named twice."""
    special = tuple(sorted(special, key=lambda each: each.first))
    for before, after in pairwise(special):
        if after.first <= before.last:
            raise NotHours(_("%(day)s is named twice.") % {"day": after.first.isoformat()})
    return special


def _weekdays(text: str) -> list[int]:
    numbers = []
    for part in text.split(","):
        first, _dash, last = part.partition("-")
        if first not in WEEK or (last or first) not in WEEK:
            raise NotHours(_("“%(text)s” is no day of the week.") % {"text": part})
        start, end = WEEK.index(first), WEEK.index(last or first)
        numbers += (
            range(start, end + 1) if start <= end else [*range(start, 7), *range(end + 1)]
        )
    return numbers
