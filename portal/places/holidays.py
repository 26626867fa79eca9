"""Public holidays and make-up workdays, as the State Council announces them each autumn.

The dates come from the package chinesecalendar, which follows the announcement of each
year; a year that it does not know has weekdays and weekends only, and pages say so.
"""

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
