"""The metro: every line with its stations, every station with what lies around it."""

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.base.languages import CODES, current, localized, other, suffix
from portal.pages import drawing
from portal.places import structured
from portal.places.datums import drawn
from portal.places.models import MetroLine, MetroStation, MetroTransfer
from portal.publishing.nearby import around
from portal.search.models import SearchEntry

NEARBY_SHOWN = 24
EDGE = 6  # air around the drawing, in its own units
_NAMES = tuple(f"name_{suffix(code)}" for code in CODES)
_SHORT = {"ensure_ascii": False, "separators": (",", ":")}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All lines; the stations of each are on its own page."""
    stations = {station.slug: station for station in MetroStation.objects.all()}
    lines = list(MetroLine.objects.order_by("pk"))
    context = {
        "lines": [_line(each) for each in lines],
        "station_count": len(stations),
        "drawing": _drawing(lines, stations),
    }
    return render(request, "portal/pages/metro/index.html", context)


@require_safe
def line(request: HttpRequest, slug: str) -> HttpResponse:
    """One line: its trains, and its stations in running order with the ways to change."""
    found = get_object_or_404(MetroLine, slug=slug)
    others = Prefetch("lines", MetroLine.objects.exclude(pk=found.pk).order_by("pk"))
    served = MetroStation.objects.filter(slug__in=found.stops).prefetch_related(others)
    stations = {station.slug: station for station in served}
    context = _line(found) | {
        "trains": [
            _trains(first, last, stations)
            for first, last in zip(found.first_train, found.last_train, strict=True)
        ],
        "branches": [[stations[slug] for slug in branch] for branch in found.branches],
    }
    return render(request, "portal/pages/metro/line.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One station: the next stops, the ways to change, and what is within two kilometres."""
    lines = Prefetch("lines", MetroLine.objects.order_by("pk"))
    station = get_object_or_404(MetroStation.objects.prefetch_related(lines), slug=slug)
    nearby = around(station, limit=NEARBY_SHOWN)
    context = {
        "station": station,
        "rides": _rides(station),
        "changes": [_change(transfer) for transfer in station.transfers.for_page()],
        "nearby": nearby,
        "marks": [structured.mark(station), *map(_mark, nearby)],
        "structured": _structured(station),
    }
    return render(request, "portal/pages/metro/detail.html", context)


@require_safe
@cache_control(public=True, max_age=3600)
def ground(request: HttpRequest) -> JsonResponse:
    """The lines and stations as the map draws them under our places."""
    stations = MetroStation.objects.order_by("pk")
    where = {each.slug: drawn(each.latitude, each.longitude) for each in stations}
    return JsonResponse(
        {
            "lines": [
                {
                    "sign": line.sign,
                    "name_en": line.name_en,
                    "name_zh_hans": line.name_zh_hans,
                    "colour": line.colour,
                    "points": [[where[slug] for slug in branch] for branch in line.drawn()],
                }
                for line in MetroLine.objects.order_by("pk")
            ],
            "stations": [
                {
                    "slug": each.slug,
                    "name_en": each.name_en,
                    "name_zh_hans": each.name_zh_hans,
                    "lat": where[each.slug].latitude,
                    "lon": where[each.slug].longitude,
                }
                for each in stations
            ],
        },
        json_dumps_params=_SHORT,
    )


@require_safe
@cache_control(public=True, max_age=3600)
def names(request: HttpRequest) -> JsonResponse:
    """What every station is called, for the fields that suggest them."""
    stations = MetroStation.objects.order_by("slug")
    return JsonResponse(
        list(stations.values_list(*_NAMES)), safe=False, json_dumps_params=_SHORT
    )


# --- A line ---------------------------------------------------------------------


def _line(line: MetroLine) -> dict:
    return {
        "line": line,
        "station_count": len(line.stops),
        "headway": _minutes(line.headway_peak_seconds),
    }


def _trains(first: dict, last: dict, stations: dict[str, MetroStation]) -> str:
    """Say when the first and the last train leave a station, and where they go."""
    words = {
        "first": first["time"],
        "last": last["time"],
        "station": localized(stations[first["from"]], "name", current()),
    }
    if first.get("direction") == "clockwise":
        return _("%(first)s–%(last)s from %(station)s, clockwise") % words
    if first.get("direction") == "anticlockwise":
        return _("%(first)s–%(last)s from %(station)s, anticlockwise") % words
    words["towards"] = localized(stations[first["towards"]], "name", current())
    return _("%(first)s–%(last)s from %(station)s towards %(towards)s") % words


def _drawing(lines: list[MetroLine], stations: dict[str, MetroStation]) -> dict:
    where = {
        slug: drawing.place(each.latitude, each.longitude) for slug, each in stations.items()
    }
    paths = [
        {
            "colour": line.colour,
            "d": "".join(
                "M" + " ".join(f"{x},{y}" for x, y in map(where.get, branch))
                for branch in line.drawn()
            ),
        }
        for line in lines
    ]
    xs, ys = zip(*where.values(), strict=True) if where else ((0,), (0,))
    left, top = min(xs) - EDGE, min(ys) - EDGE
    box = (left, top, max(xs) + EDGE - left, max(ys) + EDGE - top)
    return {"box": " ".join(map(str, box)), "paths": paths}


# --- A station ------------------------------------------------------------------


def _rides(station: MetroStation) -> list[dict]:
    """For each line, the next stations with the minutes to them."""
    found = {line: line.next_stops(station.slug) for line in station.lines.all()}
    slugs = {slug for stops in found.values() for slug, _seconds in stops}
    stations = MetroStation.objects.in_bulk(slugs, field_name="slug")
    return [
        {
            "line": line,
            "stops": [
                {"station": stations[slug], "minutes": _minutes(max(60, round(seconds, -1)))}
                for slug, seconds in stops
            ],
        }
        for line, stops in found.items()
    ]


def _change(transfer: MetroTransfer) -> dict:
    return {"transfer": transfer, "walk": _walk(transfer)}


def _walk(transfer: MetroTransfer) -> str:
    if transfer.seconds_range:
        low, high = (f"{seconds / 60:g}" for seconds in transfer.seconds_range)
        return _("%(low)s to %(high)s min, depending on the direction") % {
            "low": low,
            "high": high,
        }
    if transfer.seconds == 0:
        return _("across the platform")
    return _minutes(transfer.seconds)


def _minutes(seconds: int) -> str:
    """Write a time to the half minute."""
    return _("%(minutes)s min") % {"minutes": f"{round(seconds / 30) / 2:g}"}


def _mark(entry: SearchEntry) -> dict:
    return structured.mark(entry, "title", precision=entry.position_precision)


def _structured(station: MetroStation) -> dict:
    return {
        "@type": "SubwayStation",
        "name": localized(station, "name", current()),
        "alternateName": [localized(station, "name", other()), *station.also_en],
        "url": settings.SITE_ROOT + station.get_absolute_url(),
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": station.latitude,
            "longitude": station.longitude,
        },
    }
