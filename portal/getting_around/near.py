"""What lies within a walk: of a station, of a place, or of where the reader stands."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.base.private import private
from portal.getting_around.ends import Choice, choose
from portal.getting_around.network import Network, network_at
from portal.places import structured
from portal.places.models import LATITUDES, LONGITUDES, MetroStation
from portal.places.walking import walking_reach
from portal.publishing import content, kinds, nearby
from portal.search.geometry import within
from portal.search.models import SearchEntry, SearchEntryQuerySet

WALKS = (10, 15, 20, 30)  # minutes
USUAL = 15
MOST = 100
STATIONS = 5
# Three decimals are a hundred metres: the browser rounds, and no more is read here.
_COARSE = re.compile(r"([0-9]{2}\.[0-9]{1,3}),([0-9]{3}\.[0-9]{1,3})")


@dataclass(frozen=True)
class Asked:
    """From where, how far on foot, and for what."""

    choice: Choice
    at: tuple[float, float] | None
    walk: int
    kind: str

    @property
    def origin(self) -> tuple[float, float] | None:
        end = self.choice.end
        return (end.latitude, end.longitude) if end else self.at

    @property
    def reach(self) -> float:
        """How many metres away, on a straight line, the walk may end."""
        return walking_reach(self.walk)

    def address(self, *, place: str = "", **other) -> str:
        """Return the address of the same question with something changed."""
        place = place or (self.choice.end.key if self.choice.end else "")
        start = {"place": place} if place else {}
        if not start and self.at:
            start = {"at": "{:.3f},{:.3f}".format(*self.at)}
        return f"{reverse('near')}?{urlencode(start | self.kept(**other), safe=',/')}"

    def kept(self, **other) -> dict:
        """Return what is asked beside the place and is not what is usual."""
        said = {"walk": self.walk, "kind": self.kind} | other
        usual = {"walk": USUAL, "kind": ""}
        return {name: value for name, value in said.items() if value != usual.get(name)}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what is public within a walk, nearest first.

    Where the reader stands is only in the address of this one page: the page is kept by
    nobody, tells no other page where it came from, and is looked for by no search engine.
    """
    network = network_at(content.version())
    asked = _asked(request, network)
    numbers = _numbers(asked) if asked.origin else {}
    shown = _found(asked) if asked.origin else []
    total = numbers.get(asked.kind, 0) if asked.kind else sum(numbers.values())
    context = {
        "asked": asked,
        "end": asked.choice.end,
        "field": asked.choice.field(lambda end: asked.address(place=end.key)),
        "kept": asked.kept(),
        "outside": bool(request.GET.get("at")) and asked.at is None,
        "nearby": shown,
        "is_cut": total > len(shown),
        "walks": [(each, asked.address(walk=each), each == asked.walk) for each in WALKS],
        "kinds": _kinds(asked, numbers),
        "near_stations": _near_stations(asked, network),
        "marks": [_mark(entry) for entry in shown],
    }
    response = render(request, "portal/getting_around/near.html", context)
    if "at" in request.GET:
        response.headers["Cache-Control"] = "private, no-store"
        return private(response, "no-referrer")
    return response


def _asked(request: HttpRequest, network: Network) -> Asked:
    walk, kind = request.GET.get("walk", ""), request.GET.get("kind", "")
    return Asked(
        choice=choose(request.GET.get("place", ""), network),
        at=_position(request.GET.get("at", "")),
        walk=int(walk) if walk in map(str, WALKS) else USUAL,
        kind=kind if kind in kinds.names() else "",
    )


def _position(text: str) -> tuple[float, float] | None:
    """Read a coarse position in Beijing; anything else is none."""
    match = _COARSE.fullmatch(text)
    if not match:
        return None
    latitude, longitude = map(float, match.groups())
    inside = LATITUDES[0] <= latitude <= LATITUDES[1]
    return (latitude, longitude) if inside and _within(longitude, LONGITUDES) else None


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _public(asked: Asked) -> SearchEntryQuerySet:
    """Return all that may be near: a place is not near itself."""
    entries, end = nearby.public(), asked.choice.end
    if end and not end.is_station:
        kind, _slash, slug = end.key.partition("/")
        entries = entries.exclude(kind=kind, slug=slug)
    return entries


def _found(asked: Asked) -> list[SearchEntry]:
    entries, end = _public(asked), asked.choice.end
    if asked.kind:
        entries = entries.filter(kind=asked.kind)
    found = entries.nearby(*asked.origin, kilometres=asked.reach / 1000, limit=MOST)
    return nearby.told(found, is_about=bool(end and end.is_near_station_only))


def _numbers(asked: Asked) -> dict[str, int]:
    """Count all that is within the walk, kind by kind."""
    entries = _public(asked).filter(within(*asked.origin, asked.reach))
    return dict(entries.values_list("kind").annotate(Count("pk")))


def _kinds(asked: Asked, numbers: dict[str, int]) -> list[dict]:
    """Offer each kind that is there, with its number."""
    plurals = kinds.plurals()
    there = [kind for kind in plurals if kind in numbers]
    if asked.kind and asked.kind not in there:
        there.append(asked.kind)
    every = {
        "label": gettext("Everything"),
        "href": asked.address(kind=""),
        "number": sum(numbers.values()),
    }
    return [every | {"chosen": not asked.kind}] + [
        {
            "label": plurals[kind],
            "href": asked.address(kind=kind),
            "number": numbers.get(kind, 0),
            "chosen": kind == asked.kind,
        }
        for kind in there
    ]


def _near_stations(asked: Asked, network: Network) -> list[tuple[MetroStation, int]]:
    """List the nearest stations within the walk, with the minutes to each; not the one asked
    from."""
    if not asked.origin:
        return []
    here, seconds = asked.choice.end, network.around(*asked.origin)
    within = {
        slug: each
        for slug, each in seconds.items()
        if each <= asked.walk * 60 and not (here and here.key == slug)
    }
    nearest = sorted(within, key=within.get)[:STATIONS]
    return [(network.stations[slug], max(1, round(within[slug] / 60))) for slug in nearest]


def _mark(entry: SearchEntry) -> dict:
    return structured.mark(entry, "title", precision=entry.position_precision)
