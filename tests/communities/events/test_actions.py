"""Signing up and giving back: who gets a seat, who waits, and what nobody learns."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from communities.events import actions, organising
from portal.models import Message
from tests.factories import make_date, make_event, make_sign_up

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def refusal(date, name="eve") -> str:
    with pytest.raises(actions.SignUpRefused) as refused:
        actions.sign_up(date, name=name, email=f"{name}@example.org", language="en")
    return str(refused.value.message)


def test_seats_go_first_then_the_queue_in_order(sign_up, mails):
    date = make_date(seats=2, waiting_places=2)

    places = [sign_up(date, name) for name in ("ada", "bo", "cy", "di")]

    assert [p.state for p in places] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [p.place_in_queue() for p in places] == [None, None, 1, 2]
    assert mails() == [
        ("ada", "confirmed"),
        ("bo", "confirmed"),
        ("cy", "waiting"),
        ("di", "waiting"),
    ]


@pytest.mark.parametrize(
    ("state_of_the_date", "words"),
    [
        ({"status": "called_off"}, "The organiser has called this date off."),
        (
            {"sign_up_opens_at": timezone.now() + DAY},
            "Sign-up for this date is not open yet.",
        ),
        (
            {"sign_up_closes_at": timezone.now() - HOUR},
            "Sign-up for this date has closed.",
        ),
        ({"starts_at": timezone.now() - DAY}, "This date is over."),
    ],
)
def test_a_date_that_takes_nobody_says_why(state_of_the_date, words):
    date = make_date(**state_of_the_date)

    assert refusal(date) == words
    assert not date.sign_ups.exists()
    assert not Message.objects.exists()


def test_a_full_date_with_a_full_waiting_list_refuses(sign_up):
    date = make_date(seats=1, waiting_places=1)
    sign_up(date, "ada")
    sign_up(date, "bo")

    assert refusal(date) == "This date is full, and so is its waiting list."
    assert date.sign_ups.count() == 2


def test_a_withdrawn_event_takes_nobody():
    date = make_date(event=make_event(live=False))

    assert refusal(date) == "This event is no longer shown."


def test_who_waits_comes_before_a_newcomer_even_if_a_seat_is_free(sign_up):
    date = make_date(seats=1)
    sign_up(date, "ada")
    make_sign_up(date=date, state="waiting")
    date.sign_ups.confirmed().update(state="cancelled")

    assert sign_up(date, "eve").state == "waiting"


def test_asking_again_changes_nothing_and_mails_the_same_place_once_an_hour(sign_up, mails):
    date = make_date(seats=1)
    first = sign_up(date, "ada")

    for spelling in ("ADA@example.org", " ada@Example.ORG ", "ａｄａ＠example.org"):
        actions.sign_up(date, name="Somebody", email=spelling, language="zh-hans")

    assert [(s.pk, s.name, s.language) for s in date.sign_ups.all()] == [
        (first.pk, "Ada", "en")
    ]
    assert [occasion.split(":")[0] for _to, occasion in mails()] == ["confirmed", "again"]
    assert {m.to for m in Message.objects.all()} == {"ada@example.org"}

    date.sign_ups.update(repeated_at=timezone.now() - HOUR)
    actions.sign_up(date, name="Ada", email="ada@example.org", language="en")

    assert [occasion for _to, occasion in mails()].count("again") == 2


def test_a_full_date_refuses_the_known_and_the_unknown_alike(sign_up, mails):
    date = make_date(seats=1, waiting_places=0)
    sign_up(date, "ada")

    assert refusal(date, "ada") == refusal(date, "eve")
    assert [to for to, _occasion in mails()] == ["ada", "ada"]


def test_the_database_knows_one_place_a_person_however_the_address_is_typed():
    date = make_date()
    make_sign_up(date=date, email="ada@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_sign_up(date=date, email="ＡDA@example.org")


def test_a_date_with_people_cannot_be_deleted():
    sign_up = make_sign_up()

    with pytest.raises(ProtectedError):
        sign_up.date.event.delete()


def test_cancelling_frees_the_seat_for_the_next_in_the_queue(sign_up, mails):
    date = make_date(seats=1)
    ada, bo, cy = (sign_up(date, name) for name in ("ada", "bo", "cy"))

    actions.cancel(ada)

    assert [s.state for s in date.sign_ups.order_by("pk")] == [
        "cancelled",
        "confirmed",
        "waiting",
    ]
    assert cy.place_in_queue() == 1
    assert mails()[3:] == [("ada", "cancelled"), ("bo", "promoted")]
    assert bo.pk


def test_cancelling_twice_moves_up_one_person_only(sign_up, mails):
    date = make_date(seats=1)
    ada = sign_up(date, "ada")
    sign_up(date, "bo")
    sign_up(date, "cy")

    actions.cancel(ada)
    actions.cancel(ada)

    assert date.sign_ups.confirmed().count() == 1
    assert [occasion for _to, occasion in mails()].count("promoted") == 1


def test_one_who_waits_leaves_without_moving_anybody_up(sign_up, mails):
    date = make_date(seats=1)
    for name in ("ada", "bo", "cy"):
        sign_up(date, name)

    actions.cancel(date.sign_ups.waiting().first())

    assert [s.state for s in date.sign_ups.order_by("pk")] == [
        "confirmed",
        "cancelled",
        "waiting",
    ]
    assert mails()[3:] == [("bo", "cancelled")]


def test_nobody_moves_up_after_sign_up_has_closed(sign_up):
    date = make_date(seats=1)
    ada = sign_up(date, "ada")
    sign_up(date, "bo")
    date.sign_up_closes_at = timezone.now() - HOUR
    date.save()

    actions.cancel(ada)

    assert date.sign_ups.waiting().count() == 1


def test_nobody_cancels_once_the_date_has_begun(sign_up):
    date = make_date()
    ada = sign_up(date, "ada")
    date.starts_at = timezone.now() - HOUR
    date.save()

    with pytest.raises(actions.CancellationRefused):
        actions.cancel(ada)

    ada.refresh_from_db()
    assert ada.state == "confirmed"


def test_after_cancelling_one_may_come_back_at_the_end_of_the_queue(sign_up):
    date = make_date(seats=1)
    ada = sign_up(date, "ada")
    sign_up(date, "bo")
    actions.cancel(ada)

    again = sign_up(date, "ada")

    assert again.pk != ada.pk
    assert (again.state, again.place_in_queue()) == ("waiting", 1)


def test_seats_that_were_added_go_to_those_who_wait(sign_up, mails):
    date = make_date(seats=1)
    for name in ("ada", "bo", "cy", "di"):
        sign_up(date, name)
    date.seats = 3
    date.save()

    organising.move_date(date)

    assert [s.state for s in date.sign_ups.order_by("pk")] == ["confirmed"] * 3 + ["waiting"]
    assert mails()[4:] == [("bo", "promoted"), ("cy", "promoted")]


def test_a_sign_up_and_its_mail_stand_or_fall_together(monkeypatch):
    date = make_date()
    monkeypatch.setattr(actions, "enqueue", lambda *drafts: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.sign_up(date, name="Ada", email="ada@example.org", language="en")

    assert not date.sign_ups.exists()


def test_people_are_forgotten_thirty_days_after_the_date():
    now = timezone.now()
    long_ago = make_date(starts_at=now - 31 * DAY)
    places = [make_sign_up(date=long_ago) for _turn in range(2)]
    recent = make_sign_up(date=make_date(starts_at=now - 29 * DAY))

    assert actions.forget_people() == 2
    assert actions.forget_people() == 0

    for place in places:
        token = place.token
        place.refresh_from_db()
        assert (place.name, place.email, place.state) == ("", "", "confirmed")
        assert place.token != token
    recent.refresh_from_db()
    assert recent.email
