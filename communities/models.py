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
from communities.programme.models import Indicator, Platform, Project, Scenario, Score
from communities.record.models import AuditEntry
from portal.accounts.models import Duty
from portal.feedback.models import Remark, Usefulness
from portal.links.models import Link, LinkUse
from portal.pictures.models import Picture

__all__ = [
    "Announcement",
    "Arrival",
    "AuditEntry",
    "Community",
    "DoorLink",
    "Duty",
    "Edition",
    "Event",
    "EventDate",
    "EventSeries",
    "Indicator",
    "Landmark",
    "Link",
    "LinkUse",
    "Opinion",
    "Picture",
    "Platform",
    "Project",
    "Question",
    "Remark",
    "Scenario",
    "Score",
    "SignUp",
    "Usefulness",
]
