"""The programme as a whole, and one scenario, project, platform or series of events."""

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communities.events.models.dates import EventDate
from communities.events.models.series import EventSeries
from communities.programme.models import Platform, Project, Scenario, Score
from portal.base.grouping import by_choice
from portal.base.languages import current, localized, other
from portal.base.moments import keep_until
from portal.places import opening, structured
from portal.publishing.nearby import around
from portal.taxi.cards import of_place
from portal.taxi.views import show as show_card


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The nine scenarios, and what the programme has brought about under three headings."""
    series = EventSeries.objects.published().defer("sources")
    context = {
        "scenarios": Scenario.objects.published(),
        "projects": _numbers(Project, "project_kind"),
        "platforms": _numbers(Platform, "platform_kind"),
        "series": sorted(series, key=lambda each: (each.usual_month or 13, each.slug)),
    }
    return render(request, "communities/programme/index.html", context)


def _numbers(model: type[Project | Platform], field: str) -> list[tuple]:
    """Count what is public of each kind, in the order of the kinds."""
    counted = model.objects.published().order_by().values_list(field).annotate(Count("pk"))
    numbers = dict(counted)
    return [(kind, numbers[kind]) for kind in model.Kind if kind in numbers]


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """All key projects and tangible tasks, kind by kind."""
    groups = by_choice(Project.objects.published().for_cards(), "project_kind", Project.Kind)
    return render(request, "communities/programme/projects.html", {"groups": groups})


@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    """All platforms and service sites, kind by kind."""
    groups = by_choice(Platform.objects.published().for_cards(), "platform_kind", Platform.Kind)
    return render(request, "communities/programme/platforms.html", {"groups": groups})


@require_safe
def scenario(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the nine scenarios, with its indicators where they are public."""
    found = get_object_or_404(Scenario.objects.published().for_page(), slug=slug)
    return render(request, "communities/programme/scenario.html", scenario_page(found))


def scenario_page(scenario: Scenario) -> dict:
    """Gather what the page of a scenario shows; a preview of a draft shows the same."""
    return {
        "scenario": scenario,
        "indicators": scenario.indicators.all(),
        "scores": Score.objects.public().standing().of_scenario(scenario),
        "scenarios": Scenario.objects.published().defer("sources"),
    }


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One key project or tangible task."""
    projects = Project.objects.published().for_page().select_related("community")
    found = get_object_or_404(projects, slug=slug)
    return render(request, "communities/programme/project.html", project_page(found))


def project_page(project: Project) -> dict:
    """Gather what the page of a project shows; a preview of a draft shows the same."""
    return {"project": project}


@require_safe
def platform(request: HttpRequest, slug: str) -> HttpResponse:
    """One platform, demonstration block or service site: a place that one can go to."""
    found = get_object_or_404(Platform.objects.published().for_page(), slug=slug)
    page = platform_page(found)
    response = render(request, "communities/programme/platform.html", page)
    return keep_until(response, page["opening"].get("until"))


def platform_page(platform: Platform) -> dict:
    """Gather what the page of a platform shows; a preview of a draft shows the same."""
    lattice = platform.community.lattice if platform.community else "none"
    return {
        "platform": platform,
        "marks": structured.marks(platform, lattice=lattice),
        "nearby": around(platform, exclude=platform),
        "opening": opening.told(platform.schedule),
        "structured": structured.facts(platform),
    }


@require_safe
def platform_taxi(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the way to one platform to a driver."""
    platforms = Platform.objects.published().select_related("nearest_metro")
    return show_card(request, of_place(get_object_or_404(platforms, slug=slug)))


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """One recurring event: what sources tell of its past, and when it is held next."""
    found = get_object_or_404(EventSeries.objects.published().for_page(), slug=slug)
    return render(request, "communities/programme/series.html", series_page(found))


def series_page(series: EventSeries) -> dict:
    """Gather what the page of a series shows; a preview of a draft shows the same."""
    dates = EventDate.objects.published().upcoming().for_rows()
    return {
        "series": series,
        "editions": sorted(series.editions.all(), key=lambda edition: -edition.year),
        "dates": dates.filter(event__series=series),
        "structured": {
            "@type": "EventSeries",
            "name": localized(series, "name", current()),
            "alternateName": localized(series, "name", other()),
            "description": localized(series, "summary", current()),
            "url": settings.SITE_ROOT + series.get_absolute_url(),
            "organizer": localized(series, "organiser", current()),
        },
    }
