"""Secret addresses stay out of every log."""

import logging
import re
from pathlib import Path

import pytest

from portal.base.private import BEFORE_KEYS, WithoutKeys

NGINX = Path(__file__).parents[3] / "deploy" / "nginx.conf"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/en/events/places/0b7c-1/change/", "/en/events/places/*/change/"),
        ("/en/check-in/0b7c-1/arrivals/", "/en/check-in/*/arrivals/"),
        ("/accounts/invitation/MQ:1abc:x_-y/", "/accounts/invitation/*/"),
        ("/accounts/password/reset/key/2-set/", "/accounts/password/reset/key/*/"),
        ("/en/events/hiking/", "/en/events/hiking/"),
    ],
)
def test_the_log_names_no_secret_address(path, shown):
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", path), None
    )

    assert WithoutKeys().filter(record)

    assert record.getMessage() == f"Not Found: {shown}"


def test_the_handler_of_the_log_leaves_them_out(settings):
    handler = settings.LOGGING["handlers"]["stderr"]

    assert [settings.LOGGING["filters"][name]["()"] for name in handler["filters"]] == [
        "portal.base.private.WithoutKeys"
    ]


def test_the_web_server_in_front_leaves_out_the_same():
    words = re.search(r"<public>[^(]+\(([^)]+)\)", NGINX.read_text())[1].split("|")

    assert set(BEFORE_KEYS) <= set(words)
