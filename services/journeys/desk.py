"""Journeys at the desk, with their steps."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel

from portal.base.panels import BothLanguages, group, row
from portal.base.rights import Area
from portal.publishing.desk import PublishableViewSet, preview_of
from services.journeys import views
from services.journeys.forms import JourneyForm
from services.journeys.models import Journey


class JourneyViewSet(PublishableViewSet):
    """Journeys and their steps, in order."""

    model = Journey
    area = Area.GUIDES
    icon = "list-ol"
    preview = preview_of("services/journeys/detail.html", views.page)
    texts = ("title", "summary", "who")
    parts = (
        InlinePanel(
            "steps",
            [
                BothLanguages("title"),
                row("guide", "key", "after"),
                *map(BothLanguages, ("note", "who", "where", "papers", "cost", "time")),
            ],
            heading=_("Steps"),
        ),
    )
    facts = (group(_("In the list"), "position"),)

    @cached_property
    def edit_handler(self):
        handler = super().edit_handler
        handler.base_form_class = JourneyForm
        return handler
