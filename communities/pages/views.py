"""The list of communities, the page of one, and all of them side by side."""

from django.db.models import Count, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communities.directory.models import Community
from communities.events.models.dates import EventDate
from communities.programme.models import Platform, Project
from portal.base.languages import column
from portal.search.models import SearchEntry

# The kinds of places that people choose, in the order of the menu.
PLACES = ("apartments", "schools", "hospitals")
PLACES_SHOWN = 4
DATES_SHOWN = 4


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The eight communities, the first batch before the second."""
    communities = Community.objects.published().for_cards()
    return render(request, "communities/pages/index.html", {"communities": communities})


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One community with everything that belongs to it."""
    community = get_object_or_404(Community.objects.published().for_page(), slug=slug)
    return render(request, "communities/pages/detail.html", page(community))


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
    }


def _places(community: Community) -> dict[str, list[SearchEntry]]:
    """The first few places of each kind; every entry knows how many its kind has."""
    kinds = {"partition_by": "kind"}
    entries = SearchEntry.objects.filter(community=community.slug, kind__in=PLACES).annotate(
        rank=Window(RowNumber(), order_by=column("title"), **kinds),
        how_many=Window(Count("pk"), **kinds),
    )
    by_kind = {kind: [] for kind in PLACES}
    for entry in entries.filter(rank__lte=PLACES_SHOWN).order_by("rank"):
        by_kind[entry.kind].append(entry)
    return {kind: shown for kind, shown in by_kind.items() if shown}


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Communities side by side: those that the reader chose, or all."""
    communities = list(Community.objects.published().for_cards())
    chosen = set(request.GET.getlist("c"))
    columns = [each for each in communities if each.slug in chosen] or communities
    _count_what_they_have(columns)
    context = {"communities": communities, "columns": columns, "chosen": chosen}
    return render(request, "communities/pages/compare.html", context)


def _count_what_they_have(communities: list[Community]) -> None:
    """Give each community its `counts`: how many things of each kind stand in the index."""
    counted = SearchEntry.objects.values("community", "kind").annotate(number=Count("pk"))
    numbers = {(row["community"], row["kind"]): row["number"] for row in counted.order_by()}
    for community in communities:
        community.counts = {
            kind: numbers.get((community.slug, kind), 0) for kind in (*PLACES, "platforms")
        }
