"""What the clock does for publishing; each is safe to run twice at once."""

from celery import shared_task

from portal.publishing import content


@shared_task(name="publishing.repair_version")
def repair_version() -> None:
    """Move the content version on where a commit's own move was lost."""
    content.repair_version()
