"""How a date says when it is: by the hour, overnight, or whole days."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.utils import translation

from communities.events import calendar
from communities.models import EventDate
from tests.factories import make_date

BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("starts", "ends", "english", "short", "chinese"),
    [
        ("05 19:00", "05 21:00", "Sat 5 December 2026, 19:00–21:00", "Sat 19:00–21:00",
         "2026年12月5日 周六 19:00–21:00"),
        ("05 22:00", "06 06:00", "Sat 5 December 2026, 22:00, to Sun 6 December 2026, 06:00",
         "Sat 5 December 2026, 22:00, to Sun 6 December 2026, 06:00",
         "2026年12月5日 周六 22:00 至 2026年12月6日 周日 06:00"),
        ("05 00:00", "06 00:00", "Sat 5 December 2026, all day", "Sat, all day",
         "2026年12月5日 周六 全天"),
        ("05 00:00", "07 00:00", "Sat 5 December 2026 to Sun 6 December 2026, all day",
         "Sat 5 December 2026 to Sun 6 December 2026, all day",
         "2026年12月5日 周六 至 2026年12月6日 周日 全天"),
    ],
)  # fmt: skip
def test_a_date_says_when_it_is(starts, ends, english, short, chinese):
    date = EventDate(starts_at=moment(starts), ends_at=moment(ends))

    assert (date.when(), date.hours()) == (english, short)
    with translation.override("zh-hans"):
        assert date.when() == chinese


def moment(text: str) -> dt.datetime:
    return dt.datetime.strptime(f"2026-12-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)


@pytest.mark.django_db
def test_a_whole_day_is_one_in_a_calendar_too():
    date = make_date(starts_at=moment("05 00:00"), ends_at=moment("06 00:00"))

    entry = vobject.readOne(calendar.feed("Events", [date]).decode()).vevent

    assert (entry.dtstart.value, entry.dtend.value) == (
        dt.date(2026, 12, 5), dt.date(2026, 12, 6),
    )  # fmt: skip
