"""What the clock asks of events."""

from celery import shared_task

from communities.events import actions, clock


@shared_task(name="events.look_at_dates")
def look_at_dates() -> None:
    """End offers, remind and thank: all that is due. Harmless to repeat."""
    clock.look_at_dates()


@shared_task(name="events.forget_people")
def forget_people() -> None:
    """Erase who came to dates that are long over."""
    actions.forget_people()
