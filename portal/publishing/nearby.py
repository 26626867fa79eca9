"""What lies around a place or a position, whatever kind of thing it is."""

from django.db.models import Model

from portal.places.models import Precision
from portal.publishing import kinds
from portal.search.models import SearchEntry, SearchEntryQuerySet


def public() -> SearchEntryQuerySet:
    """Return what may be named as near: stations are told of in a page's own place."""
    return SearchEntry.objects.filter(kind__in=kinds.names())


def around(place: Model, *, exclude: Model | None = None, limit: int = 8) -> list[SearchEntry]:
    """Find what is public within two kilometres of a place, nearest first, in one query.

    A place without a position has nothing around it.
    """
    if place.latitude is None:
        return []
    found = public().nearby(place.latitude, place.longitude, exclude=exclude, limit=limit)
    precision = getattr(place, "position_precision", "")
    return told(found, is_about=precision == Precision.METRO)


def told(found: SearchEntryQuerySet, *, is_about: bool) -> list[SearchEntry]:
    """Read what is near a position; `is_about` if that itself is only a metro station's.

    Each entry knows its `distance` in metres, whether that `is_about` right only, being
    counted from a metro station, and its `kind_name` in the page's language.
    """
    names = kinds.names()
    entries = list(found)
    for entry in entries:
        entry.kind_name = names[entry.kind]
        entry.is_about = entry.is_near_station_only or is_about
    return entries
