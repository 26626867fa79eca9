"""From the form to the mailbox, while what stands between them breaks."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from portal.models import Message
from portal.outbox.models import LEASE
from portal.outbox.tasks import deliver_due, release_abandoned
from tests.background import wait_until
from tests.factories import make_date, make_event

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


def sign_up(client, date, name: str = "ada") -> float:
    """Post the form as a visitor does; return how long the answer took."""
    began = time.monotonic()
    response = client.post(
        date.sign_up_url,
        {"name": name.title(), "email": f"{name}@example.org", "consent": "on", "website": ""},
    )
    assert response.status_code == 303
    return time.monotonic() - began


def test_the_mail_goes_out_and_with_the_broker_stopped_it_follows_later(
    client, worker, smtp_server, valkey
):
    date = make_date(event=make_event(title_en="Permits, answered"))
    sign_up(client, date, "ada")
    letter = smtp_server.wait_for(1)[0]
    assert (letter["To"], letter["Subject"]) == (
        "ada@example.org",
        "Your place is confirmed: Permits, answered",
    )
    assert letter.get_body(("plain",)).get_content().startswith("Dear Ada,")

    valkey.stop()
    took = sign_up(client, date, "bo")

    assert took < 2
    assert date.sign_ups.confirmed().count() == 2
    assert len(smtp_server.letters) == 1
    valkey.start()
    deliver_due.delay()  # as beat does every minute
    assert smtp_server.wait_for(2)[1]["To"] == "bo@example.org"
    wait_until(lambda: set(Message.objects.values_list("status", flat=True)) == {"sent"})


def test_a_worker_killed_while_it_sends_loses_nothing(client, worker, smtp_server):
    smtp_server.mode = "hang"
    sign_up(client, make_date())
    wait_until(lambda: smtp_server.asked, what="the first attempt")

    worker.kill()

    message = Message.objects.get()
    assert message.status == "sending"
    smtp_server.mode = "accept"
    Message.objects.update(claimed_at=timezone.now() - LEASE - dt.timedelta(seconds=1))
    worker.start()
    release_abandoned.delay()  # as beat does every minute
    letter = smtp_server.wait_for(1)[0]
    assert letter["Message-ID"] == f"<{message.pk}.outbox@testserver>"
    wait_until(lambda: Message.objects.get().status == "sent")


def test_a_server_that_is_away_delays_mail_and_one_that_refuses_holds_up_nobody(
    client, worker, smtp_server
):
    date = make_date()
    smtp_server.stop()
    sign_up(client, date, "ada")
    wait_until(lambda: Message.objects.filter(attempts=1, status="queued").exists())

    smtp_server.start()
    sign_up(client, date, "bo")
    assert smtp_server.wait_for(1)[0]["To"] == "bo@example.org"

    Message.objects.filter(status="queued").update(send_after=timezone.now())
    deliver_due.delay()
    assert smtp_server.wait_for(2)[1]["To"] == "ada@example.org"

    smtp_server.mode = "refuse"
    sign_up(client, date, "cy")
    wait_until(lambda: Message.objects.filter(status="failed").exists())
    smtp_server.mode = "accept"
    sign_up(client, date, "di")
    assert smtp_server.wait_for(3)[2]["To"] == "di@example.org"
