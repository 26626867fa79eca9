"""Django's mail interface on top of the outbox, for allauth and Wagtail."""

import uuid

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from portal.outbox.queue import Draft, enqueue


class OutboxBackend(BaseEmailBackend):
    """Turns each mail that others send into a row of the outbox."""

    def send_messages(self, email_messages) -> int:
        drafts = [
            Draft(
                key=f"django:{uuid.uuid4()}",
                to=recipient,
                subject=message.subject,
                text=message.body,
                html=_html(message),
            )
            for message in email_messages
            for recipient in message.recipients()
        ]
        with transaction.atomic():
            enqueue(*drafts)
        return len(email_messages)


def _html(message) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((part.content for part in alternatives if part.mimetype == "text/html"), "")
