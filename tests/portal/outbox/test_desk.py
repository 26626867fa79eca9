"""Mails at the desk: what went wrong, sent again, withdrawn."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.models import Message

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def make_message(**fields) -> Message:
    defaults = {"key": "one", "to": "ada@example.org", "subject": "Hello", "text": "Hello."}
    return Message.objects.create(**defaults | fields)


def test_the_list_says_in_plain_words_what_went_wrong(desk, at):
    make_message(status="failed", attempts=3, last_error="TimeoutError: timed out")

    page = desk.get(at(Message, "list")).text

    assert "The mail server did not answer in time." in page
    assert at(Message, "retry", Message.objects.get().pk) in page


def test_a_mail_is_shown_line_by_line(desk, at):
    message = make_message(text="Dear <Ada>,\nHello.")

    page = desk.get(at(Message, "inspect", message.pk)).text

    assert "Dear &lt;Ada&gt;,<br>Hello." in page


def test_a_failed_mail_is_sent_again_as_if_for_the_first_time(desk, at):
    message = make_message(status="failed", attempts=7, send_after=timezone.now() + HOUR)

    assert desk.get(at(Message, "retry", message.pk)).status_code == 200
    assert Message.objects.due().count() == 0  # looking has changed nothing
    desk.post(at(Message, "retry", message.pk))

    again = Message.objects.due().get()
    assert (again.status, again.attempts) == ("queued", 0)


def test_a_mail_that_waits_is_withdrawn_and_one_that_is_being_sent_is_not(desk, at):
    waiting = make_message(send_after=timezone.now() + HOUR)
    going = make_message(key="two", status="sending")

    for message in (waiting, going):
        desk.post(at(Message, "withdraw", message.pk))

    states = dict(Message.objects.values_list("key", "status"))
    assert states == {"one": "withdrawn", "two": "sending"}


def test_only_staff_who_may_change_mails_can_do_either(client, at):
    message = make_message()

    for step in ("retry", "withdraw"):
        assert client.post(at(Message, step, message.pk)).status_code == 302  # to the sign-in

    assert Message.objects.get().status == "queued"
