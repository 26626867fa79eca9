"""What is held: its texts, its facts, and what it asks those who sign up."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel

from communities.events.models import Event
from communities.events.views import event
from portal.base.panels import BothLanguages, group, row
from portal.base.rights import Area
from portal.publishing.desk import PublishableViewSet, preview_of


class EventViewSet(PublishableViewSet):
    model = Event
    area = Area.EVENTS
    path = "community"
    icon = "calendar-alt"
    preview = preview_of("communities/events/detail.html", event.page)
    texts = ("title", "summary", "description", "organiser")
    facts = (
        group(
            _("What it is"),
            row("community", "series"),
            row("topic", "fee"),
            "languages",
            "contact_email",
        ),
    )
    parts = (
        InlinePanel(
            "questions",
            [
                row("kind", "required"),
                BothLanguages("label"),
                BothLanguages("why"),
                BothLanguages("options"),
            ],
            heading=_("Questions to those who sign up"),
        ),
    )
    filters = ("community", "topic")
