"""The list of communities, the page of one, and all of them side by side."""

from django.db.models import Count, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from communities.directory.models import Community
from communities.events.models.dates import EventDate
from communities.pages import comparison
from communities.pages.comparison import PLACES
from communities.programme.models import Platform, Project, Score
from portal.base.languages import column
from portal.comparing.views import table
from portal.places import structured
from portal.search.models import SearchEntry
from portal.taxi.cards import of_place
from portal.taxi.views import show as show_card

PLACES_SHOWN = 4
DATES_SHOWN = 4


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The eight communities, the first batch before the second."""
    communities = Community.objects.published().for_cards()
    context = {"communities": communities, "places": structured.marks(*communities)}
    return render(request, "communities/pages/index.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One community with everything that belongs to it."""
    community = get_object_or_404(Community.objects.published().for_page(), slug=slug)
    return render(request, "communities/pages/detail.html", page(community))


@require_safe
def taxi(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the way to a community to a driver; one that has no address is an area, no goal."""
    communities = Community.objects.published().select_related("nearest_metro")
    found = get_object_or_404(communities, slug=slug)
    if not found.address_zh_hans:
        raise Http404("the community has no address")
    return show_card(request, of_place(found))


def page(community: Community) -> dict:
    """Gather what the page of a community shows; a preview of a draft shows the same."""
    dates = EventDate.objects.published().upcoming().for_rows()
    return {
        "community": community,
        "landmarks": community.landmarks.all(),
        "places": _places(community),
        "platforms": Platform.objects.published().for_cards().filter(community=community),
        "projects": Project.objects.published().for_cards().filter(community=community),
        "dates": dates.filter(event__community=community)[:DATES_SHOWN],
        "scores": Score.objects.public().standing().of_community(community),
        "marks": structured.marks(community),
        "structured": structured.facts(community),
    }


def _places(community: Community) -> list[dict]:
    """A section for each kind of place: the first few of it, and the way to all of them."""
    kinds = {"partition_by": "kind"}
    entries = SearchEntry.objects.filter(community=community.slug, kind__in=PLACES).annotate(
        rank=Window(RowNumber(), order_by=column("title"), **kinds),
        how_many=Window(Count("pk"), **kinds),
    )
    shown = {kind: [] for kind in PLACES}
    for entry in entries.filter(rank__lte=PLACES_SHOWN).order_by("rank"):
        shown[entry.kind].append(entry)
    return [_section(kind, found, community) for kind, found in shown.items() if found]


def _section(kind: str, entries: list[SearchEntry], community: Community) -> dict:
    title, all_of_them = PLACES[kind]
    return {
        "kind": kind,
        "title": title,
        "entries": entries,
        "href": reverse(f"{kind}:index") + f"?community={community.slug}",
        "link": all_of_them % {"n": entries[0].how_many},
    }


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Communities side by side: those that the reader chose, or all."""
    communities = list(Community.objects.published().for_cards())
    chosen = set(request.GET.getlist("c"))
    compared = [each for each in communities if each.slug in chosen] or communities
    context = table(request, compared, comparison.rows(compared), "short_name") | {
        "communities": communities,
        "chosen": chosen,
    }
    return render(request, "communities/pages/compare.html", context)
