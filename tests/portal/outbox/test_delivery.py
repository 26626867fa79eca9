"""Each mail goes out once, and what fails is tried again or given up for a reason."""

import datetime as dt
import smtplib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as LocalBackend
from django.db import connection, transaction
from django.utils import timezone

from portal.models import Message
from portal.outbox import delivery, trouble
from portal.outbox.models import KEPT, LEASE
from portal.outbox.queue import Draft, enqueue
from portal.outbox.trouble import Trouble

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _a_mail_server_in_memory(settings):
    settings.OUTBOX_EMAIL_BACKEND = "tests.portal.outbox.test_delivery.FussyBackend"
    FussyBackend.reset()


class FussyBackend(LocalBackend):
    """Keeps mails in memory; raises what a test has put on the list, each once."""

    errors: list[Exception] = []
    opened = 0

    @classmethod
    def reset(cls):
        cls.errors, cls.opened = [], 0

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.connection = None

    def open(self):
        if self.connection:
            return False
        self.connection = True
        type(self).opened += 1
        return True

    def close(self):
        self.connection = None

    def send_messages(self, messages):
        self.open()
        if self.errors:
            raise self.errors.pop(0)
        return super().send_messages(messages)


def put(*keys: str, **fields) -> None:
    with transaction.atomic():
        enqueue(
            *(
                Draft(key=key, to="ada@example.org", subject=key, text="Hello.", **fields)
                for key in keys
            )
        )


def states() -> dict[str, str]:
    return dict(Message.objects.values_list("key", "status"))


@pytest.mark.django_db(transaction=True)
def test_a_mail_belongs_into_the_transaction_that_it_reports_on():
    with pytest.raises(RuntimeError):
        enqueue(Draft(key="hello", to="ada@example.org", subject="Hello", text="Hello."))


@pytest.mark.django_db
def test_the_same_key_is_written_once():
    put("hello")
    put("hello")

    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_a_batch_leaves_over_one_connection(settings):
    put("one", "two", "three")

    assert delivery.send_batch() is False

    assert [message.subject for message in mail.outbox] == ["one", "two", "three"]
    assert FussyBackend.opened == 1
    assert set(states().values()) == {"sent"}


@pytest.mark.django_db
def test_more_than_a_batch_says_that_there_is_more(monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 2)
    put("one", "two", "three")

    assert [delivery.send_batch(), delivery.send_batch()] == [True, False]
    assert len(mail.outbox) == 3


@pytest.mark.django_db
def test_a_mail_waits_until_its_time():
    put("later", send_after=timezone.now() + MINUTE)

    delivery.send_batch()

    assert mail.outbox == []


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.org": (550, b"no such user")}), "PERMANENT"),
        (smtplib.SMTPRecipientsRefused({"a@b.org": (450, b"greylisted")}), "TEMPORARY"),
        (smtplib.SMTPRecipientsRefused({"a@b.org": (421, b"closing")}), "SLOW"),
        (smtplib.SMTPDataError(554, b"spam"), "PERMANENT"),
        (smtplib.SMTPDataError(452, b"mailbox full"), "TEMPORARY"),
        (smtplib.SMTPSenderRefused(552, b"too big", "a@b.org"), "PERMANENT"),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), "SLOW"),
        (smtplib.SMTPConnectError(554, b"go away"), "SLOW"),
        (smtplib.SMTPServerDisconnected("gone"), "SLOW"),
        (ConnectionRefusedError(), "SLOW"),
        (TimeoutError(), "SLOW"),
        (UnicodeEncodeError("ascii", "你", 0, 1, "no"), "PERMANENT"),
    ],
)
def test_errors_are_told_apart(error, kind):
    assert trouble.of(error) is Trouble[kind]


