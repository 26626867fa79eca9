"""Every task of this app, so that Celery finds it."""

from services.plan.tasks import forget, forget_untouched, remind

__all__ = ["forget", "forget_untouched", "remind"]
