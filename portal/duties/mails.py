"""The letter that asks which colleagues still need their role."""

from django.conf import settings
from django.urls import reverse

from portal.outbox.queue import Draft
from portal.outbox.writing import written


def still_needed(reader, *, duties, unused, key: str) -> Draft:
    """Name each role that somebody should speak for, and accounts that hold none."""
    context = {
        "duties": duties,
        "unused": unused,
        "work": settings.SITE_ROOT + reverse("desk_work", args=["roles"]),
        "staff": settings.SITE_ROOT + reverse("wagtailusers_users:index"),
    }
    return written(
        "portal/duties/mails/still_needed",
        context,
        language=reader.language,
        with_html=False,
        key=key,
        to=reader.email,
    )
