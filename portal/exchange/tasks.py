"""The nudge and the broom of imports. Neither carries data; both are harmless to repeat."""

from celery import shared_task

from portal.exchange import actions

# Five thousand rows take minutes; a second worker that is sent meanwhile finds nothing.
LONGEST = 60 * 60


@shared_task(name="exchange.work", time_limit=LONGEST, soft_time_limit=LONGEST - 60)
def work() -> None:
    """Do what imports wait for. Called after an upload or a decision, and by beat."""
    actions.work()


@shared_task(name="exchange.forget")
def forget() -> None:
    """Delete uploads that nobody decided on, and what can no longer be undone."""
    actions.forget()


def call() -> None:
    """Ask a worker to look now. Raises when the broker is away; beat comes by anyway."""
    work.apply_async(expires=60)
