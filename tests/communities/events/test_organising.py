"""What the organiser does with a date, and who hears of it."""

import datetime as dt

import pytest
from django.utils import timezone

from communities.events import organising
from portal.models import Message
from tests.factories import make_date, make_sign_up

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def date():
    """A date with one person in every state."""
    date = make_date(seats=5, sign_up_closes_at=timezone.now() + 6 * DAY)
    for state in ("confirmed", "offered", "waiting", "lapsed", "cancelled"):
        until = timezone.now() + DAY if state == "offered" else None
        make_sign_up(
            date=date, state=state, email=f"{state}@example.org", offered_until=until,
            party_size=3 if state == "waiting" else 1, name=state,
        )  # fmt: skip
    date.seats = 2
    date.save()
    return date


def test_whoever_has_a_place_or_waits_hears_of_a_new_time(date, mails):
    told = organising.move_date(date, starts_at=date.starts_at + HOUR)

    assert told == 3
    assert mails() == [("confirmed", "moved"), ("offered", "moved"), ("waiting", "moved")]


@pytest.mark.parametrize("field", ["venue_en", "venue_zh_hans", "address_en"])
def test_a_new_venue_is_news_too(date, field):
    assert organising.move_date(date, **{field: "Somewhere else"}) == 3


def test_what_people_need_not_know_writes_to_nobody(date, mails):
    assert organising.move_date(date, waiting_places=50, reminder_hours=[48]) == 0
    assert mails() == []


def test_each_move_is_written_once_and_raises_the_sequence(date, mails):
    place = date.sign_ups.confirmed().get()
    first = place.sequence

    organising.move_date(date, starts_at=date.starts_at + HOUR)
    organising.move_date(date, starts_at=date.starts_at)
    organising.move_date(date, starts_at=date.starts_at - HOUR)

    place.refresh_from_db()
    place.date.refresh_from_db()
    assert place.sequence == first + 2
    assert mails().count(("confirmed", "moved")) == 2


def test_an_offer_ends_with_sign_up_when_that_is_moved_forward(date):
    soon = timezone.now() + HOUR

    organising.move_date(date, sign_up_closes_at=soon)

    assert date.sign_ups.offered().get().offered_until == soon


def test_an_edited_copy_of_a_date_cannot_undo_what_actions_did(date):
    stale = type(date).objects.get(pk=date.pk)
    organising.call_off(date, reason_en="Rain.", reason_zh_hans="下雨。")

    organising.move_date(stale, venue_en="Hall 9")

    date.refresh_from_db()
    assert (date.is_called_off, date.called_off_reason_en, date.revision) == (True, "Rain.", 1)
    assert date.venue_en == "Hall 9"


def test_calling_off_writes_the_reason_to_all_who_hoped_to_come_and_to_them_once(date, mails):
    assert organising.call_off(date, reason_en="Rain.", reason_zh_hans="下雨。") == 3
    assert organising.call_off(date, reason_en="Snow.", reason_zh_hans="下雪。") == 0

    assert mails() == [
        ("confirmed", "called_off"),
        ("offered", "called_off"),
        ("waiting", "called_off"),
    ]
    assert all("Why: Rain." in message.text for message in Message.objects.all())


def test_a_date_that_was_called_off_moves_without_a_word(date, mails):
    organising.call_off(date, reason_en="Rain.", reason_zh_hans="下雨。")
    before = len(mails())

    date.refresh_from_db()
    assert organising.move_date(date, venue_en="Hall 9") == 0
    assert len(mails()) == before


def test_news_goes_out_in_each_persons_language():
    date = make_date()
    for language in ("en", "zh-hans"):
        make_sign_up(date=date, language=language)

    organising.call_off(date, reason_en="Rain.", reason_zh_hans="下雨。")

    assert [m.subject.split(":")[0].split("：")[0] for m in Message.objects.order_by("pk")] == [
        "Called off",
        "活动取消",
    ]


def test_readers_see_when_a_moved_date_was_to_start(date):
    start = date.starts_at

    organising.move_date(date, venue_en="Hall")
    assert date.moved_from is None
    organising.move_date(date, starts_at=start + HOUR)
    assert date.moved_from == start
