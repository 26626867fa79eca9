"""The shared cache while its server is away, or worse, neither here nor away."""

import os
import signal
import time

import pytest
from django.core.cache import cache

from portal.base.cache import PAUSE

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


def test_while_the_server_is_away_every_look_up_is_a_miss(valkey):
    cache.set("a", 1)
    valkey.stop()

    cache.set("b", 2)

    assert (cache.get("a"), cache.get_many(["a", "b"]), cache.add("c", 3)) == (None, {}, False)


def test_a_server_that_hangs_is_waited_for_once_and_asked_again_a_little_later(valkey):
    cache.set("a", 1)
    os.kill(valkey.pid, signal.SIGSTOP)
    try:
        asked_at = time.monotonic()
        answers = [cache.get("a") for _turn in range(10)]
        took = time.monotonic() - asked_at
    finally:
        os.kill(valkey.pid, signal.SIGCONT)
    time.sleep(PAUSE)

    assert answers == [None] * 10
    assert took < PAUSE
    assert cache.get("a") == 1
