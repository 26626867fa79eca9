"""Days as lists and letters write them."""

import datetime as dt

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
