"""Public holidays and make-up workdays, as the State Council announces them each autumn.

The dates come from the package chinesecalendar, which follows the announcement of each
year; a year that it does not know has weekdays and weekends only, and pages say so.
"""

import calendar
import datetime as dt
from enum import Enum

from chinese_calendar import constants

from portal.base.languages import current


class Day(Enum):
    """What sort of day a date is, beside its weekday."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    # A Saturday or Sunday that is worked, so that a holiday can be longer.
    MAKE_UP = "make-up"


def sort_of(day: dt.date) -> Day:
    """Tell whether a date is a public holiday or a make-up workday."""
    if day in constants.holidays:
        return Day.HOLIDAY
    return Day.MAKE_UP if day in constants.workdays else Day.ORDINARY


def name_of(day: dt.date) -> str:
    """Name the holiday that a date belongs to, in the page's language; else nothing."""
    word = constants.holidays.get(day) or constants.workdays.get(day)
    if not word:
        return ""
    holiday = constants.Holiday(word)
    return holiday.chinese if current() == "zh-hans" else holiday.value


def known_until() -> dt.date:
    """The last day of the last year whose holidays are known here."""
    return dt.date(max(constants.holidays).year, 12, 31)


def is_working(day: dt.date) -> bool:
    """Whether offices work on a date, as far as the holidays are known."""
    match sort_of(day):
        case Day.HOLIDAY:
            return False
        case Day.MAKE_UP:
            return True
    return day.weekday() < calendar.SATURDAY


def working_day(start: dt.date, number: int) -> dt.date:
    """Return the so-many-th working day after a date, or before it where negative.

    The date itself does not count.
    """
    step = dt.timedelta(days=1 if number > 0 else -1)
    day = start
    for _each in range(abs(number)):
        day += step
        while not is_working(day):
            day += step
    return day


def last_working_day(until: dt.date) -> dt.date:
    """Return the last working day that is not after a date."""
    return until if is_working(until) else working_day(until, -1)
