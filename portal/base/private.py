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


class WithoutKeys(logging.Filter):
    """Leaves the keys out of what is logged: Django names the address of whatever it
    refuses or fails at."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the message; keep the record in any case."""
        message = record.getMessage()
        shown = _KEY.sub(r"\1*", message)
        if shown != message:
            record.msg, record.args = shown, ()
        return True
