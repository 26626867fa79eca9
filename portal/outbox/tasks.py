"""The nudge, the net and the broom. None carries data; all are harmless to repeat."""

from celery import shared_task

from portal.outbox import delivery

# A nudge that nobody took within a minute is worth nothing: beat has come by.
NUDGE_LIVES = 60


@shared_task(name="outbox.deliver_due")
def deliver_due() -> None:
    """Send what is due. Called after a commit and by beat."""
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


def nudge() -> None:
    """Ask a worker to look now. Raises when the broker is away, within about a second."""
    deliver_due.apply_async(expires=NUDGE_LIVES)
