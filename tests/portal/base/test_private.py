"""Secret addresses and people stay out of every log."""

import logging
import re
import sys
import time
from pathlib import Path

import pytest

from portal.base.private import BEFORE_KEYS, Discreet

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

    assert Discreet().format(record) == f"Not Found: {shown}"


def test_the_log_names_no_mailbox_in_a_traceback_either():
    try:
        raise ValueError("Key (email_key)=(ada.l+x@mail.example.org) already exists")
    except ValueError:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "No: %s", ("a@b.cn",), sys.exc_info()
        )

    line = Discreet().format(record)

    assert line.startswith("No: *@b.cn\nTraceback")
    assert line.endswith("Key (email_key)=(*@mail.example.org) already exists")


@pytest.mark.parametrize(
    "mailbox", ["o'brien@x.org", '"a b"@x.org', "{a}!b@x.org", "王@公司.中国"]
)
def test_the_log_names_no_mailbox_however_it_is_written(mailbox):
    record = logging.LogRecord("x", logging.WARNING, "", 0, "No: <%s>", (mailbox,), None)

    assert Discreet().format(record) == f"No: <*@{mailbox.rpartition('@')[2]}>"


def test_an_address_made_for_it_keeps_nobody_waiting():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "No: /%s/", ("a" * 60_000,), None)
    began = time.process_time()

    Discreet().format(record)

    assert time.process_time() - began < 1


def test_every_line_of_the_portal_and_its_workers_is_written_so(settings):
    assert settings.LOGGING["handlers"]["stderr"]["formatter"] == "line"
    assert settings.LOGGING["formatters"]["line"]["()"] == "portal.base.private.Discreet"
    assert settings.CELERY_WORKER_HIJACK_ROOT_LOGGER is False


def test_the_web_server_in_front_leaves_out_the_same():
    words = re.search(r"<public>[^(]+\(([^)]+)\)", NGINX.read_text())[1].split("|")

    assert set(BEFORE_KEYS) <= set(words)
