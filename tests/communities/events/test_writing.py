"""The organiser writes to the people of a date, once, and can take it back."""

import uuid

import pytest

from communities.models import EventDate
from portal.models import Message
from portal.outbox import delivery
from tests.factories import make_date, make_sign_up

pytestmark = pytest.mark.django_db

TEXTS = {
    "subject_en": "Bring a pen", "words_en": "Please bring\na pen.",
    "subject_zh_hans": "请带笔", "words_zh_hans": "请带一支笔。",
}  # fmt: skip


def test_a_message_is_previewed_written_once_and_can_be_taken_back(desk, at):
    date = make_date()
    make_sign_up(date=date, email="ada@example.org")
    make_sign_up(date=date, email="wang@example.org", language="zh-hans")
    make_sign_up(date=date, state="waiting")
    make_sign_up()
    post = TEXTS | {
        "states": ["confirmed"], "languages": ["en", "zh-hans"], "stamp": uuid.uuid4(),
    }  # fmt: skip

    preview = desk.post(at(EventDate, "writing", date.pk), post)

    assert "It goes to 2 people." in preview.text
    assert "Bring a pen" in preview.text
    assert Message.objects.count() == 0
    for _turn in range(2):
        sent = desk.post(at(EventDate, "writing", date.pk), post | {"confirmed": "yes"})
    letters = dict(Message.objects.values_list("to", "subject"))
    assert letters == {"ada@example.org": "Bring a pen", "wang@example.org": "请带笔"}
    assert "Please bring\na pen." in Message.objects.get(to="ada@example.org").text
    delivery.send_batch()  # nothing leaves before the two minutes are over
    assert "ada@example.org" in desk.get(sent.url).text
    desk.post(sent.url)
    assert set(Message.objects.values_list("status", flat=True)) == {"withdrawn"}
