"""What came of a date, and whom our mails do not reach: shown to those whose date it is."""

import datetime as dt
import re

import pytest
from django.utils.html import strip_tags

from communities.events.models import EventDate, Opinion, SignUp
from portal.models import Message
from tests.factories import make_date, make_event, make_question, make_sign_up

pytestmark = pytest.mark.django_db


def words(html: str) -> str:
    """Read the text of a page, without what stands around it."""
    return re.sub(r"\s+", " ", strip_tags(html[html.index("<main") :].replace("<", " <")))


def test_the_numbers_of_a_date_stand_beside_those_of_its_event(desk, at):
    event = make_event()
    food = make_question(
        event=event,
        kind="choices",
        label_en="What do you eat?",
        options_en="Meat\nPlants",
        options_zh_hans="荤\n素",
    )
    number = make_question(event=event, label_en="How many cups?")
    text = make_question(event=event, kind="text", label_en="Anything else?")
    date, other = make_date(event=event, seats=3), make_date(event=event)
    for state, answers in (
        ("confirmed", {food.key: ["Meat", "Plants"], number.key: 2, text.key: "A secret"}),
        ("confirmed", {food.key: ["Plants"], number.key: 3}),
        ("waiting", {food.key: ["Meat"], number.key: 100}),
    ):
        make_sign_up(date=date, state=state, answers=answers)
    for about, answer, count in ((date, "yes", 4), (other, "yes", 1), (other, "no", 2)):
        Opinion.objects.create(date=about, answer=answer, count=count)
    Opinion.objects.create(
        date=make_date(event=make_event(community=event.community)), answer="no", count=50
    )

    page = desk.get(at(EventDate, "outcome", date.pk)).text
    seen = words(page)

    assert "People with a seat 2 People who wait 1" in seen
    assert "What do you eat? Meat 1 Plants 2 How many cups? In all: 5" in seen
    assert "1 answer in words" in seen
    assert "A secret" not in seen
    assert "Yes, very much 4 5 Mostly 0 0 Hardly 0 0 No 0 2 Answers in all 4 7" in seen


def test_a_place_whose_mail_does_not_arrive_is_marked(desk, at):
    date = make_date()
    lost, found = (make_sign_up(date=date, name=name) for name in ("Lost", "Found"))
    for place, status in ((lost, "bounced"), (found, "sent")):
        Message.objects.create(key=place.name, to=place.email, subject="Hi", status=status)

    rows = re.findall(r"<tr.*?</tr>", desk.get(at(SignUp, "list")).text, re.DOTALL)

    marked = [row for row in rows if "does not arrive" in row]
    assert len(marked) == 1
    assert "Lost" in marked[0]
    assert "Places whose mail does not arrive 1" in words(
        desk.get(at(EventDate, "outcome", date.pk)).text
    )


def test_the_answers_of_a_guest_stand_with_the_sign_up(desk, at):
    question = make_question(event=make_event(), label_en="What do you eat?", kind="text")
    place = make_sign_up(date=make_date(event=question.event), answers={question.key: "Fish"})

    assert "What do you eat? Fish" in desk.get(at(SignUp, "inspect", place.pk)).text


def test_a_moment_is_told_by_beijing_s_clock(desk, at):
    place = make_sign_up()
    SignUp.objects.update(consented_at=dt.datetime(2026, 11, 26, 16, 5, tzinfo=dt.UTC))

    assert "27 November 2026, 00:05" in desk.get(at(SignUp, "inspect", place.pk)).text
