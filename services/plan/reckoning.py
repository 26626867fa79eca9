"""From days that are known to days by which things are due. docs/plan.md has the rules.

Pure: nothing here asks the database or the clock on the wall.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from portal.facts.models import Unit
from portal.places import holidays
from services.guides.models import Deadline
from services.plan.answers import Answers, Person

HOURS_A_DAY = 24


@dataclass(frozen=True, kw_only=True)
class Item:
    """One deadline for one person: the day, and how it was reckoned."""

    deadline: Deadline
    person: Person
    start: dt.date
    day: dt.date
    # The last day before it on which offices work, where that is an earlier one.
    go_by: dt.date | None = None
    # Whether it hangs on holidays that are not announced yet.
    is_provisional: bool = False

    @property
    def key(self) -> str:
        """Its name for ever, whatever becomes of the days."""
        return f"{self.deadline.slug}.{self.person.key}"

    @property
    def is_firm(self) -> bool:
        """Whether somebody can be late for it before the law."""
        return self.deadline.firm and not self.deadline.opens


def reckon(answers: Answers, deadlines: Iterable[Deadline]) -> list[Item]:
    """Work out everything that is due, in the order of its days."""
    deadlines = list(deadlines)
    items = [
        _item(deadline, person, start)
        for person in answers.people
        for deadline in deadlines
        if binds(deadline, person)
        and (start := person.start_of(deadline.clock))
        and not person.is_gone_by(start)
    ]
    return sorted(items, key=lambda item: (item.day, not item.deadline.opens))


def binds(deadline: Deadline, person: Person) -> bool:
    """Whether a deadline is for somebody."""
    is_theirs = not deadline.applies_to or person.route in deadline.applies_to
    return is_theirs and person.is_between(deadline.age_from, deadline.age_to)


def _item(deadline: Deadline, person: Person, start: dt.date) -> Item:
    # By the rule of the day on which the clock starts, which may be one to come.
    unit, day = deadline.period_on(start).unit, due(deadline, start)
    goes_by_days = unit != Unit.HOURS and not deadline.opens
    last = holidays.last_working_day(day)
    is_in_time = deadline.direction == Deadline.Direction.BEFORE or last > start
    go_by = last if goes_by_days and last != day and is_in_time else None
    hangs_on_holidays = go_by or unit == Unit.WORKING_DAYS
    return Item(
        deadline=deadline,
        person=person,
        start=start,
        day=day,
        go_by=go_by,
        is_provisional=bool(hangs_on_holidays) and max(day, start) > holidays.known_until(),
    )


def due(deadline: Deadline, start: dt.date) -> dt.date:
    """Return the last day for a deadline, or the first where it opens something.

    The day that the clock starts does not count. Of a period in hours only whole days are
    sure, since nobody has told the hour.
    """
    forward = deadline.direction == Deadline.Direction.WITHIN
    amount, unit = deadline.period_on(start)
    number = amount if forward else -amount
    match unit:
        case Unit.WORKING_DAYS:
            return holidays.working_day(start, number)
        case Unit.HOURS:
            return start + dt.timedelta(days=number // HOURS_A_DAY)
    return start + relativedelta(**{unit: number})
