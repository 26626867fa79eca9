"""A person's own place: the party, the answers, an offer, and the question afterwards."""

import datetime as dt

import pytest
from django.utils import timezone

from communities.events.models import Opinion, SignUp
from portal.models import Message
from tests.factories import make_date, make_event, make_question, make_sign_up

pytestmark = pytest.mark.django_db

ADA = {"name": "Ada", "email": "ada@example.org", "consent": "on", "website": ""}


# --- Parties and the organiser's questions ------------------------------------


@pytest.fixture
def asked():
    """A date that lets parties of four in and asks one question of each kind."""
    event = make_event()
    lunch = {"options_en": "Rice\nNoodles", "options_zh_hans": "米饭\n面条"}
    make_question(event=event, kind="text", label_en="Anything else?", sort_order=1)
    make_question(event=event, label_en="How many children?", sort_order=2)
    make_question(event=event, kind="choice", label_en="Lunch?", sort_order=3, **lunch)
    make_question(
        event=event, kind="choices", label_en="And?", sort_order=4, required=True, **lunch
    )
    return make_date(event=event, seats=4, party_max=4)


def named(date, *answers) -> dict:
    """The form's names for answers to the questions, in order; None is not answered."""
    keys = [f"answer_{question.key}" for question in date.event.questions.all()]
    return {key: value for key, value in zip(keys, answers, strict=True) if value is not None}


def test_the_form_asks_with_the_reason_in_the_readers_language(client, asked):
    english = client.get(asked.sign_up_url).text
    chinese = client.get(asked.sign_up_url.replace("/en/", "/zh-hans/")).text

    for words in ("How many children?", "To plan.", "Noodles", "How many people come"):
        assert words in english
    for words in ("多少？", "便于安排。", "面条", "参加人数"):
        assert words in chinese
    assert 'value="Noodles"' in chinese


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_form_costs_the_same_however_much_is_asked(
    client, django_assert_num_queries, how_many
):
    date = make_date()
    for _turn in range(how_many):
        make_question(event=date.event)

    with django_assert_num_queries(3):
        client.get(date.sign_up_url)


def test_the_party_and_the_answers_are_kept_with_the_place(client, asked):
    answers = named(asked, "A pram", "2", "Noodles", ["Rice", "Noodles"])

    client.post(asked.sign_up_url, ADA | answers | {"party_size": "3", "together": "as_many"})

    place = SignUp.objects.get()
    assert (place.party_size, place.together) == (3, False)
    assert list(place.answers.values()) == ["A pram", 2, "Noodles", ["Rice", "Noodles"]]
    page = client.get(place.get_absolute_url().replace("/en/", "/zh-hans/")).text
    assert "米饭、面条" in page


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (("", "", "", None), "Please answer this question."),
        (("", "many", "", ["Rice"]), "Enter a whole number."),
        (("", "", "Cake", ["Rice"]), "Select a valid choice."),
    ],
)
def test_a_wrong_answer_is_said_at_its_question(client, asked, answers, words):
    response = client.post(asked.sign_up_url, ADA | named(asked, *answers) | {"party_size": 1})

    assert response.status_code == 422
    assert words in response.text
    assert not SignUp.objects.exists()


def test_a_party_larger_than_the_seats_is_told_how_many_are_left(client, asked):
    make_sign_up(date=asked, party_size=2)
    party = ADA | named(asked, "", "", "", ["Rice"]) | {"party_size": "3"}

    together = client.post(asked.sign_up_url, party | {"together": "together"})
    as_many = client.post(asked.sign_up_url, party | {"together": "as_many"})

    assert "Only 2 seats are left." in together.text
    assert as_many.status_code == 303
    assert SignUp.objects.latest("pk").party_size == 2
    assert "People that you asked for: 3. There was room for: 2." in Message.objects.get().text


def test_a_person_changes_the_party_and_the_answers(client, asked):
    place = make_sign_up(date=asked, party_size=4)
    form = named(asked, "", "1", "", ["Rice"]) | {"party_size": "2"}

    response = client.post(place.change_url, form)

    place.refresh_from_db()
    assert (response.status_code, response.url) == (303, place.get_absolute_url())
    assert (place.party_size, list(place.answers.values())) == (2, [1, ["Rice"]])
    message = Message.objects.get()
    assert "People: 2" in message.text
    assert "How many children? 1" in message.text
    client.post(place.change_url, form)
    assert Message.objects.count() == 1


def test_the_form_for_a_change_holds_what_was_said(client, asked):
    first = asked.event.questions.first()
    place = make_sign_up(date=asked, party_size=3, answers={first.key: "A pram"})

    form = client.get(place.change_url).context["form"]

    assert [form["party_size"].value(), form[f"answer_{first.key}"].value()] == [3, "A pram"]


def test_a_change_that_finds_no_room_is_refused_on_the_page(client, asked):
    make_sign_up(date=asked, party_size=3)
    place = make_sign_up(date=asked)

    form = named(asked, "", "", "", ["Rice"]) | {"party_size": "2"}
    response = client.post(place.change_url, form)

    assert response.status_code == 422
    assert "No more seats are free, so your party cannot become larger." in response.text


