"""What the clock asks about watched pages."""

from celery import shared_task

from portal.watches import actions


@shared_task(name="watches.tell")
def tell() -> None:
    """Tell readers of what has changed. Called by beat; harmless to repeat."""
    actions.tell()


@shared_task(name="watches.forget")
def forget() -> None:
    """Delete what was never confirmed, and wishes about pages that are gone."""
    actions.forget()
