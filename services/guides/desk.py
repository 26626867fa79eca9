"""Guides at the desk, and the deadlines, points and words that belong to them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.ui.tables import BooleanColumn

from portal.base.panels import BothLanguages, group, row, tab
from portal.base.rights import Area
from portal.publishing.desk import PublishableViewSet, ShownViewSet, preview_of
from services.guides import views
from services.guides.models import Deadline, Guide, PointsRule, Term

RELATED = FieldPanel("related", widget=forms.CheckboxSelectMultiple)


class GuideViewSet(PublishableViewSet):
    """Guides with their steps, papers and links."""

    model = Guide
    area = Area.GUIDES
    icon = "doc-full"
    preview = preview_of("services/guides/detail.html", views.page)
    texts = (
        "title",
        "summary",
        "who",
        "authority",
        "legal_basis",
        "fee",
        "processing_time",
        "where",
    )
    parts = (
        InlinePanel(
            "steps", [BothLanguages("title"), BothLanguages("body")], heading=_("Steps")
        ),
        InlinePanel(
            "papers",
            [BothLanguages("name"), BothLanguages("note")],
            heading=_("Papers to bring"),
        ),
        InlinePanel(
            "official_links",
            [FieldPanel("url"), BothLanguages("label")],
            heading=_("Official links"),
        ),
    )
    facts = (group(_("What it is"), row("topic", "effective_from"), RELATED),)
    filters = ("topic",)


class DeadlineViewSet(ShownViewSet):
    """Periods that plans and guides count with."""

    model = Deadline
    area = Area.GUIDES
    icon = "time"
    base_url_path = "deadlines"
    name_field = "title"
    columns = ("guide", BooleanColumn("firm", label=_("Set by law")))
    list_filter = ("clock", "firm")
    edit_handler = tab(
        "",
        group(
            _("What is due"),
            BothLanguages("title", suggests_slug=True),
            row("guide", "slug"),
        ),
        group(
            _("When"),
            row("direction", "fact"),
            row("clock", "firm", "opens"),
            row("age_from", "age_to"),
            FieldPanel("applies_to", help_text=_("Nobody ticked means everybody.")),
        ),
    )


class PointsRuleViewSet(ShownViewSet):
    """The points table of the work permit; its bands come with the content pack."""

    model = PointsRule
    area = Area.GUIDES
    icon = "table"
    base_url_path = "points"
    copy_view_enabled = False
    ordering = ("position",)
    columns = ("maximum",)
    edit_handler = tab(
        "",
        group(_("What counts"), BothLanguages("name"), row("maximum", "position"), "slug"),
        FieldPanel("bands", read_only=True),
        FieldPanel("choices", read_only=True),
    )


class TermViewSet(ShownViewSet):
    """The glossary."""

    model = Term
    area = Area.GUIDES
    icon = "openquote"
    base_url_path = "glossary"
    name_field = "term"
    search_fields = ("pinyin",)
    columns = ("pinyin",)
    edit_handler = tab(
        "",
        group(_("Word"), BothLanguages("term"), FieldPanel("pinyin"), BothLanguages("note")),
    )
