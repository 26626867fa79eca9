"""The one letter to a reader who wanted an answer."""

from portal.feedback.models import Remark
from portal.outbox.queue import Draft
from portal.outbox.writing import written


def answer(remark: Remark) -> Draft:
    """Tell the writer what was done, in the language of the page they wrote from."""
    return written(
        "portal/feedback/mails/answer",
        {"remark": remark, "page": remark.page},
        language=remark.language,
        key=f"remark:{remark.reference}",
        to=remark.email,
    )
