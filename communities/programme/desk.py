"""The city's programme at the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel

from communities.programme.models import Platform, Project, Scenario
from portal.base.panels import BothLanguages, group, row
from portal.places.desk import CONTACT, PLACE_TEXTS, WHERE
from portal.publishing.desk import PublishableViewSet


class ScenarioViewSet(PublishableViewSet):
    model = Scenario
    icon = "list-ol"
    texts = ("name", "summary")
    facts = (
        "number",
        InlinePanel(
            "indicators",
            [row("code", "parent_code"), BothLanguages("name"), row("level", "binding")],
            heading=_("Indicators"),
        ),
    )


class ProjectViewSet(PublishableViewSet):
    model = Project
    icon = "tasks"
    texts = (
        "name", "summary", "lead_department", "responsible_entity", "location", "list_name",
    )  # fmt: skip
    facts = (
        group(
            _("What it is"),
            row("project_kind", "status"),
            row("community", "started"),
        ),
    )
    filters = ("community", "project_kind", "status")


class PlatformViewSet(PublishableViewSet):
    model = Platform
    icon = "cogs"
    texts = (*PLACE_TEXTS, "operator", "opening_hours")
    facts = (
        group(_("What it is"), row("platform_kind", "community"), "opened"),
        WHERE,
        CONTACT,
    )
    filters = ("community", "platform_kind", "district")
