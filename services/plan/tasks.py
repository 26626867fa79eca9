"""What the clock asks about plans."""

from celery import shared_task

from services.plan import actions


@shared_task(name="plan.remind")
def remind() -> None:
    """Remind of what comes up. Called by beat; harmless to repeat."""
    actions.remind()


@shared_task(name="plan.forget")
def forget() -> None:
    """Forget whoever has had their last reminder or has never confirmed."""
    actions.forget()


@shared_task(name="plan.forget_untouched")
def forget_untouched() -> None:
    """Delete plans behind links that nobody has opened for a year."""
    actions.forget_untouched()
