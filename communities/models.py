"""Every table of this app, so that Django finds it."""

from communities.check_in.models import Arrival, DoorLink
from communities.directory.models import Community, Landmark
from communities.events.models.dates import EventDate
from communities.events.models.events import Event
from communities.events.models.opinions import Opinion
from communities.events.models.questions import Question
from communities.events.models.series import Edition, EventSeries
from communities.events.models.sign_ups import SignUp
from communities.news.models import Announcement
from communities.programme.models import Indicator, Platform, Project, Scenario

__all__ = [
    "Announcement",
    "Arrival",
    "Community",
    "DoorLink",
    "Edition",
    "Event",
    "EventDate",
    "EventSeries",
    "Indicator",
    "Landmark",
    "Opinion",
    "Platform",
    "Project",
    "Question",
    "Scenario",
    "SignUp",
]
