"""Many people at once, on a real database, each with a connection of its own."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from communities.events import actions
from communities.events.models import EventDate, SignUp
from communities.events.models.dates import EventDateQuerySet
from portal.models import Message
from tests.factories import make_date, make_sign_up

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(tasks: list) -> list:
    """Start every task at the same moment, each in a thread of its own."""
    start = Barrier(len(tasks))

    def run(task):
        try:
            start.wait()
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def asking(date: EventDate, email: str):
    def ask():
        try:
            actions.sign_up(date, name=email, email=email, language="en")
        except actions.SignUpRefused as refused:
            return str(refused.message)
        return "written"

    return ask


def test_fifty_people_at_once_for_ten_places(record_property):
    date = make_date(seats=10, waiting_places=100)
    began = time.monotonic()

    answers = all_at_once([asking(date, f"guest{n}@example.org") for n in range(50)])

    record_property("sign_ups_per_second", round(50 / (time.monotonic() - began), 1))
    places = list(date.sign_ups.order_by("pk"))
    assert answers == ["written"] * 50
    assert [place.state for place in places] == ["confirmed"] * 10 + ["waiting"] * 40
    assert [place.place_in_queue() for place in places[10:]] == list(range(1, 41))
    assert len({place.email for place in places}) == 50
    assert Message.objects.count() == 50
    told = Message.objects.filter(key__endswith=":waiting").order_by("pk")
    for number, message in enumerate(told, start=1):
        assert f"You are number {number} on the waiting list." in message.text


def test_when_seats_and_queue_run_out_the_rest_are_told_so():
    date = make_date(seats=10, waiting_places=10)

    answers = all_at_once([asking(date, f"guest{n}@example.org") for n in range(60)])

    assert answers.count("This date is full, and so is its waiting list.") == 40
    assert date.sign_ups.confirmed().count() == 10
    assert date.sign_ups.waiting().count() == 10


def test_one_person_who_asks_ten_times_at_once_gets_one_place():
    date = make_date()

    all_at_once([asking(date, "ada@example.org")] * 10)

    assert date.sign_ups.count() == 1
    assert Message.objects.filter(key__endswith=":confirmed").count() == 1


def test_seats_that_come_free_at_once_go_to_the_first_who_wait():
    date = make_date(seats=5)
    seated = [make_sign_up(date=date) for _turn in range(5)]
    queue = [make_sign_up(date=date, state="waiting") for _turn in range(8)]

    all_at_once([lambda place=place: actions.cancel(place) for place in seated])

    assert list(date.sign_ups.confirmed().order_by("pk")) == queue[:5]
    assert list(date.sign_ups.waiting()) == queue[5:]
    assert Message.objects.filter(key__endswith=":promoted").count() == 5


@contextmanager
def without_the_lock(monkeypatch):
    """Read the date without locking it: what these tests are there to catch."""
    with monkeypatch.context() as patch:
        unlocked = lambda dates, **_options: dates  # noqa: E731
        patch.setattr(EventDateQuerySet, "select_for_update", unlocked, raising=False)
        yield


def test_without_the_lock_only_the_database_keeps_seats_from_being_given_twice(monkeypatch):
    date = make_date(seats=10, waiting_places=100)

    def ask(email):
        try:
            return asking(date, email)()
        except IntegrityError as error:
            return str(error).split("\n")[0]

    with without_the_lock(monkeypatch):
        answers = all_at_once([partial(ask, f"guest{n}@example.org") for n in range(50)])

    assert f"date {date.pk} has no seat left" in answers
    assert date.sign_ups.confirmed().count() == 10


def test_parties_at_once_get_no_seat_more_than_there_are():
    date = make_date(seats=11, waiting_places=200, party_max=4)

    def ask(n):
        party = {"party_size": n % 4 + 1, "together": n % 3 > 0}
        with suppress(actions.SignUpRefused):
            actions.sign_up(
                date, name="Ada", email=f"guest{n}@example.org", language="en", **party
            )

    all_at_once([partial(ask, n) for n in range(30)])

    seats = date.sign_ups.confirmed().aggregate(sum=Sum("party_size"))["sum"]
    assert seats == 11


def test_the_database_counts_people_and_lets_those_who_are_in_stay():
    date = make_date(seats=4)
    place = make_sign_up(date=date, party_size=3)
    EventDate.objects.update(seats=2)

    SignUp.objects.filter(pk=place.pk).update(party_size=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignUp.objects.filter(pk=place.pk).update(party_size=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_sign_up(date=date, state="offered", offered_until=date.starts_at)


@pytest.mark.parametrize("change", [{"state": "confirmed"}, {"date": "full"}])
def test_the_database_refuses_a_seat_that_is_not_there(change):
    full = make_date(seats=1)
    make_sign_up(date=full)
    place = make_sign_up(date=full, state="waiting")
    if change.get("date"):
        place = make_sign_up()
        change = {"date": full}

    with pytest.raises(IntegrityError):
        SignUp.objects.filter(pk=place.pk).update(**change)
