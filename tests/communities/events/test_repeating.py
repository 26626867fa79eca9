"""More dates like one, by a rule, without the people of the first."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.events import repeating
from communities.events.models import EventDate
from tests.factories import make_date, make_sign_up

pytestmark = pytest.mark.django_db

BEIJING = ZoneInfo("Asia/Shanghai")


def at(month: int, day: int, hour: int = 19) -> dt.datetime:
    return dt.datetime(2027, month, day, hour, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("rhythm", "first", "until", "expected"),
    [
        ("weekly", at(1, 1), dt.date(2027, 1, 22), [at(1, 8), at(1, 15), at(1, 22)]),
        ("fortnightly", at(1, 1), dt.date(2027, 1, 31), [at(1, 15), at(1, 29)]),
        ("monthly", at(1, 12), dt.date(2027, 3, 31), [at(2, 9), at(3, 9)]),
        ("monthly", at(1, 29), dt.date(2027, 3, 31), [at(2, 26), at(3, 26)]),
        ("weekly", at(1, 1), dt.date(2027, 1, 7), []),
    ],
)
def test_a_rule_keeps_hour_and_weekday(rhythm, first, until, expected):
    date = make_date(starts_at=first)

    assert repeating.starts(date, rhythm=rhythm, until=until) == expected


def test_a_date_is_repeated_without_its_people_and_only_once():
    date = make_date(starts_at=at(1, 1), seats=7, party_max=3, status="called_off")
    make_sign_up(date=date)

    made = [repeating.repeat(date, starts=[at(1, 8)]) for _turn in range(2)]

    assert made == [1, 0]
    new = EventDate.objects.exclude(pk=date.pk).get()
    assert (new.starts_at, new.ends_at) == (at(1, 8), at(1, 8, 21))
    assert new.sign_up_closes_at == at(1, 8)
    assert (new.seats, new.party_max, new.status) == (7, 3, "scheduled")
    assert (new.venue_en, new.venue_zh_hans) == ("Library", "图书馆")
    assert new.sign_ups.count() == 0


def test_sign_up_opens_as_long_before_or_at_once_if_that_is_asked_for():
    date = make_date(starts_at=at(1, 1), sign_up_opens_at=at(1, 1) - dt.timedelta(days=3))

    repeating.repeat(date, starts=[at(1, 8)])
    before = timezone.now()
    repeating.repeat(date, starts=[at(1, 15)], open_now=True)

    later, at_once = date.event.dates.exclude(pk=date.pk).order_by("starts_at")
    assert later.sign_up_opens_at == at(1, 5)
    assert before <= at_once.sign_up_opens_at <= timezone.now()


def test_staff_untick_a_holiday_before_the_dates_are_made(desk):
    date = make_date(starts_at=at(1, 1))
    address = reverse("wagtailsnippets_communities_eventdate:repetition", args=[date.pk])
    rule = f"{address}?rhythm=weekly&until=2027-01-22"

    assert desk.get(rule).text.count('name="start"') == 3
    desk.post(rule, {"start": [at(1, 8).isoformat(), at(1, 22).isoformat()]})

    starts = EventDate.objects.order_by("starts_at").values_list("starts_at", flat=True)
    assert list(starts) == [at(1, 1), at(1, 8), at(1, 22)]
