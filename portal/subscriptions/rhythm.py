"""When the weekly letters go."""

import datetime as dt

from django.utils import timezone

# Thursday, so that it helps to plan the weekend.
WEEKDAY, HOUR = 3, 9


def last_letter_day() -> dt.datetime:
    """The last Thursday morning, by Beijing's clock."""
    now = timezone.localtime()
    day = now - dt.timedelta(days=(now.weekday() - WEEKDAY) % 7)
    letter = day.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return letter if letter <= now else letter - dt.timedelta(days=7)
