"""What the clock asks of the door."""

from celery import shared_task

from communities.check_in import actions


@shared_task(name="check_in.forget_helpers")
def forget_helpers() -> None:
    """Erase who helped at the door of dates that are long over."""
    actions.forget_helpers()