def test_the_waits_grow_and_then_stay():
    minutes = [Trouble.SLOW.delay(n) // MINUTE for n in (1, 2, 3, 4, 5, 6, 7, 99)]

    assert minutes == [1, 2, 4, 8, 15, 30, 30, 30]


@pytest.mark.django_db
def test_a_refused_mail_fails_at_once_and_the_next_one_leaves():
    FussyBackend.errors = [smtplib.SMTPDataError(554, b"never")]
    put("one", "two")

    delivery.send_batch()

    assert states() == {"one": "failed", "two": "sent"}
    assert "554" in Message.objects.get(key="one").last_error


@pytest.mark.django_db
def test_a_busy_mailbox_is_tried_again_and_the_next_one_leaves():
    FussyBackend.errors = [smtplib.SMTPDataError(452, b"later")]
    put("one", "two")
    before = timezone.now()

    delivery.send_batch()

    one = Message.objects.get(key="one")
    assert states() == {"one": "queued", "two": "sent"}
    assert before + MINUTE <= one.send_after <= timezone.now() + MINUTE
    assert one.attempts == 1


@pytest.mark.django_db
def test_a_server_that_is_away_stops_the_batch_and_touches_one_mail_only():
    FussyBackend.errors = [ConnectionRefusedError("no")] * 3
    put("one", "two", "three")

    assert delivery.send_batch() is False

    attempts = dict(Message.objects.values_list("key", "attempts"))
    assert attempts == {"one": 1, "two": 0, "three": 0}
    assert set(states().values()) == {"queued"}


@pytest.mark.django_db
def test_a_server_that_has_had_enough_of_a_connection_gets_a_fresh_one():
    put("one", "two")
    delivery.deliver(delivery.claim_next(), connection_to_server := FussyBackend())
    FussyBackend.errors = [smtplib.SMTPServerDisconnected("too many mails")]

    delivery.deliver(delivery.claim_next(), connection_to_server)

    assert set(states().values()) == {"sent"}
    assert FussyBackend.opened == 2


@pytest.mark.django_db
def test_after_two_days_of_trouble_a_mail_is_left_to_people():
    put("hello")
    Message.objects.update(created_at=timezone.now() - dt.timedelta(days=2, minutes=1))
    FussyBackend.errors = [ConnectionRefusedError("no")]

    delivery.send_batch()

    assert states() == {"hello": "failed"}


@pytest.mark.django_db
def test_a_mail_that_cannot_be_put_together_fails_and_the_next_one_leaves():
    put("one", "two")
    Message.objects.filter(key="one").update(subject="broken\nBcc: eve@example.org")

    delivery.send_batch()

    assert states() == {"one": "failed", "two": "sent"}


@pytest.mark.django_db
def test_what_a_dead_worker_left_is_taken_up_again_with_the_same_message_id():
    put("hello")
    taken = delivery.claim_next()
    assert delivery.claim_next() is None
    assert delivery.release_abandoned() == 0

    Message.objects.update(claimed_at=timezone.now() - LEASE - MINUTE)

    assert delivery.release_abandoned() == 1
    again = delivery.claim_next()
    ids = [delivery._as_email(m).message()["Message-ID"] for m in (taken, again)]
    assert ids == [f"<{taken.pk}.outbox@testserver>"] * 2


@pytest.mark.django_db
def test_a_worker_that_comes_back_from_the_dead_overwrites_nothing():
    put("hello")
    slow = delivery.claim_next()
    Message.objects.update(claimed_at=timezone.now() - LEASE - MINUTE)
    delivery.release_abandoned()
    delivery.claim_next()
    FussyBackend.errors = [ConnectionRefusedError("no")]

    delivery.deliver(slow, FussyBackend())

    assert states() == {"hello": "sending"}


@pytest.mark.django_db
def test_a_mail_that_kills_its_workers_is_left_to_people():
    put("hello")

    for _death in range(delivery.MOST_DEATHS):
        assert delivery.claim_next()
        Message.objects.update(claimed_at=timezone.now() - LEASE - MINUTE)
        delivery.release_abandoned()

    assert states() == {"hello": "failed"}
    assert delivery.claim_next() is None


@pytest.mark.django_db
def test_what_is_personal_goes_after_thirty_days():
    put("old", "new", "unsent", html="<p>Hello.</p>")
    Message.objects.exclude(key="unsent").update(status="sent")
    Message.objects.exclude(key="new").update(created_at=timezone.now() - KEPT - MINUTE)

    assert [delivery.erase_bodies(), delivery.erase_bodies()] == [1, 0]

    rows = Message.objects.order_by("pk").values_list("key", "to", "text", "html")
    assert list(rows) == [
        ("old", "", "", ""),
        ("new", "ada@example.org", "Hello.", "<p>Hello.</p>"),
        ("unsent", "ada@example.org", "Hello.", "<p>Hello.</p>"),
    ]


@pytest.mark.django_db(transaction=True)
def test_six_workers_at_once_send_each_mail_once():
    keys = [f"mail-{n}" for n in range(120)]
    put(*keys)

    def work(_n):
        try:
            delivery.BATCH = 200
            delivery.send_batch()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))

    assert sorted(message.subject for message in mail.outbox) == sorted(keys)
    assert set(Message.objects.values_list("status", "attempts")) == {("sent", 1)}
