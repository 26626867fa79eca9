"""What happens to a date by itself: reminders, thanks, offers that end."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from communities.events import clock, mails, organising
from communities.events.models import EventDate, SignUp
from portal.models import Message
from tests.communities.events.conftest import let_time_pass
from tests.factories import make_date, make_event, make_sign_up

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


def make_guest(*, hours: float, **fields) -> SignUp:
    """Somebody with a seat at a date in so many hours, who signed up a week ago."""
    date = make_date(starts_at=timezone.now() + hours * HOUR, **fields)
    clock.look_at_dates()
    return make_sign_up(date=date, told_at=timezone.now() - 7 * DAY)


def occasions() -> list[str]:
    keys = Message.objects.order_by("pk").values_list("key", flat=True)
    return [key.split(":")[2] for key in keys]


def pass_hours(date, hours: float) -> None:
    let_time_pass(date, hours * HOUR)
    clock.look_at_dates()


def test_people_are_reminded_a_day_and_two_hours_before_and_thanked_afterwards():
    date = make_guest(hours=30).date
    told = []
    for _hour in range(40):
        pass_hours(date, 1)
        told.append(len(occasions()))

    # The thirtieth hour is the start; the date lasts two hours.
    assert [told.index(n) + 1 for n in (1, 2, 3)] == [6, 28, 34]
    assert occasions() == ["reminder", "reminder", "thanks"]
    date.refresh_from_db()
    assert date.next_due_at is None


def test_looking_twice_writes_once():
    date = make_guest(hours=25).date

    pass_hours(date, 2)
    EventDate.objects.update(next_due_at=timezone.now())
    clock.look_at_dates()

    assert occasions() == ["reminder"]


def test_reminders_move_with_the_date():
    date = make_guest(hours=25).date
    organising.move_date(date, starts_at=date.starts_at + DAY, ends_at=date.ends_at + DAY)

    pass_hours(date, 2)
    assert occasions() == ["moved"]

    pass_hours(date, 24)
    assert occasions() == ["moved", "reminder"]


def test_a_date_that_has_moved_after_its_reminder_is_reminded_of_again():
    date = make_guest(hours=25).date
    pass_hours(date, 2)
    organising.move_date(date, starts_at=date.starts_at + DAY, ends_at=date.ends_at + DAY)

    pass_hours(date, 24)

    assert occasions() == ["reminder", "moved", "reminder"]


def test_a_date_that_moves_forward_past_its_reminder_is_told_once():
    date = make_guest(hours=40).date
    organising.move_date(date, starts_at=date.starts_at - 20 * HOUR)

    clock.look_at_dates()

    assert occasions() == ["moved"]


def test_whoever_has_just_signed_up_is_not_reminded_of_it():
    date = make_date(starts_at=timezone.now() + 23 * HOUR)
    make_sign_up(date=date)

    clock.look_at_dates()

    assert occasions() == []


def test_after_an_outage_people_are_reminded_once_and_never_after_the_start():
    late, too_late = make_guest(hours=30).date, make_guest(hours=30).date
    let_time_pass(late, 29 * HOUR)
    let_time_pass(too_late, 31 * HOUR)

    clock.look_at_dates()

    assert occasions() == ["reminder"]


@pytest.mark.parametrize(
    "state",
    [{"state": "cancelled"}, {"state": "waiting", "party_size": 99}, {"state": "lapsed"}],
)
def test_only_those_who_have_a_seat_are_reminded_and_thanked(state):
    place = make_guest(hours=25)
    SignUp.objects.filter(pk=place.pk).update(**state)

    pass_hours(place.date, 2)
    pass_hours(place.date, 28)

    assert occasions() == []


def test_a_date_that_was_called_off_reminds_and_thanks_nobody():
    date = make_guest(hours=25).date
    organising.call_off(date, reason_en="Rain.", reason_zh_hans="下雨。")

    pass_hours(date, 2)
    pass_hours(date, 28)

    assert occasions() == ["called_off"]


def test_an_event_that_is_no_longer_shown_reminds_nobody():
    date = make_guest(hours=25, event=make_event(live=False)).date

    pass_hours(date, 2)

    assert occasions() == []


def test_staff_choose_the_reminders():
    date = make_guest(hours=80, reminder_hours=[72]).date

    for _day in range(3):
        pass_hours(date, 24)

    assert occasions() == ["reminder"]


def test_nobody_is_thanked_days_later():
    date = make_guest(hours=1).date

    pass_hours(date, 60)

    assert occasions() == []


def test_many_people_are_written_to_in_portions(monkeypatch):
    monkeypatch.setattr(clock, "PORTION", 2)
    first = make_guest(hours=25)
    for _turn in range(4):
        make_sign_up(date=first.date, told_at=timezone.now() - DAY)
    let_time_pass(first.date, 2 * HOUR)

    looks = clock.look_at_dates()

    assert occasions() == ["reminder"] * 5
    assert looks == 3


def test_one_bad_date_does_not_stop_the_others(monkeypatch):
    bad, good = make_guest(hours=25), make_guest(hours=25)
    real = mails.reminder

    def failing(place, **facts):
        return real(place, **facts) if place.date_id == good.date_id else 1 / 0

    monkeypatch.setattr(mails, "reminder", failing)
    for place in (bad, good):
        let_time_pass(place.date, 2 * HOUR)

    clock.look_at_dates()
    assert [m.to for m in Message.objects.all()] == [good.email]

    monkeypatch.undo()
    pass_hours(bad.date, 0.1)
    assert occasions() == ["reminder", "reminder"]


def test_an_offer_sets_the_clock():
    date = make_date(starts_at=timezone.now() + 5 * HOUR, seats=1, reminder_hours=[])
    clock.look_at_dates()
    make_sign_up(date=date, state="waiting")

    organising.move_date(date, seats=1)
    until = date.sign_ups.offered().get().offered_until
    pass_hours(date, 0)
    date.refresh_from_db()
    assert date.next_due_at == until

    pass_hours(date, (until - timezone.now()) / HOUR)
    assert date.sign_ups.get().state == "lapsed"
    assert occasions() == ["offered", "lapsed"]


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_do_everything_once():
    dates = [make_guest(hours=25).date for _turn in range(4)]
    for date in dates:
        let_time_pass(date, 2 * HOUR)

    def look(_n):
        try:
            return clock.look_at_dates()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        looks = list(pool.map(look, range(2)))

    assert occasions() == ["reminder"] * 4
    assert sum(looks) == 4


@pytest.mark.django_db(transaction=True)
def test_a_date_that_somebody_holds_is_left_for_the_next_minute():
    held, free = make_guest(hours=25), make_guest(hours=25)
    for place in (held, free):
        let_time_pass(place.date, 2 * HOUR)

    def look():
        try:
            return clock.look_at_dates()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        EventDate.objects.locked(held.date_id)
        pool.submit(look).result(timeout=20)

    assert [m.to for m in Message.objects.all()] == [free.email]
