"""Events at the desk: what is held, when and where, who comes, and what becomes of it."""

from communities.events.desk.dates import EventDateViewSet
from communities.events.desk.events import EventViewSet
from communities.events.desk.sign_ups import SignUpViewSet

__all__ = ["EventDateViewSet", "EventViewSet", "SignUpViewSet"]
