"""The city's programme at the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel
from wagtail.admin.ui.tables import DateColumn

from communities.events.models import EventSeries
from communities.programme import views
from communities.programme.models import Platform, Project, Scenario, Score
from portal.base.panels import BothLanguages, group, row, tab
from portal.base.rights import Area
from portal.exchange.desk import Exchanging
from portal.places.desk import CONTACT, OPENING, PLACE_TEXTS, WHERE
from portal.publishing.desk import PublishableViewSet, ShownViewSet, preview_of


class ScenarioViewSet(PublishableViewSet):
    model = Scenario
    area = Area.PROGRAMME
    icon = "list-ol"
    preview = preview_of("communities/programme/scenario.html", views.scenario_page)
    texts = ("name", "summary")
    facts = (
        "number",
        InlinePanel(
            "indicators",
            [row("code", "parent_code"), BothLanguages("name"), row("level", "binding")],
            heading=_("Indicators"),
        ),
    )


class ScoreViewSet(ShownViewSet):
    """How the communities stand, as the city's office says; readers see it at once."""

    model = Score
    area = Area.SCORES
    path = "community"
    icon = "check"
    base_url_path = "scores"
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = (
        "community",
        "scenario",
        "indicator",
        "points",
        DateColumn("scored_on", label=_("As of"), sort_key="scored_on"),
    )
    list_filter = ("community", "scenario", "scored_on")
    search_fields = ("evidence_zh_hans", "evidence_en", "source_title")
    ordering = ("-scored_on", "-pk")
    edit_handler = tab(
        "",
        group(
            _("What is scored"),
            row("community", "scenario"),
            "indicator",
            row("points", "scored_on"),
        ),
        group(
            _("What it rests on"), BothLanguages("evidence"), row("source_title", "source_url")
        ),
    )

    def for_lists(self, things):
        return things.select_related("community", "scenario", "indicator")


class ProjectViewSet(Exchanging, PublishableViewSet):
    model = Project
    area = Area.LISTINGS
    path = "community"
    icon = "tasks"
    preview = preview_of("communities/programme/project.html", views.project_page)
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


class PlatformViewSet(Exchanging, PublishableViewSet):
    model = Platform
    area = Area.LISTINGS
    path = "community"
    icon = "cogs"
    preview = preview_of("communities/programme/platform.html", views.platform_page)
    texts = (*PLACE_TEXTS, "operator", "opening_hours")
    facts = (
        group(_("What it is"), row("platform_kind", "community"), "opened"),
        OPENING,
        WHERE,
        CONTACT,
    )
    filters = ("community", "platform_kind", "district")


class EventSeriesViewSet(PublishableViewSet):
    model = EventSeries
    area = Area.SERIES
    icon = "history"
    preview = preview_of("communities/programme/series.html", views.series_page)
    texts = ("name", "summary", "organiser", "venue")
    facts = (
        group(_("What it is"), row("first_held", "usual_month")),
        InlinePanel(
            "editions",
            [
                row("year", "first_day", "last_day"),
                BothLanguages("dates_note"),
                BothLanguages("place"),
                BothLanguages("figures"),
            ],
            heading=_("Editions"),
        ),
    )
