"""The clock of the facts."""

from celery import shared_task

from portal.facts import actions


@shared_task(name="facts.note_changes")
def note_changes() -> None:
    """Note which facts have changed, by hand or by their day. Harmless to repeat."""
    actions.note_changes()
