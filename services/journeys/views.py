"""The journeys, and one of them step by step."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.base.languages import current, localized
from portal.base.moments import keep_until
from portal.facts.stated import Stated, facts_on, next_change
from portal.facts.texts import fill, names_in
from services.journeys.models import Journey, JourneyStep

# What a step says of its own, and what its guide says in its place.
_TOLD = {"who": "", "where": "where", "papers": "", "cost": "fee", "time": "processing_time"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every journey."""
    journeys = Journey.objects.published().for_cards()
    return render(request, "services/journeys/index.html", {"journeys": journeys})


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One journey, step by step."""
    context = page(get_object_or_404(Journey.objects.published(), slug=slug))
    response = render(request, "services/journeys/detail.html", context)
    return keep_until(response, next_change(context["shown_facts"]))


def page(journey: Journey) -> dict:
    """Gather what the page of a journey shows; a preview of a draft shows the same."""
    facts = facts_on(timezone.localdate())
    steps = list(journey.steps.select_related("guide").prefetch_related("guide__papers"))
    numbers = {step.key: number for number, step in enumerate(steps, start=1)}
    told = [_told(step, numbers, facts) for step in steps]
    return {
        "journey": journey,
        "steps": told,
        "shown_facts": [facts[name] for each in told for name in each["names"] & facts.keys()],
    }


def _told(step: JourneyStep, numbers: dict[str, int], facts: dict[str, Stated]) -> dict:
    """Tell a step for the page, in the page's language."""
    guide = step.guide if step.guide and step.guide.live else None
    texts = {"note": localized(step, "note", current())}
    for field, of_guide in _TOLD.items():
        own = localized(step, field, current())
        texts[field] = own or (_line(guide, of_guide) if guide and of_guide else "")
    return {
        "step": step,
        "guide": guide,
        "number": numbers[step.key],
        "after": [{"key": key, "number": numbers[key]} for key in step.after if key in numbers],
        "paper_count": len(guide.papers.all()) if guide and not texts["papers"] else 0,
        "names": {name for text in texts.values() for name in names_in(text)},
        **{field: fill(text, facts) for field, text in texts.items()},
    }


def _line(guide, field: str) -> str:
    """What a guide says in one line; a list of several is better read there."""
    said = localized(guide, field, current())
    return "" if "\n" in said else said
