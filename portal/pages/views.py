"""The pages that belong to no single feature."""

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from communities.chosen.surroundings import surroundings
from communities.directory.models import Community
from communities.events.models.dates import EventDate
from communities.programme.models import Scenario
from portal.base.languages import current, localized, suffix
from portal.pages import drawing
from portal.search.models import SearchEntry
from services.guides.models import Deadline

DATES_SHOWN = 4
DEADLINES_SHOWN = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door: what there is, where it is, what comes next, what to do first."""
    communities = list(Community.objects.published().in_order())
    arrival = Deadline.objects.public().on_arrival().with_facts().select_related("guide")
    counted = SearchEntry.objects.order_by().values_list("kind").annotate(Count("pk"))
    context = {
        "communities": communities,
        "counts": dict(counted),
        "dates": EventDate.objects.published().upcoming().for_rows()[:DATES_SHOWN],
        "deadlines": sorted(arrival, key=lambda each: each.length)[:DEADLINES_SHOWN],
        "scenarios": Scenario.objects.published().order_by("number"),
        "drawing": {
            "width": drawing.WIDTH,
            "height": drawing.HEIGHT,
            "paths": drawing.paths(),
            "spots": drawing.labelled([_spot(each) for each in communities if each.latitude]),
        },
        "structured": _site(),
        "local": surroundings(request),
    }
    return render(request, "portal/pages/home.html", context)


def _spot(community: Community) -> dict:
    x, y = drawing.place(community.latitude, community.longitude)
    text = localized(community, "short_name", current())
    return {"x": x, "y": y, "text": text, "lattice": community.lattice}


def _site() -> dict:
    return {
        "@type": "WebSite",
        "name": str(_("Beijing International Talent Communities")),
        "url": settings.SITE_ROOT + reverse("home"),
        "inLanguage": ["en", "zh-Hans"],
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": settings.SITE_ROOT
                + reverse("search")
                + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
        "publisher": {
            "@type": "Organization",
            "name": settings.OPERATOR[f"name_{suffix(current())}"],
            "email": settings.OPERATOR["email"],
        },
    }


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, and where its facts come from."""
    counted = SearchEntry.objects.order_by().values_list("kind").annotate(Count("pk"))
    return render(request, "portal/pages/about.html", {"counts": dict(counted)})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everybody can use this, and what is known to be lacking."""
    return render(request, "portal/pages/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What happens to personal information, as the law asks to be told."""
    return render(request, "portal/pages/privacy.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Welcome search engines to everything public."""
    return render(request, "portal/pages/robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask without looking at the page to the seal."""
    return redirect(static("portal/img/seal.svg"))


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the site to a phone that keeps it on its first screen."""
    icons = [
        {"src": static(f"portal/img/icon-{size}.png"), "sizes": f"{size}x{size}"}
        for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": "Beijing International Talent Communities 首都国际人才社区",
            "short_name": "国际人才社区",
            "start_url": "/",
            "display": "browser",
            "background_color": "#fbf8f2",
            "theme_color": "#a92b22",
            "icons": [icon | {"type": "image/png"} for icon in icons],
        },
        content_type="application/manifest+json",
    )
