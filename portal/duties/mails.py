"""The letter that asks which colleagues still need their role."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.outbox.queue import Draft


def still_needed(reader, *, duties, unused, key: str) -> Draft:
    """Name each role that somebody should speak for, and accounts that hold none."""
    profile = getattr(reader, "wagtail_userprofile", None)
    language = (profile and profile.preferred_language) or "zh-hans"
    context = {
        "duties": duties,
        "unused": unused,
        "work": settings.SITE_ROOT + reverse("desk_work", args=["roles"]),
        "staff": settings.SITE_ROOT + reverse("wagtailusers_users:index"),
    }
    with translation.override(language):
        text = render_to_string("portal/duties/mails/still_needed.txt", context)
    subject, _blank, text = text.partition("\n\n")
    return Draft(
        key=key,
        to=reader.email,
        subject=" ".join(subject.split()),
        text=text,
        headers={"Content-Language": language, "Auto-Submitted": "auto-generated"},
    )
