"""What a person sees, takes along and deletes of what is kept about them."""

import datetime as dt
import json

import pytest
import vobject
from django.utils import timezone

from communities.events.actions import cancel
from communities.events.models import SignUp
from portal.models import Message
from tests.factories import make_date, make_event, make_question, make_sign_up

pytestmark = pytest.mark.django_db

FIND = "/en/events/places/"


def own(place, page: str) -> str:
    return f"/en/events/places/{place.token}/{page}"


# --- Find my places -----------------------------------------------------------


def test_all_coming_places_go_to_the_mailbox_in_its_language(client):
    soon = make_sign_up(email="ada@example.org", language="en")
    later = make_sign_up(email="Ada@example.org", language="zh-hans")
    over = make_date(starts_at=timezone.now() - dt.timedelta(days=2))
    gone = [
        make_sign_up(email="ada@example.org", state="cancelled"),
        make_sign_up(email="ada@example.org", date=over),
        make_sign_up(email="bob@example.org"),
    ]

    client.post(FIND, {"email": "ＡＤＡ@example.org"})

    mail = Message.objects.get()
    assert mail.subject == "您报名的活动"
    for place in (soon, later):
        assert f"/zh-hans/events/places/{place.token}/" in mail.text
        assert f"/zh-hans/events/places/{place.token}/" in mail.html
    assert not any(str(place.token) in mail.text for place in gone)


def test_the_answer_reveals_nothing_and_a_mail_goes_once_a_day(client):
    make_sign_up(email="ada@example.org")

    known = [client.post(FIND, {"email": "ada@example.org"}) for _turn in range(2)]
    stranger = client.post(FIND, {"email": "nobody@example.org"})

    assert {answer.url for answer in (*known, stranger)} == {"/en/events/places/answer/"}
    assert Message.objects.count() == 1


def test_one_sender_does_not_ask_for_ever(client):
    answers = [
        client.post(FIND, {"email": "ada@example.org"}).status_code for _turn in range(6)
    ]

    assert answers == [302] * 5 + [429]


# --- The calendar of one's own places -----------------------------------------


def test_the_own_calendar_holds_all_coming_places_of_the_person_and_no_key(client):
    place = make_sign_up(email="ada@example.org")
    other = make_sign_up(email="ADA@example.org", state="waiting")
    make_sign_up(email="bob@example.org")

    response = client.get(own(place, "calendar.ics"))

    entries = vobject.readOne(response.text).vevent_list
    assert [entry.uid.value for entry in entries] == [
        f"place-{place.pk}@testserver", f"place-{other.pk}@testserver",
    ]  # fmt: skip
    assert [entry.status.value for entry in entries] == ["CONFIRMED", "TENTATIVE"]
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert str(other.token) not in response.text
    assert "example.org" not in response.text


def test_a_program_that_has_the_calendar_is_told_that_nothing_has_changed(client):
    place = make_sign_up()
    first = client.get(own(place, "calendar.ics"))
    known = {"If-None-Match": first.headers["ETag"]}

    assert client.get(own(place, "calendar.ics"), headers=known).status_code == 304
    cancel(place)
    assert client.get(own(place, "calendar.ics"), headers=known).status_code == 200


# --- See, take, delete --------------------------------------------------------


def test_a_person_sees_what_is_kept_why_and_for_how_long(client):
    question = make_question(event=make_event(), label_en="What do you eat?")
    place = make_sign_up(
        name="Ada",
        email="ada@example.org",
        date=make_date(event=question.event),
        answers={question.key: "vegan"},
    )

    page = client.get(own(place, "data/"))

    assert "ada@example.org" in page.text
    assert (
        "so that the organiser knows whom to expect; until 30 days after the date" in page.text
    )
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_person_takes_it_as_a_file(client):
    event = make_event(title_en="Tea", title_zh_hans="茶会")
    question = make_question(event=event, label_en="What do you eat?")
    answers = {question.key: "素食"}
    place = make_sign_up(name="李雷", date=make_date(event=event), answers=answers)

    response = client.get(own(place, "data.json"))

    taken = json.loads(response.text)
    assert taken["event"] == {"en": "Tea", "zh-Hans": "茶会"}
    assert (taken["name"], taken["answers"]) == ("李雷", {"What do you eat?": "素食"})
    assert (taken["language"], taken["state"]) == ("English", "confirmed")
    assert "李雷" in response.text
    assert response.headers["Content-Disposition"] == 'attachment; filename="place.json"'


def test_a_person_deletes_it_and_the_next_in_the_queue_has_the_seat(client):
    date = make_date(seats=1)
    place = make_sign_up(name="Ada", email="ada@example.org", date=date)
    waiting = make_sign_up(date=date, state="waiting")
    sent = Message.objects.create(
        key=f"sign-up:{place.pk}:confirmed",
        to=place.email,
        subject="s",
        text="t",
        status="sent",
    )

    client.get(own(place, "deletion/"))
    opened = SignUp.objects.get(pk=place.pk).name
    response = client.post(own(place, "deletion/"))

    place, waiting = SignUp.objects.get(pk=place.pk), SignUp.objects.get(pk=waiting.pk)
    sent.refresh_from_db()
    assert opened == "Ada"
    assert (place.name, place.email, place.state) == ("", "", "cancelled")
    assert waiting.state == "confirmed"
    assert (sent.to, sent.text) == ("", "")
    assert client.get(response.url).status_code == 200
