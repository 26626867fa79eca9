"""What the clock asks of subscriptions."""

from celery import shared_task

from portal.subscriptions import actions


@shared_task(name="subscriptions.forget_unconfirmed")
def forget_unconfirmed() -> None:
    """Delete what was asked for and never confirmed."""
    actions.forget_unconfirmed()
