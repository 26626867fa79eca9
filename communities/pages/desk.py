"""The communities at the desk."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.log_actions import log

from communities.directory.models import Community
from communities.pages import views
from portal.base.gate import ADMINISTER
from portal.base.panels import BothLanguages, group, row
from portal.base.rights import Area
from portal.places.desk import CONTACT, WHERE
from portal.publishing.desk import PublishableViewSet, preview_of
from portal.publishing.desk.typed import keep_typed


@require_POST
def four_eyes(request, pk: int):
    """Switch for a community whether a second person must look at every draft."""
    community = get_object_or_404(Community, pk=pk)
    as_typed = keep_typed(Community, request, pk)
    wanted = not community.four_eyes
    Community.objects.filter(pk=pk).update(four_eyes=wanted)
    log(community, "portal.four_eyes", user=request.user)
    said = (
        _("From now on a second person looks before anything of this community is public.")
        if wanted
        else _("Publishers of this community may publish alone.")
    )
    messages.success(request, said)
    return as_typed or redirect(Community.snippet_viewset.get_url_name("edit"), pk)


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
    needs = PublishableViewSet.needs | {"four_eyes": ADMINISTER}

    def own_urls(self):
        return [*super().own_urls(), path("four-eyes/<int:pk>/", four_eyes, name="four_eyes")]
