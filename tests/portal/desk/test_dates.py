"""The desk of events: dates that move or are called off, questions, who hears of it."""

import csv
import datetime as dt
import io

import pytest
from django.utils import timezone

from communities.events.models import Event, EventDate
from communities.models import AuditEntry, Opinion, SignUp
from portal.models import Message
from tests.factories import make_date, make_event, make_question, make_sign_up, make_user
from tests.portal.desk.forms import answer, filled, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def date():
    """A date with three people who hear of what happens to it, and one who does not."""
    date = make_date(seats=2)
    for state, language in (
        ("confirmed", "en"), ("confirmed", "zh-hans"), ("waiting", "zh-hans"),
        ("cancelled", "zh-hans"),
    ):  # fmt: skip
        make_sign_up(date=date, state=state, language=language)
    return date


def test_the_form_says_beforehand_how_many_will_be_written_to(desk, at, date):
    page = desk.get(at(EventDate, "edit", date.pk)).text

    assert "2 in Chinese, 1 in English." in page


def test_a_new_venue_is_written_to_all_who_have_a_place_or_wait(desk, at, date):
    address = at(EventDate, "edit", date.pk)

    desk.post(address, filled(desk.get(address), venue_zh_hans="新楼", seats="3"))

    date.refresh_from_db()
    assert (date.venue_zh_hans, date.revision) == ("新楼", 1)
    occasions = [m.key.split(":")[2] for m in Message.objects.order_by("pk")]
    assert occasions == ["moved", "moved", "moved", "promoted"]


def test_a_date_is_called_off_with_a_reason_in_both_languages(desk, at, date):
    address = at(EventDate, "calling_off", date.pk)
    assert "2 in Chinese, 1 in English." in desk.get(address).text

    assert desk.post(address, {"reason_en": "Rain."}).status_code == 200
    assert not Message.objects.exists()
    reasons = {"reason_en": "Rain.", "reason_zh_hans": "下雨。"}
    response = desk.post(address, reasons, follow=True)

    date.refresh_from_db()
    assert messages(response)[0] == "The date is called off; 3 people have been written to."
    assert (date.is_called_off, date.called_off_reason_zh_hans) == (True, "下雨。")
    assert Message.objects.count() == 3
    assert "This date is called off already." in desk.get(address).text


def test_only_those_who_may_change_a_date_can_call_it_off(client, at, date):
    client.force_login(make_user(is_staff=True))

    response = client.post(at(EventDate, "calling_off", date.pk), {"reason_en": "Rain."})

    date.refresh_from_db()
    assert response.status_code != 200
    assert not date.is_called_off


def test_staff_give_a_place_back_after_the_persons_own_time_is_over(desk, at, date):
    EventDate.objects.update(change_until=timezone.now())
    place = date.sign_ups.confirmed().first()

    response = desk.post(at(type(place), "cancellation", place.pk), follow=True)

    place.refresh_from_db()
    assert messages(response)[0] == "The place is cancelled; the guest has been written to."
    assert place.state == "cancelled"


def test_an_event_asks_the_questions_that_its_form_names(desk, at):
    event = make_event()
    address = at(Event, "edit", event.pk)
    question = {
        "questions-TOTAL_FORMS": "1",
        "questions-0-kind": "choice",
        "questions-0-required": "on",
        "questions-0-label_en": "Lunch?",
        "questions-0-label_zh_hans": "午餐？",
        "questions-0-why_en": "We order it.",
        "questions-0-why_zh_hans": "便于订餐。",
        "questions-0-options_en": "Rice\nNoodles",
        "questions-0-options_zh_hans": "米饭",
        "questions-0-ORDER": "1",
        "questions-0-id": "",
        "questions-0-DELETE": "",
        "action-publish": "on",
    }

    refused = desk.post(address, filled(desk.get(address), **question))
    assert "Write at least two choices, and as many in each language." in refused.text

    both = question | {"questions-0-options_zh_hans": "米饭\n面条"}
    answer(desk, desk.post(address, filled(desk.get(address), **both)))

    asked = event.questions.get()
    assert asked.choices("zh-hans") == [("Rice", "米饭"), ("Noodles", "面条")]


def test_when_the_start_moves_the_end_of_sign_up_moves_along_unless_it_is_set(desk, at):
    start = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)
    start += dt.timedelta(days=9)
    date = make_date(starts_at=start, sign_up_closes_at=start - dt.timedelta(hours=2))
    form = filled(desk.get(at(EventDate, "edit", date.pk)))
    assert "moves_along" in form
    later = {"starts_at": f"{start:%Y-%m-%d} 19:30", "ends_at": f"{start:%Y-%m-%d} 21:00"}
    later["moves_along"] = "on"

    desk.post(at(EventDate, "edit", date.pk), form | later)
    date.refresh_from_db()
    assert date.sign_up_closes_at == start - dt.timedelta(minutes=30)

    stays = {"starts_at": f"{start:%Y-%m-%d} 20:00"}
    form = filled(desk.get(at(EventDate, "edit", date.pk)), **stays)
    del form["moves_along"]
    desk.post(at(EventDate, "edit", date.pk), form)
    date.refresh_from_db()
    assert date.sign_up_closes_at == start - dt.timedelta(minutes=30)


def test_a_place_is_changed_on_somebodys_behalf_and_that_is_noted(desk, at):
    date = make_date(seats=4, party_max=3, change_until=timezone.now())
    place = make_sign_up(date=date, party_size=3)
    question = make_question(event=date.event)
    address = at(SignUp, "change", place.pk)
    assert "How many?" in desk.get(address).text

    desk.post(address, {"party_size": 2, f"answer_{question.key}": 7})

    place.refresh_from_db()
    assert (place.party_size, place.answers) == (2, {question.key: 7})
    assert Message.objects.filter(to=place.email).count() == 1
    assert AuditEntry.objects.filter(action="portal.change_place").count() == 1


def test_a_place_that_cannot_grow_stays_as_it_is_and_says_why(desk, at):
    date = make_date(seats=2, party_max=3)
    place = make_sign_up(date=date, party_size=2)

    page = desk.post(at(SignUp, "change", place.pk), {"party_size": 3})

    assert "your party cannot become larger" in page.text
    place.refresh_from_db()
    assert place.party_size == 2


def test_a_file_of_dates_tells_what_the_guests_thought(desk, at):
    Opinion.objects.create(date=make_date(), answer="yes", count=3)

    file = desk.get(at(EventDate, "list"), {"export": "csv"}).getvalue().decode("utf-8-sig")

    heading, row = csv.reader(io.StringIO(file))
    told = dict(zip(heading, row, strict=True))
    assert told["Was it worth your time? Yes, very much"] == "3"
    assert told["Was it worth your time? No"] == "0"
