"""The tools of the tests themselves: what they promise to those who use them."""

import subprocess
import sys
import time

import pytest
from django.db import connections, transaction
from playwright.sync_api import Error

from portal.models import Message
from portal.outbox.queue import Draft, enqueue
from portal.outbox.tasks import deliver_due
from tests.background import wait_until


def send(key: str) -> None:
    with transaction.atomic():
        enqueue(Draft(key=key, to="ada@example.org", subject="您好", text="Hello"))


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("status", flat=True))


@pytest.mark.faults
def test_a_killed_worker_takes_nothing_until_it_is_started_again(worker, smtp_server):
    worker.kill()
    send("one")
    time.sleep(1)
    assert smtp_server.letters == []

    worker.start()

    (letter,) = smtp_server.wait_for(1)
    assert (letter["Subject"], letter["To"]) == ("您好", "ada@example.org")
    wait_until(lambda: states() == ["sent"], what="the note that it was sent")


@pytest.mark.faults
def test_the_broker_comes_back_at_the_same_address(worker, smtp_server, valkey):
    valkey.stop()
    send("one")
    valkey.start()

    deliver_due.delay()

    smtp_server.wait_for(1)


@pytest.mark.faults
def test_the_database_comes_back_with_its_rows(postgres):
    send("one")

    postgres.stop()
    postgres.start()
    connections.close_all()

    assert states() == ["queued"]


@pytest.mark.browser
def test_a_page_that_asks_another_host_is_noted(open_page):
    page = open_page("/en/")
    assert open_page.faults == []

    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://elsewhere.invalid/")

    assert open_page.faults[0] == "asked another host: http://elsewhere.invalid/"
    open_page.faults.clear()


@pytest.mark.browser
def test_pages_open_as_the_visitor_wants_them(open_page):
    page = open_page("/zh-hans/", width=360, dark=True, language="zh-CN")

    asked = (
        "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language]"
    )
    assert page.evaluate(asked) == [360, True, "zh-CN"]


def test_chromium_is_found_or_the_way_to_it_is_told():
    done = subprocess.run(
        [sys.executable, "-m", "tests.chromium"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
