"""The settings that keep Celery from losing, doubling or delaying anything."""

import socket
import time

import pytest
from django.db import transaction

from portal.celery import PortalCelery, app
from portal.models import Message
from portal.outbox import tasks
from portal.outbox.queue import Draft, enqueue


def test_celery_is_set_up_for_work_that_must_not_be_lost():
    conf = app.conf
    assert {
        "acks_late": conf.task_acks_late,
        "reject_on_worker_lost": conf.task_reject_on_worker_lost,
        "prefetch": conf.worker_prefetch_multiplier,
        "accepts": conf.accept_content,
        "serializer": conf.task_serializer,
        "ignores_results": conf.task_ignore_result,
        "publish_retries": conf.task_publish_retry_policy,
        "queues": [queue.name for queue in conf.task_queues],
    } == {
        "acks_late": True,
        "reject_on_worker_lost": True,
        "prefetch": 1,
        "accepts": ["json"],
        "serializer": "json",
        "ignores_results": True,
        "publish_retries": {"max_retries": 0},
        "queues": ["mail", "housekeeping"],
    }
    assert 0 < conf.task_soft_time_limit < conf.task_time_limit


def test_mail_and_housekeeping_go_to_queues_of_their_own():
    route = app.amqp.router.route
    assert route({}, "outbox.deliver_due")["queue"].name == "mail"
    assert route({}, "outbox.release_abandoned")["queue"].name == "housekeeping"


def test_every_task_that_beat_asks_for_exists():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_what_beat_asks_for_each_minute_does_not_pile_up():
    expiries = [
        entry["options"]["expires"]
        for entry in app.conf.beat_schedule.values()
        if str(entry["schedule"]).startswith("<crontab: * * * * *")
    ]

    assert expiries
    assert max(expiries) <= 60


def _nowhere(kind: str) -> tuple[str, list[socket.socket]]:
    """Return the address of a broker that is gone, or accepts nothing, or never answers."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
    held = [server]
    if kind == "gone":
        server.close()
    elif kind == "silent":
        server.listen(50)
    else:
        server.listen(0)
        for _turn in range(3):
            visitor = socket.socket()
            visitor.setblocking(False)
            visitor.connect_ex(server.getsockname())
            held.append(visitor)
    return url, held


@pytest.mark.faults
@pytest.mark.parametrize("kind", ["gone", "accepts nothing", "silent"])
@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_keeps_nobody_waiting(kind, monkeypatch, caplog):
    url, held = _nowhere(kind)
    deaf = PortalCelery("deaf", set_as_current=False)
    deaf.config_from_object("django.conf:settings", namespace="CELERY")
    monkeypatch.setenv("CELERY_BROKER_URL", url)  # Celery itself prefers this one

    def nudge():
        deaf.send_task("outbox.deliver_due", queue="mail")

    monkeypatch.setattr(tasks, "nudge", nudge)
    began = time.monotonic()

    with transaction.atomic():
        enqueue(Draft(key="hello", to="ada@example.org", subject="Hello", text="Hello."))

    assert time.monotonic() - began < 2
    assert "Error calling" in caplog.text
    assert Message.objects.get().status == "queued"
    for each in held:
        each.close()
