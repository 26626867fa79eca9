"""How a feature puts a mail into the outbox, and how people take it out or push it on."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.outbox.models import Message
from portal.outbox.tasks import call_for, nudge


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One mail, fully written. The same key is never written twice."""

    key: str
    to: str
    subject: str
    text: str
    html: str = ""
    attachments: list[dict] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    send_after: dt.datetime = field(default_factory=timezone.now)


def enqueue(*drafts: Draft) -> None:
    """Write mails to the outbox, inside the caller's transaction.

    The rows are the promise; the task is only a nudge. If the broker is down the
    nudge is lost and logged, the rows stay, and the next beat picks them up.
    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("enqueue() belongs inside the transaction it reports on")
    # Whoever has had their address deleted cannot be written to any more.
    rows = [Message(**vars(draft)) for draft in drafts if draft.to]
    if not rows:
        return
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    transaction.on_commit(lambda: call_for(len(rows)), robust=True)


@transaction.atomic
def withdraw(messages: QuerySet) -> int:
    """Stop those of the mails that have not gone out; return how many.

    What a worker holds at this moment goes out.
    """
    return messages.unsent().update(status=Message.Status.WITHDRAWN)


@transaction.atomic
def retry(messages: QuerySet) -> int:
    """Send those that wait or have failed now, as if for the first time; return how many."""
    again = {"status": Message.Status.QUEUED, "send_after": timezone.now()}
    number = messages.unsent().exclude(text="").update(attempts=0, deaths=0, **again)
    transaction.on_commit(nudge, robust=True)
    return number
