"""Sends what is due: claim a row, send outside any transaction, note the outcome."""

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from portal.outbox.models import MAX_ATTEMPTS, Message

logger = logging.getLogger(__name__)


def claim_next() -> Message | None:
    """Take one due message for ourselves; other workers skip it."""
    with transaction.atomic():
        message = Message.objects.due().select_for_update(skip_locked=True).first()
        if message is None:
            return None
        message.status = Message.Status.SENDING
        message.claimed_at = timezone.now()
        message.attempts += 1
        message.save(update_fields=["status", "claimed_at", "attempts"])
    return message


def deliver(message: Message) -> None:
    """Send a claimed message and note the outcome. A slow mail server holds no lock."""
    try:
        _as_email(message).send()
    except Exception as error:  # one bad message must not stop the queue
        logger.warning("Mail %s not sent", message.key, exc_info=error)
        _postpone(message, error)
    else:
        message.status = Message.Status.SENT
        message.sent_at = timezone.now()
        message.last_error = ""
        message.save(update_fields=["status", "sent_at", "last_error"])


def _as_email(message: Message) -> EmailMultiAlternatives:
    # The same Message-ID on every attempt lets a mailbox recognise a repetition.
    headers = {"Message-ID": f"<{message.pk}.outbox@{settings.SITE_HOST}>"} | message.headers
    email = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to],
        headers=headers,
        connection=get_connection(settings.OUTBOX_EMAIL_BACKEND),
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    for part in message.attachments:
        email.attach(part["name"], part["content"], part["type"])
    return email


def _postpone(message: Message, error: Exception) -> None:
    """Try again after 2, 4, 8, 16, 32 minutes, then leave it to people."""
    given_up = message.attempts >= MAX_ATTEMPTS
    message.status = Message.Status.FAILED if given_up else Message.Status.QUEUED
    message.send_after = timezone.now() + dt.timedelta(minutes=2**message.attempts)
    message.last_error = f"{type(error).__name__}: {error}"
    message.save(update_fields=["status", "send_after", "last_error"])
