"""The page that tells how long one takes by metro from here to there."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.getting_around.ends import Choice, between, choose
from portal.getting_around.network import Journey, Leg, network_at
from portal.publishing import content

# What the address calls them; WeChat adds a "from" of its own to links.
ENDS = ("start", "end")
# How near our times come to published ones: docs/metro-minutes.md. A test keeps these true.
ACCURACY = {"compared": 21, "all": 10, "rides": 7, "journeys": 20}  # medians, per cent


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Ask for two places; with both known, show the fastest way with its minutes."""
    network = network_at(content.version())
    start, end = (choose(request.GET.get(name, ""), network) for name in ENDS)
    found = bool(start.end and end.end)
    journey = between(start.end, end.end, network) if found else None
    context = {
        "fields": {"start": _field("start", start, end), "end": _field("end", end, start)},
        "start": start.end,
        "end": end.end,
        "found": found,
        "journey": journey,
        "steps": [_step(leg) for leg in journey.legs] if journey else [],
        "walks": _walks(journey) if journey else {},
        "turned": address({"start": end.end.key, "end": start.end.key}) if found else "",
        "accuracy": ACCURACY,
    }
    return render(request, "portal/getting_around/index.html", context)


def address(ends: dict[str, str]) -> str:
    """Return the address of the way between two ends, or of the question with one."""
    return f"{reverse('getting_around:index')}?{urlencode(ends)}"


def _field(name: str, choice: Choice, other: Choice) -> dict:
    """Describe one field; the other end stays as it is."""
    kept = {each: other.end.key if other.end else other.text for each in ENDS if each != name}
    return choice.field(lambda end: address(kept | {name: end.key}))


def _step(leg: Leg) -> dict:
    return {
        "leg": leg,
        "change": in_minutes(leg.change),
        "wait": in_minutes(leg.wait),
        "ride": in_minutes(leg.ride),
    }


def _walks(journey: Journey) -> dict:
    return {"there": in_minutes(journey.walk_there), "on": in_minutes(journey.walk_on)}


def in_minutes(seconds: int) -> int:
    """Round to whole minutes; what takes any time takes at least one."""
    return max(1, round(seconds / 60)) if seconds else 0
