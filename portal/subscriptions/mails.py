"""The letters of a subscription: is it really you, and what every issue carries."""

from django.conf import settings
from django.utils import translation

from portal.outbox.queue import Draft
from portal.outbox.writing import written
from portal.subscriptions.models import Subscription
from portal.subscriptions.wishes import Wish


def confirmation(subscription: Subscription) -> Draft:
    """Ask the mailbox whether it wants this. Nothing else is sent before it has answered."""
    key = f"confirmation:{subscription.asked_at:%Y%m%dT%H%M%S%f}"
    return letter(subscription, "portal/subscriptions/mails/confirmation", key=key)


def reminder(subscription: Subscription) -> Draft:
    """Lead somebody who subscribes again to the choices that are kept already."""
    key = f"again:{subscription.asked_at:%Y%m%dT%H%M%S%f}"
    return letter(subscription, "portal/subscriptions/mails/reminder", key=key)


def letter(wish: Wish, template: str, *, key: str, **context) -> Draft:
    """Write a letter to who wished for it, in their language, that one button ends for good.

    The headers are those of RFC 8058: the mail program's own button posts to `end_url`.
    """
    with translation.override(wish.language):
        end_link = settings.SITE_ROOT + wish.end_url
    return written(
        template,
        {"subscription": wish, "end_link": end_link} | context,
        language=wish.language,
        key=f"{wish.mail_key}:{key}",
        to=wish.email,
        headers={
            "List-Unsubscribe": f"<{end_link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
