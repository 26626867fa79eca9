"""What the clock asks of events."""

from celery import shared_task

from communities.events import actions


@shared_task(name="events.forget_people")
def forget_people() -> None:
    """Erase who came to dates that are long over."""
    actions.forget_people()
