"""What the clock asks of accounts."""

from celery import shared_task

from portal.accounts import actions


@shared_task(name="accounts.forget_sessions")
def forget_sessions() -> None:
    """Delete sessions that have ended. Called by beat; harmless to repeat."""
    actions.forget_sessions()
