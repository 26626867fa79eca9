"""What the clock asks about roles."""

from celery import shared_task

from portal.duties import actions


@shared_task(name="duties.ask")
def ask() -> None:
    """Ask who still needs their role. Called by beat; harmless to repeat."""
    actions.ask()
