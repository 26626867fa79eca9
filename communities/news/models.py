"""What subscribers have been told of, or are about to be."""

from django.db import models
from django.utils import timezone

from communities.events.models import Event


class Announcement(models.Model):
    """An event has become public with a date to come. Each is announced once for ever."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="announcement")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self):
        return f"{self.event} · {self.at:%Y-%m-%d %H:%M}"
