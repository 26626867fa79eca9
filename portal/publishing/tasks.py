"""The clock of publishing."""

from celery import shared_task

from portal.publishing import actions, content, reminding


@shared_task(name="publishing.apply_schedule")
def apply_schedule() -> None:
    """Publish and withdraw what is due. Called by beat; harmless to repeat."""
    actions.apply_schedule()


@shared_task(name="publishing.repair_version")
def repair_version() -> None:
    """Bring the cached content version up to date, should a commit have missed it."""
    content.repair_version()


@shared_task(name="publishing.remind")
def remind() -> None:
    """Tell those in charge what is due to be checked. Harmless to repeat."""
    reminding.remind()
