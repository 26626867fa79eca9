"""The plan on paper: a sheet for each counter, and everything together."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communities.directory.chosen import chosen
from communities.directory.models import Community
from portal.paper import press
from services.guides.models import Deadline, Guide
from services.plan import around, lines, sheets
from services.plan.answers import Answers
from services.plan.views.plan import address_of, errands, personal


@require_safe
def counter(request: HttpRequest, slug: str) -> HttpResponse:
    """One errand for the counter, Chinese over English: what I need, what I have brought."""
    guide = _guide(slug)
    community = _community(request)
    context = {
        "guide": guide,
        "community": community,
        "places": around.service_points(community) if community else [],
        "words": sheets,
    }
    return render(request, "services/plan/counter.html", context)


@require_safe
def counter_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a PDF of one page."""
    guide = _guide(slug)
    community = _community(request)
    places = around.service_points(community) if community else []
    told = sheets.counter(guide, places, path=guide.get_absolute_url())
    return _pdf(press.sheet(request, told), f"{slug}-counter.pdf")


@require_safe
def pack(request: HttpRequest) -> HttpResponse:
    """The whole plan on paper, to arrive with."""
    answers = Answers.given(request.GET)
    told = lines.of(answers, Deadline.objects.for_plans())
    community = around.community(answers.community)
    checklists, _beside = around.journeys(answers)
    parts = checklists, errands(answers, told), community
    data = sheets.pack(told, *parts, path=address_of(answers))
    made = press.sheet(request, data, lifetime=press.KEPT_BY_NOBODY)
    return personal(_pdf(made, "plan.pdf"))


def _community(request: HttpRequest) -> Community | None:
    """The community that the address names, or else the one that this reader has chosen."""
    named = Answers.given(request.GET).community
    return around.community(named) if named else chosen(request)


def _guide(slug: str) -> Guide:
    guide = around.guides([slug]).get(slug)
    if guide is None:
        raise Http404("there is no such guide")
    return guide


def _pdf(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
