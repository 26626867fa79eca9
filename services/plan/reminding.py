"""Which day of a plan is spoken of when, and what has moved since it was last told."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portal.facts.models import Period
from services.plan.lines import Line, written

# Days before a permit ends, and before a day that the law or an authority sets.
BEFORE_PERMIT_ENDS = (90, 45, 30)
BEFORE_FIRM = (3,)


@dataclass(frozen=True, kw_only=True)
class Move:
    """A line whose day is another one now."""

    line: Line
    before: dt.date
    # The period that led to the day before, as a sentence.
    period_before: str = ""

    @property
    def date_before(self) -> str:
        """The day before, as letters write it."""
        return written(self.before)

    @property
    def is_by_rule(self) -> bool:
        """Whether another period has moved it; else holidays have, or who it binds."""
        return self.period_before != self.line.period


def days_of(line: Line) -> list[dt.date]:
    """The days on which somebody is reminded of a line."""
    if line.is_done:
        return []
    if line.is_end_of_permit:
        return [line.day - dt.timedelta(days=days) for days in BEFORE_PERMIT_ENDS]
    if line.is_firm:
        return [(line.go_by or line.day) - dt.timedelta(days=days) for days in BEFORE_FIRM]
    return []


def due(lines: Iterable[Line], *, after: dt.date, until: dt.date) -> list[Line]:
    """What is to be told of on the days after one day, up to another, if it is not past."""
    return [
        line
        for line in lines
        if line.day >= until and any(after < day <= until for day in days_of(line))
    ]


def are_left(lines: Iterable[Line], *, after: dt.date) -> bool:
    """Whether anything will be told of after a day."""
    return any(day > after for line in lines for day in days_of(line))


def known(lines: Iterable[Line]) -> dict[str, list]:
    """What a reader knows of the lines that are reckoned: plain data, to be kept."""
    return {line.key: [line.day.isoformat(), *line.rule] for line in lines if line.rule}


def moves(lines: Iterable[Line], told: dict[str, list]) -> list[Move]:
    """What has another day now than its reader knows, though they have told nothing new."""
    found = []
    for line in lines:
        if line.rule is None or line.key not in told:
            continue
        day, amount, unit = told[line.key]
        before = dt.date.fromisoformat(day)
        if before != line.day:
            period = line.deadline.said(Period(amount, unit))
            found.append(Move(line=line, before=before, period_before=period))
    return found
