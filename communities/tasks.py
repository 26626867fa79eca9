"""Every task of this app, so that Celery finds it."""

from communities.events.tasks import forget_people, look_at_dates
from communities.news.tasks import tell

__all__ = ["forget_people", "look_at_dates", "tell"]
