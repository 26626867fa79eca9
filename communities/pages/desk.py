"""The communities at the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel

from communities.directory.models import Community
from communities.pages import views
from portal.base.panels import BothLanguages, group, row
from portal.base.rights import Area
from portal.places.desk import CONTACT, WHERE
from portal.publishing.desk import PublishableViewSet, preview_of


class CommunityViewSet(PublishableViewSet):
    model = Community
    area = Area.COMMUNITY
    path = "pk"
    icon = "home"
    preview = preview_of("communities/pages/detail.html", views.page)
    texts = (
        "name",
        "short_name",
        "summary",
        "description",
        "strengths",
        "industries",
        "address",
        "metro_note",
    )
    parts = (
        InlinePanel(
            "landmarks",
            [BothLanguages("name"), FieldPanel("kind")],
            heading=_("Landmarks"),
            help_text=_("Places that people know the community by."),
        ),
    )
    facts = (
        group(
            _("What it is"),
            row("stage", "batch"),
            FieldPanel("lattice", required_on_save=True),
        ),
        WHERE,
        CONTACT,
    )
    filters = ("stage", "district")
