"""Every table of this app, so that Django finds it."""

from communities.directory.models import Community, Landmark
from communities.events.models import Edition, Event, EventDate, EventSeries, SignUp
from communities.programme.models import Indicator, Platform, Project, Scenario

__all__ = [
    "Community",
    "Edition",
    "Event",
    "EventDate",
    "EventSeries",
    "Indicator",
    "Landmark",
    "Platform",
    "Project",
    "Scenario",
    "SignUp",
]
