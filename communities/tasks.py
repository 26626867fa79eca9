"""Every task of this app, so that Celery finds it."""

from communities.check_in.tasks import forget_helpers
from communities.events.tasks import forget_people, look_at_dates
from communities.news.tasks import tell

__all__ = ["forget_helpers", "forget_people", "look_at_dates", "tell"]