def test_a_place_can_be_changed_and_cancelled_until_the_time_that_staff_set(client):
    date = make_date(party_max=3, change_until=timezone.now() - dt.timedelta(minutes=1))
    place = make_sign_up(date=date)

    page = client.get(place.get_absolute_url()).text
    change = client.post(place.change_url, {"party_size": "2"})
    cancellation = client.post(place.cancellation_url)

    assert place.change_url not in page
    assert (change.status_code, cancellation.status_code) == (422, 422)
    assert "could be changed or cancelled until" in cancellation.text
    place.refresh_from_db()
    assert (place.party_size, place.state) == (1, "confirmed")


# --- An offer, and the question afterwards -------------------------------------


@pytest.fixture
def offer():
    until = timezone.now() + dt.timedelta(hours=1)
    return make_sign_up(state="offered", offered_until=until, party_size=2)


def test_an_offer_is_taken_by_its_button_and_not_by_its_link(client, offer):
    page = client.get(offer.offer_url).text
    offer.refresh_from_db()
    assert offer.state == "offered"
    assert "2 seats are offered to you." in page

    response = client.post(offer.offer_url)

    offer.refresh_from_db()
    assert (response.status_code, response.url) == (303, offer.get_absolute_url())
    assert (offer.state, offer.offered_until) == ("confirmed", None)
    assert "You have 2 seats." in client.get(response.url).text
    assert client.post(offer.offer_url).status_code == 303
    assert Message.objects.count() == 1


def test_an_offer_that_has_ended_says_so(client, offer):
    SignUp.objects.update(offered_until=timezone.now())

    response = client.post(offer.offer_url)

    assert response.status_code == 422
    assert "This offer has ended." in response.text
    assert "was not accepted in time" in client.get(offer.get_absolute_url()).text


@pytest.fixture
def guest():
    """Somebody who came yesterday."""
    return make_sign_up(date=make_date(starts_at=timezone.now() - dt.timedelta(days=1)))


def test_an_opinion_is_counted_once_and_without_the_person(client, guest):
    make_sign_up(date=guest.date)

    for answer in ("mostly", "no"):
        assert client.post(guest.opinion_url, {"answer": answer}).status_code == 303

    assert list(guest.date.opinions.values_list("answer", "count")) == [("mostly", 1)]
    assert {field.name for field in Opinion._meta.fields} == {"id", "date", "answer", "count"}
    assert "your answer has been counted" in client.get(guest.opinion_url).text


def test_the_question_comes_after_the_date_and_wants_an_answer(client, guest):
    early = make_sign_up()

    assert 'name="answer"' not in client.get(early.opinion_url).text
    client.post(early.opinion_url, {"answer": "yes"})
    assert not Opinion.objects.exists()
    assert client.post(guest.opinion_url, {}).status_code == 422


# --- A person's own place -----------------------------------------------------


def test_my_place_shows_how_it_stands_and_the_address_for_a_driver(client):
    date = make_date(seats=1)
    make_sign_up(date=date)
    make_sign_up(date=date, state="waiting")
    mine = make_sign_up(date=date, state="waiting", name="李")

    response = client.get(mine.get_absolute_url())

    assert "You are number 2 on the waiting list." in response.text
    assert date.address_zh_hans in response.text
    assert "李" in response.text
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_an_unknown_token_opens_nothing(client):
    url = "/en/events/places/00000000-0000-4000-8000-000000000000/"

    assert client.get(url).status_code == 404
    assert client.get(f"{url}cancellation/").status_code == 404
    assert client.post(f"{url}cancellation/").status_code == 404
    assert client.get("/en/events/places/nonsense/").status_code == 404


def test_opening_every_page_of_a_place_changes_nothing(client):
    place = make_sign_up()

    for url in (
        place.get_absolute_url(),
        place.cancellation_url,
        place.change_url,
        place.offer_url,
        place.opinion_url,
    ):
        assert client.get(url).status_code == 200
        assert client.head(url).status_code == 200

    place.refresh_from_db()
    assert place.state == "confirmed"
    assert not Message.objects.exists()


def test_the_button_cancels_and_leads_back_to_the_place(client):
    place = make_sign_up()

    response = client.post(place.cancellation_url)

    place.refresh_from_db()
    assert (response.status_code, response.url) == (303, place.get_absolute_url())
    assert place.state == "cancelled"
    assert "This place has been cancelled." in client.get(response.url).text


def test_who_leaves_the_waiting_list_is_not_told_of_a_seat(client):
    place = make_sign_up(state="waiting")

    page = client.get(place.cancellation_url).text

    assert "Whoever signs up again starts at its end." in page
    assert "goes to the next person" not in page


def test_a_cancellation_that_comes_too_late_says_so(client):
    date = make_date(starts_at=timezone.now() - dt.timedelta(hours=1))
    place = make_sign_up(date=date)

    response = client.post(place.cancellation_url)

    assert response.status_code == 422
    assert "a place can no longer be changed or cancelled" in response.text


def test_the_form_sends_its_origin_so_that_the_button_works_in_browsers(client):
    place = make_sign_up()

    response = client.get(place.cancellation_url)

    assert response.headers["Referrer-Policy"] == "same-origin"
