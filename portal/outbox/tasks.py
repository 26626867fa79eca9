"""The nudge and the net."""

from celery import shared_task

from portal.outbox import delivery


@shared_task(name="outbox.deliver_due")
def deliver_due(limit: int = 10) -> None:
    """Send what is due. Called after a commit and by beat; harmless to repeat."""
    for _turn in range(limit):
        message = delivery.claim_next()
        if message is None:
            return
        delivery.deliver(message)
    deliver_due.delay(limit)
