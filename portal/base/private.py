"""Pages under a secret address."""

import logging
import re

from django.http import HttpResponse


def private(response: HttpResponse, referrer_policy: str = "same-origin") -> HttpResponse:
    """Keep the address of a page from getting about: whoever has it may do all that it can.

    A page without a form says "no-referrer". One with a form cannot: browsers would send
    the form without an origin, and it would be refused.
    """
    response.headers["Referrer-Policy"] = referrer_policy
    response.headers["X-Robots-Tag"] = "noindex"
    return response


# What stands before the key in a secret address; deploy/nginx.conf says the same.
BEFORE_KEYS = (
    "places", "subscriptions", "check-in", "invitation", "key", "sealed", "reminders",
)  # fmt: skip
_KEY = re.compile(rf"(/(?:{'|'.join(BEFORE_KEYS)})/)[^\s/?]+")
# A name may hold an apostrophe, and in quotation marks almost anything.
_SIGNS = r"[\w.+%'!#$&*^`{|}~-]"
_MAILBOX = re.compile(
    rf"""(?:(?<!{_SIGNS}){_SIGNS}+|"[^"\n]{{1,64}}")@(?=[\w-]+(?:\.[\w-]+)+)"""
)


class Discreet(logging.Formatter):
    """Leaves keys and mailboxes out of what is logged, whoever wrote the line: Django names
    the address of whatever it fails at, a mail server the one it refuses, and PostgreSQL the
    row that it would not take."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the whole line, its traceback too, and then shorten it."""
        line = super().format(record)
        return _MAILBOX.sub("*@", _KEY.sub(r"\1*", line))
