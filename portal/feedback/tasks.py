"""What the clock asks of readers' remarks."""

from celery import shared_task

from portal.feedback import actions


@shared_task(name="feedback.forget")
def forget() -> None:
    """Delete what readers wrote a year ago."""
    actions.forget()
