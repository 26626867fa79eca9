"""The portal with the lock on a date taken out: the limit that the lock is measured by.

Never serve this to anybody: it gives seats twice.
"""

from portal.wsgi import application

from communities.events.models.dates import EventDateQuerySet  # isort: skip (needs Django)

EventDateQuerySet.select_for_update = lambda dates, **_options: dates

__all__ = ["application"]
