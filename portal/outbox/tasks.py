"""The nudge, the net and the broom. None carries data; all are harmless to repeat."""

from celery import shared_task

from portal.outbox import delivery
from portal.outbox.models import Message

# A nudge that nobody took within a minute is worth nothing: beat has come by.
NUDGE_LIVES = 60


# So many workers at most are called at once; each goes on as long as something is due.
MOST_CALLED = 8


@shared_task(name="outbox.call_workers")
def call_workers() -> None:
    """Call as many workers as what is due can keep busy. Called by beat."""
    most = MOST_CALLED * delivery.BATCH
    call_for(Message.objects.due()[:most].count())


@shared_task(name="outbox.deliver_due")
def deliver_due() -> None:
    """Send what is due. Called after a commit and for each worker that is called."""
    if delivery.send_batch():
        nudge()


@shared_task(name="outbox.release_abandoned")
def release_abandoned() -> None:
    """Put back what dead workers left."""
    if delivery.release_abandoned():
        nudge()


@shared_task(name="outbox.erase_bodies")
def erase_bodies() -> None:
    """Delete the bodies of old mails."""
    delivery.erase_bodies()


def call_for(mails: int) -> None:
    """Ask a worker for each batch of so many mails. Raises when the broker is away."""
    for _worker in range(min(-(-mails // delivery.BATCH), MOST_CALLED)):
        nudge()


def nudge() -> None:
    """Ask a worker to look now. Raises when the broker is away, within about a second."""
    deliver_due.apply_async(expires=NUDGE_LIVES)
