"""Whom to call, and a card that tells helpers where one lives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.places.hotlines import hotlines, sources
from portal.publishing.sources import is_trusted

EMERGENCIES = ("110", "119", "120", "122")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The numbers with languages, hours and sources; emergencies first."""
    lines = hotlines()
    context = {
        "emergencies": [each for each in lines if each["number"] in EMERGENCIES],
        "questions": [each for each in lines if each["number"] not in EMERGENCIES],
        "sources": [
            source | {"link": source["url"] if is_trusted(source["url"]) else ""}
            for source in sources()
        ],
        "read_on": min(source["read_on"] for source in sources()),
    }
    return render(request, "portal/pages/help.html", context)


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """A card to fill in by hand, or in the browser; what is written never reaches us."""
    return render(request, "portal/pages/emergency_card.html")
