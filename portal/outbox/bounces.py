"""Mails that came back: what a mail server reports after it has taken one (RFC 3464)."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.conf import settings

from portal.outbox.models import Message

# The headers and texts of a report are strangers' words; no more of them is kept.
LONGEST_REASON = 500


def note(report: bytes) -> int:
    """Mark the mail that a report is about as come back for good; return how many.

    Delays, and reports about what we have not sent, change nothing. A report proves
    little, for anybody can write one: so it only marks, and staff decide.
    """
    message = message_from_bytes(report, policy=policy.default)
    reason, pk = _reason(message), _about(message)
    if not reason or pk is None:
        return 0
    sent = Message.objects.filter(pk=pk, status=Message.Status.SENT)
    return sent.update(status=Message.Status.BOUNCED, last_error=f"Bounced: {reason}")


def _reason(message: EmailMessage) -> str:
    """Say why the mail was given up; nothing if it was not."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():
            if block.get("Action", "").strip().lower() == "failed":
                why = block.get("Diagnostic-Code") or block.get("Status") or "failed"
                return " ".join(str(why).split())[:LONGEST_REASON]
    return ""


def _about(message: EmailMessage) -> int | None:
    """Find our own number in the Message-ID of the mail that the report encloses."""
    ours = re.compile(rf"<(\d{{1,18}})\.outbox@{re.escape(settings.SITE_HOST)}>")
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            # Not get_content(): that stumbles over a charset that nobody has heard of.
            found = ours.search(part.get_payload(decode=True).decode("ascii", "replace"))
        elif part is not message:
            found = ours.search(str(part.get("Message-ID", "")))
        else:
            found = None
        if found:
            return int(found[1])
    return None
