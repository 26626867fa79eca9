"""Mails that come back: noted, and nothing more."""

import io
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from portal.models import Message
from portal.outbox import bounces

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: portal@testserver
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ada@exampel.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User
 unknown

--b
Content-Type: {enclosed}

Message-ID: {message_id}
Subject: Your place is confirmed

--b--
"""


def make_sent(**fields) -> Message:
    defaults = {"key": "one", "to": "ada@exampel.org", "subject": "Hi", "status": "sent"}
    return Message.objects.create(**defaults | fields)


def report(message, *, action="failed", enclosed="message/rfc822", host="testserver") -> bytes:
    message_id = f"<{message.pk}.outbox@{host}>"
    return REPORT.format(action=action, enclosed=enclosed, message_id=message_id).encode()


@pytest.mark.parametrize(
    "enclosed",
    ["message/rfc822", "text/rfc822-headers", "text/rfc822-headers; charset=nobody-knows"],
)
def test_a_mail_that_comes_back_is_marked_with_the_reason(enclosed):
    message = make_sent()

    assert bounces.note(report(message, enclosed=enclosed)) == 1

    message.refresh_from_db()
    assert (message.status, message.last_error) == (
        "bounced",
        "Bounced: smtp; 550 5.1.1 User unknown",
    )
    assert list(Message.objects.undelivered()) == [message]


@pytest.mark.parametrize(
    "doubtful", [{"action": "delayed"}, {"host": "elsewhere.example"}, {"action": "relayed"}]
)
def test_what_is_no_final_failure_of_ours_changes_nothing(doubtful):
    message = make_sent()

    assert bounces.note(report(message, **doubtful)) == 0
    assert bounces.note(b"Subject: hello\n\nNo report at all.") == 0
    message.refresh_from_db()
    assert message.status == "sent"


def test_a_mail_that_has_not_left_cannot_come_back():
    message = make_sent(status="withdrawn")

    assert bounces.note(report(message)) == 0


def test_a_mail_server_hands_the_report_on_to_a_command(monkeypatch):
    message = make_sent()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report(message))))
    said = io.StringIO()

    call_command("note_bounce", stdout=said)

    assert said.getvalue().strip() == "1 mails marked as come back."
