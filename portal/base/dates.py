"""Days and months as people write them."""

import datetime as dt
from calendar import monthrange

from dateutil.relativedelta import relativedelta
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

WEEKDAYS = (
    pgettext_lazy("day of the week", "Mon"),
    pgettext_lazy("day of the week", "Tue"),
    pgettext_lazy("day of the week", "Wed"),
    pgettext_lazy("day of the week", "Thu"),
    pgettext_lazy("day of the week", "Fri"),
    pgettext_lazy("day of the week", "Sat"),
    pgettext_lazy("day of the week", "Sun"),
)


def weekday(moment: dt.date) -> str:
    """Write the day of the week short: "Sat", 周六 (Django's Chinese says 星期六)."""
    return str(WEEKDAYS[moment.weekday()])


def month_name(number: int) -> str:
    """Write a month alone: "July", "7月"."""
    letters = pgettext("how to write a month alone, in Django's date letters", "F")
    return date_format(dt.date(2000, number, 1), letters)


def partial_date(text: str, until: str = "") -> str:
    """Write "2020", "2020-10" or "2020-10-15" as the page's language writes it.

    With a last day it is a range: {{ edition.first_day|partial_date:edition.last_day }}.
    """
    if until and until != text:
        return _date_range(text, until)
    numbers = _numbers(text)
    match numbers:
        case [year]:
            return pgettext("a year alone", "%(year)d") % {"year": year}
        case [year, month]:
            return date_format(dt.date(year, month, 1), "YEAR_MONTH_FORMAT")
        case [_year, _month, _day]:
            return date_format(dt.date(*numbers), "DATE_FORMAT")
    return ""


def _date_range(first: str, last: str) -> str:
    days = [_numbers(text) for text in (first, last)]
    if all(len(day) == 3 for day in days) and days[0][:2] == days[1][:2]:
        month = partial_date(first[:7])
        parts = {"first": days[0][2], "last": days[1][2], "month": month}
        return _("%(first)d–%(last)d %(month)s") % parts
    return _("%(first)s to %(last)s") % {
        "first": partial_date(first),
        "last": partial_date(last),
    }


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split("-")] if text else []


def confirmed_by_staff(day: dt.date | None) -> str:
    """Say when staff last found that a fact holds; nothing if they never have."""
    if day is None:
        return ""
    words = _("confirmed by staff on %(date)s")
    return words % {"date": date_format(day, "DATE_FORMAT")}


def is_over_a_year_old(date: str, today: dt.date) -> bool:
    """Tell whether a fact of "2020", "2020-10" or "2020-10-15" is more than a year old.

    A year or a month alone counts from its end.
    """
    if not date:
        return False
    year, *rest = map(int, date.split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else monthrange(year, month)[1]
    return dt.date(year, month, day) < today - relativedelta(years=1)
