"""What watches over the portal must not be told that it lives when it does not."""

import datetime as dt

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from portal.celery import app
from portal.outbox.models import LEASE, Message
from portal.pages.health import SILENCE
from portal.pages.tasks import TICK, tick
from tests.background import forget_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_task_waits():
    forget_tasks()


@pytest.fixture
def health(client):
    def ask():
        response = client.get("/health/")
        return response.status_code, response.json()["missing"]

    return ask


def make_message(**fields):
    return Message.objects.create(key="one", to="ada@example.org", subject="Hello", **fields)


def test_all_is_well_after_a_tick(health):
    tick()

    assert health() == (200, [])


def test_the_disk_is_missing_before_it_is_full(health, monkeypatch):
    tick()
    monkeypatch.setattr("portal.pages.health.LEAST_FREE", 2**60)

    assert health() == (503, ["disk"])


def test_beat_is_missing_when_nobody_sends_ticks(health):
    assert health() == (503, ["beat"])


def test_the_worker_is_missing_when_nobody_takes_the_ticks(health):
    tick.delay()

    assert health() == (503, ["worker"])


def test_the_clock_sends_ticks_often_enough():
    ticks = [
        each for each in settings.CELERY_BEAT_SCHEDULE.values() if each["task"] == tick.name
    ]

    assert [each["schedule"] <= SILENCE / 3 for each in ticks] == [True]


def test_every_task_of_the_clock_is_known_to_the_workers():
    app.loader.import_default_modules()
    asked_for = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}

    assert asked_for - set(app.tasks) == set()


def test_an_old_tick_proves_nothing(health):
    cache.set(TICK, timezone.now().timestamp() - 61)

    assert health() == (503, ["beat"])


def test_mail_that_stays_where_it_is_is_noticed(health):
    tick()
    make_message(send_after=timezone.now() - dt.timedelta(minutes=11))

    assert health() == (503, ["mail"])


def test_mail_that_a_worker_is_sending_is_not_late(health):
    tick()
    now = timezone.now()
    make_message(
        status="sending",
        send_after=now - LEASE - dt.timedelta(minutes=1),
        claimed_at=now - LEASE - dt.timedelta(seconds=1),
    )

    assert health() == (200, [])


def test_the_answer_is_kept_by_nobody_and_sets_no_cookie(client):
    response = client.get("/health/")

    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


@pytest.mark.faults
def test_without_broker_and_cache_the_answer_comes_soon_and_says_so(health, valkey):
    valkey.stop()

    asked_at = timezone.now()
    assert health() == (503, ["broker", "cache"])
    assert (timezone.now() - asked_at).total_seconds() < 1


@pytest.mark.faults
def test_without_a_database_the_answer_says_so(client, postgres):
    tick()
    postgres.stop()

    response = client.get("/health/")

    assert response.json() == {
        "alive": False,
        "missing": ["database"],
        "oldest_due_mail_seconds": None,
    }
