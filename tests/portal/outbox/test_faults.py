"""Mail while what carries it breaks: nothing is lost, and what comes twice says so."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connections, transaction
from django.utils import timezone

from portal.models import Message
from portal.outbox.models import LEASE
from portal.outbox.queue import Draft, enqueue
from portal.outbox.tasks import call_workers, release_abandoned
from tests.background import wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

MANY = 500


def write(number: int, *, prefix: str = "guest") -> set[str]:
    """Put mails to so many people into the outbox; return their addresses."""
    people = [f"{prefix}{n}@example.org" for n in range(number)]
    with transaction.atomic():
        enqueue(*(Draft(key=each, to=each, subject="Hello", text="Hello.") for each in people))
    return set(people)


def left() -> int:
    return Message.objects.exclude(status="sent").count()


def let_the_clock_come_by() -> None:
    """Let claims run out and call the tasks that beat calls every minute."""
    long_ago = timezone.now() - LEASE - dt.timedelta(seconds=1)
    Message.objects.filter(status="sending").update(claimed_at=long_ago)
    Message.objects.filter(status="queued").update(send_after=timezone.now())
    release_abandoned.delay()
    call_workers.delay()


def same_id_for_each(letters) -> bool:
    """Whether a mail that came twice came with the same Message-ID."""
    return len({(letter["To"], letter["Message-ID"]) for letter in letters}) == len(
        {letter["To"] for letter in letters}
    )


def test_a_worker_killed_in_the_middle_of_five_hundred_mails_loses_none(worker, smtp_server):
    people = write(MANY)
    smtp_server.wait_for(100)

    worker.kill()
    assert left() > 0
    worker.start()
    let_the_clock_come_by()

    wait_until(lambda: not left(), what="the rest of the mails")
    arrived = Counter(letter["To"] for letter in smtp_server.letters)
    assert set(arrived) == people
    assert sum(arrived.values()) - MANY <= 1  # the one that was in flight
    assert same_id_for_each(smtp_server.letters)


def test_a_database_that_restarts_and_a_slow_or_silent_mail_server_lose_none(
    worker, smtp_server, postgres
):
    people = write(100)
    smtp_server.wait_for(10)
    connections.close_all()
    postgres.stop()
    postgres.start()
    let_the_clock_come_by()
    wait_until(lambda: not left(), what="the mails after the restart")

    smtp_server.mode = "slow"
    people |= write(1, prefix="slow")
    wait_until(lambda: not left(), what="the mail through a slow server")

    smtp_server.mode = "hang"
    people |= write(1, prefix="silent")
    wait_until(lambda: Message.objects.filter(status="queued", attempts=1).exists())
    smtp_server.mode = "accept"
    let_the_clock_come_by()
    wait_until(lambda: not left(), what="the mail that a server kept silent about")

    assert {letter["To"] for letter in smtp_server.letters} == people
    assert same_id_for_each(smtp_server.letters)
