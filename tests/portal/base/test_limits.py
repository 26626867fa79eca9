"""Who asks too often waits; while the cache is away, nobody does."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from portal.base import limits
from portal.base.limits import Limit, TooOften

TWICE = Limit(times=2, seconds=3600)


def request(remote="10.0.0.1", forwarded=""):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "sender"),
    [
        (0, "203.0.113.7", "", "203.0.113.7"),
        (0, "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (1, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (1, "203.0.113.7", "nonsense", ""),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:203.0.113.7", "", "203.0.113.7"),
        (1, "::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_the_sender_is_what_trusted_proxies_have_seen(
    settings, proxies, remote, forwarded, sender
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert limits.sender(request(remote, forwarded)) == sender


def test_one_try_too_many_is_refused_until_the_window_ends():
    for _try in range(2):
        limits.count("ask", "ada@example.org", TWICE)

    with pytest.raises(TooOften) as refused:
        limits.count("ask", "ADA@example.org", TWICE)
    limits.count("ask", "bob@example.org", TWICE)
    limits.count("find", "ada@example.org", TWICE)

    assert 0 < refused.value.retry_after <= 3600


def test_everybody_may_while_the_cache_is_away_and_that_is_logged(
    settings, monkeypatch, caplog
):
    away = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away}
    monkeypatch.setattr(limits, "cache", cache)

    for _try in range(3):
        limits.count("ask", "ada@example.org", TWICE)

    assert "Not counted, and so allowed: ask" in caplog.text
