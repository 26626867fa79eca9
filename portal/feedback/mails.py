"""The one letter to a reader who wanted an answer."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.feedback.models import Remark
from portal.outbox.queue import Draft


def answer(remark: Remark) -> Draft:
    """Tell the writer what was done, in the language of the page they wrote from."""
    with translation.override(remark.language):
        context = {
            "remark": remark,
            "page": remark.page,
            "language": remark.language,
            "site_root": settings.SITE_ROOT,
        }
        template = "portal/feedback/mails/answer"
        subject, _blank, text = render_to_string(f"{template}.txt", context).partition("\n\n")
        html = render_to_string(f"{template}.html", context)
    return Draft(
        key=f"remark:{remark.reference}",
        to=remark.email,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        headers={"Content-Language": remark.language, "Auto-Submitted": "auto-generated"},
    )
