"""Sends what is due: claim a row, send outside any transaction, note the outcome."""

import logging
import smtplib
import time
from email.mime.image import MIMEImage
from io import BytesIO

import segno
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from PIL import Image, ImageOps

from portal.base import personal
from portal.outbox import trouble
from portal.outbox.models import Message
from portal.outbox.trouble import CLOSING, Trouble

logger = logging.getLogger(__name__)

# What one task sends over one connection, so that none of them lives for long.
BATCH = 50
BATCH_SECONDS = 60
# Readers take any of a code's eight masks; to look for the evenest takes four times as long
# as to draw the code.
QR_MASK, QR_SCALE = 3, 5
QR_COLOURS = [255, 0] + 254 * [0]  # of a light and of a dark dot
# A mail that this many workers died with is left to people.
MOST_DEATHS = 3


# One statement, where looking, locking and writing would be four, and that for every mail.
_CLAIM = f"""
    UPDATE {Message._meta.db_table}
    SET status = '{Message.Status.SENDING}', claimed_at = %(now)s, attempts = attempts + 1
    WHERE id = (
        SELECT id FROM {Message._meta.db_table}
        WHERE status = '{Message.Status.QUEUED}' AND send_after <= %(now)s
        ORDER BY send_after, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""  # noqa: S608 (names of our own)


def send_batch() -> bool:
    """Send what is due over one connection to the server; say whether more may be due.

    When the server cannot be reached the rest stays due, untouched: the next minute
    tries again with one mail, and when the server is back everything follows at once.
    """
    ends = time.monotonic() + BATCH_SECONDS
    connection = get_connection(settings.OUTBOX_EMAIL_BACKEND)
    try:
        for _turn in range(BATCH):
            message = claim_next()
            if message is None:
                return False
            if deliver(message, connection) is Trouble.SLOW:
                return False
            if time.monotonic() > ends:
                break
    finally:
        connection.close()
    return True


def claim_next() -> Message | None:
    """Take one due message for ourselves; other workers skip it.

    One at a time: what is left of a batch that a worker died with would count as deaths
    of mails that nobody had tried to send.
    """
    now = timezone.now()
    return next(iter(Message.objects.raw(_CLAIM, {"now": now})), None)


def deliver(message: Message, connection) -> Trouble | None:
    """Send a claimed message and note the outcome. A slow mail server holds no lock."""
    try:
        _send(_as_email(message), connection)
    except Exception as error:  # one bad message must not stop the queue
        # What the connection is worth after an error nobody knows; the next one is fresh.
        connection.close()
        return _note_failure(message, error)
    _note(message, status=Message.Status.SENT, sent_at=timezone.now(), last_error="")
    return None


def release_abandoned() -> int:
    """Put back what dead workers left, so that others take it; return how many."""
    with transaction.atomic():
        abandoned = Message.objects.abandoned().select_for_update(skip_locked=True)
        pks = list(abandoned.values_list("pk", flat=True))
        left = Message.objects.filter(pk__in=pks)
        left.update(status=Message.Status.QUEUED, deaths=F("deaths") + 1)
        left.filter(deaths__gte=MOST_DEATHS).update(
            status=Message.Status.FAILED, last_error=trouble.DIED
        )
    return len(pks)


def erase_bodies() -> int:
    """Delete what is personal in old mails; that they were sent stays on record."""
    return personal.erase(Message.objects.outlived())


def _as_email(message: Message) -> EmailMultiAlternatives:
    # The same Message-ID on every attempt lets a mailbox recognise a repetition.
    headers = {"Message-ID": f"<{message.pk}.outbox@{settings.SITE_HOST}>"} | message.headers
    email = EmailMultiAlternatives(
        message.subject, message.text, to=[message.to], headers=headers
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    for part in message.attachments:
        if part["type"].startswith("text/calendar"):
            # As one more form of the text: that is where mail programs look for an invitation.
            email.attach_alternative(part["content"], part["type"])
        elif "qr" in part:
            email.attach(_drawn(part))
        else:
            email.attach(part["name"], part["content"], part["type"])
    # A mail that cannot be put together is found before the server is. Once is enough.
    built = email.message()
    email.message = lambda: built
    return email


def _drawn(part: dict) -> MIMEImage:
    """Draw a QR code, which the HTML shows by the name of its file. Only now: drawing takes
    longer than all the rest of a sign-up."""
    code = segno.make(part["qr"], mask=QR_MASK)
    dots = Image.frombytes("L", code.symbol_size(border=0), b"".join(code.matrix))
    framed = ImageOps.expand(dots, border=4).point(QR_COLOURS, "1")
    file = BytesIO()
    framed.resize([QR_SCALE * side for side in framed.size]).save(file, "PNG")
    image = MIMEImage(file.getvalue())
    image.add_header("Content-ID", f"<{part['name']}>")
    image.add_header("Content-Disposition", "inline", filename=part["name"])
    return image


def _send(email: EmailMultiAlternatives, connection) -> None:
    """Send over the open connection; over a fresh one if the server has had enough of it."""
    fresh = connection.open()
    try:
        connection.send_messages([email])
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException) as error:
        if fresh or getattr(error, "smtp_code", CLOSING) != CLOSING:
            raise
        connection.close()
        connection.send_messages([email])


def _note_failure(message: Message, error: Exception) -> Trouble:
    kind = trouble.of(error)
    now = timezone.now()
    too_old = now - message.created_at > trouble.GIVE_UP_AFTER
    outcome = {"last_error": f"{type(error).__name__}: {error}"}
    if kind is Trouble.PERMANENT or too_old:
        outcome |= {"status": Message.Status.FAILED}
    else:
        later = now + kind.delay(message.attempts)
        outcome |= {"status": Message.Status.QUEUED, "send_after": later}
    logger.warning("Mail %s not sent (%s): %s", message.key, kind.name, error)
    _note(message, **outcome)
    return kind


def _note(message: Message, **outcome) -> None:
    """Write the outcome, unless our claim has run out and somebody else holds the mail."""
    claim = {"status": Message.Status.SENDING, "claimed_at": message.claimed_at}
    Message.objects.filter(pk=message.pk, **claim).update(**outcome)
