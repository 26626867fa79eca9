"""Every task of this app, so that Celery finds it."""

from portal.outbox.tasks import deliver_due

__all__ = ["deliver_due"]
