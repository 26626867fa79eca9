"""What the clock asks about links."""

from celery import shared_task

from portal.links import actions


@shared_task(name="links.collect_new")
def collect_new() -> None:
    """Read what has just been published. Called by beat; harmless to repeat."""
    actions.collect_new()


@shared_task(name="links.collect_all")
def collect_all() -> None:
    """Read every public record anew, each night. Harmless to repeat."""
    actions.collect_all()


@shared_task(name="links.check_due")
def check_due() -> None:
    """Look at links whose time has come. Called by beat; harmless to repeat."""
    actions.check_due()
