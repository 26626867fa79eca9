"""Whom to call, and a card that tells helpers where one lives.

The numbers stand in a file beside this one, each with the sources of what is said of it.
"""

from functools import cache
from pathlib import Path

import yaml
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.base.languages import current, suffix
from portal.publishing.sources import is_trusted

FILE = Path(__file__).with_name("hotlines.yaml")
EMERGENCIES = ("110", "119", "120", "122")


@cache
def _file() -> dict:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def hotlines() -> list[dict]:
    """List the numbers in the page's language, with the numbers of their sources."""
    language = suffix(current())
    places = {name: number for number, name in enumerate(_file()["sources"], start=1)}
    return [
        {
            "number": each["number"],
            "name": each[f"name_{language}"],
            "second": each["name_en" if language == "zh_hans" else "name_zh_hans"],
            "hours": each.get(f"hours_{language}", ""),
            "languages": each.get(f"languages_{language}", ""),
            "note": each.get(f"note_{language}", ""),
            "sources": [places[name] for name in each["sources"]],
        }
        for each in _file()["numbers"]
    ]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The numbers with languages, hours and sources; emergencies first."""
    lines = hotlines()
    context = {
        "emergencies": [each for each in lines if each["number"] in EMERGENCIES],
        "questions": [each for each in lines if each["number"] not in EMERGENCIES],
        "sources": [
            source | {"link": source["url"] if is_trusted(source["url"]) else ""}
            for source in _file()["sources"].values()
        ],
        "read_on": min(source["read_on"] for source in _file()["sources"].values()),
    }
    return render(request, "portal/pages/help.html", context)


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """A card to fill in by hand, or in the browser; what is written never reaches us."""
    return render(request, "portal/pages/emergency_card.html")
