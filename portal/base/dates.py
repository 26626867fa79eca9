"""Days as lists and letters write them."""

import datetime as dt
from calendar import monthrange

from dateutil.relativedelta import relativedelta
from django.utils.translation import pgettext_lazy

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
