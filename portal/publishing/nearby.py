"""What lies around a place, whatever kind of thing it is."""

from django.db.models import Model

from portal.publishing import kinds
from portal.search.models import SearchEntry


def around(place: Model, *, exclude: Model | None = None, limit: int = 8) -> list[SearchEntry]:
    """Find what is public within two kilometres of a place, nearest first, in one query.

    Each entry knows its `distance` in metres, whether that `is_about` right only, being
    counted from a metro station, and its `kind_name` in the page's language.
    A place without a position has nothing around it.
    """
    if place.latitude is None:
        return []
    names = kinds.names()
    # Stations can be found too; pages tell of them in their own place.
    published = SearchEntry.objects.filter(kind__in=names)
    found = list(
        published.nearby(place.latitude, place.longitude, exclude=exclude, limit=limit)
    )
    by_station = getattr(place, "position_precision", "") == "metro"
    for entry in found:
        entry.kind_name = names[entry.kind]
        entry.is_about = entry.is_near_station_only or by_station
    return found
