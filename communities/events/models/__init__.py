"""Events, their dates, and the people who sign up."""

from communities.events.models.dates import EventDate
from communities.events.models.events import Event
from communities.events.models.opinions import Opinion
from communities.events.models.questions import Question
from communities.events.models.series import Edition, EventSeries
from communities.events.models.sign_ups import SignUp

__all__ = ["Edition", "Event", "EventDate", "EventSeries", "Opinion", "Question", "SignUp"]
