"""Every task of this app, so that Celery finds it."""

from communities.events.tasks import forget_people

__all__ = ["forget_people"]
