"""The clock of the news."""

from celery import shared_task

from communities.news import actions


@shared_task(name="news.tell")
def tell() -> None:
    """Tell subscribers of what is new. Called by beat; harmless to repeat."""
    actions.announce()
    actions.tell()
