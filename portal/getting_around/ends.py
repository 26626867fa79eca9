"""Where a journey begins or ends: a metro station, or anything public that has a position."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from portal.addresses import finding
from portal.base.languages import CODES, current, localized, suffix
from portal.getting_around.network import (
    NEAR,
    Journey,
    Network,
    metres_between,
    walking_seconds,
)
from portal.places.models import MetroStation, Place, Precision
from portal.search import texts
from portal.search.finding import find
from portal.search.models import SearchEntry
from portal.search.question import understand

LONGEST = 120
# Which is meant where several are called so: a station, else a community, else anything.
FIRST = ("metro", "communities")
OFFERED = 6


@dataclass(frozen=True)
class End:
    """One end of a journey, with the stations that one walks to from there."""

    # How it stands in an address: "wangjing", "schools/beijing-city-international-school".
    key: str
    name_en: str
    name_zh_hans: str
    url: str
    latitude: float
    longitude: float
    # Stations with the seconds of walking to each.
    stations: dict[str, int]
    # Whether only the nearest station is known, so that the walk is not counted.
    is_near_station_only: bool = False
    is_station: bool = False


@dataclass(frozen=True)
class Choice:
    """What a reader has named: the end that it is, or those that may have been meant."""

    text: str = ""
    end: End | None = None
    offers: tuple[End, ...] = ()

    def field(self, address: Callable[[End], str]) -> dict:
        """Gather what a field for it shows; `address` asks the same page with an end.

        portal/getting_around/unknown.html shows the part about what is not known.
        """
        return {
            "value": localized(self.end, "name", current()) if self.end else self.text,
            "is_unknown": bool(self.text and not self.end),
            "offers": [(end, address(end)) for end in self.offers],
        }


def at_station(station: MetroStation) -> End:
    """Return a station as an end: one is there already."""
    return End(
        key=station.slug,
        name_en=station.name_en,
        name_zh_hans=station.name_zh_hans,
        url=station.get_absolute_url(),
        latitude=station.latitude,
        longitude=station.longitude,
        stations={station.slug: 0},
        is_station=True,
    )


def at_entry(entry: SearchEntry, network: Network) -> End:
    """Return something public that has a position as an end."""
    return _at(entry, "title", network)


def at_place(place: Place, network: Network) -> End:
    """Return a place whose position is known as an end."""
    return _at(place, "name", network)


def _at(thing: SearchEntry | Place, name: str, network: Network) -> End:
    return End(
        key=f"{thing.kind}/{thing.slug}",
        name_en=localized(thing, name, "en"),
        name_zh_hans=localized(thing, name, "zh-hans"),
        url=thing.get_absolute_url(),
        latitude=thing.latitude,
        longitude=thing.longitude,
        stations=network.around(thing.latitude, thing.longitude),
        is_near_station_only=thing.position_precision == Precision.METRO,
    )


def choose(text: str, network: Network) -> Choice:
    """Understand what a reader has named; two queries at most.

    An address names a station by its slug and anything else by kind and slug; a person
    writes a name, in either language or in pinyin.
    """
    # PostgreSQL takes no text that holds a zero byte.
    text = text.replace("\x00", " ").strip()[:LONGEST]
    if not text:
        return Choice()
    if text in network.stations:
        return Choice(text, at_station(network.stations[text]))
    kind, slash, slug = text.partition("/")
    if slash:
        entry = _with_position().filter(kind=kind, slug=slug).first()
        if entry is None and (present := finding.now(kind, [slug])):
            entry = _with_position().filter(kind=kind, slug__in=present.values()).first()
        return Choice(text, at_entry(entry, network)) if entry else Choice(text)
    ends = _named(text, network)
    if len(ends) == 1:
        return Choice(text, ends[0])
    return Choice(text, None, tuple(ends[:OFFERED] or _alike(text, network)))


def _with_position():
    return SearchEntry.objects.filter(latitude__isnull=False)


def _named(text: str, network: Network) -> list[End]:
    """Find what is called so; where one goes by it in full, that one alone."""
    key = texts.compact(text.removesuffix("站")) or text
    named = SearchEntry.objects.filter(names__overlap=[key])
    entries = named.filter(Q(kind="metro") | Q(latitude__isnull=False)).only(*_COLUMNS)
    entries = sorted(entries, key=_precedence)
    in_full = [each for each in entries if key in _full_names(each)]
    return _ends((in_full or entries)[: 1 if in_full else None], network)


_TITLES = tuple(f"title_{suffix(code)}" for code in CODES)
_COLUMNS = ("kind", "slug", "latitude", "longitude", "position_precision", *_TITLES)


def _precedence(entry: SearchEntry) -> tuple[int, int]:
    place = FIRST.index(entry.kind) if entry.kind in FIRST else len(FIRST)
    return place, entry.pk


def _full_names(entry: SearchEntry) -> set[str]:
    return {texts.compact(getattr(entry, title).removesuffix("站")) for title in _TITLES}


def _alike(text: str, network: Network) -> list[End]:
    """Find stations whose names a reader may have meant."""
    found = find(understand(text), now=timezone.now(), kind="metro", each=OFFERED)
    return _ends([each for each in found.entries if each.kind == "metro"], network)


def _ends(entries: list[SearchEntry], network: Network) -> list[End]:
    ends = []
    for entry in entries:
        if entry.kind == "metro" and entry.slug in network.stations:
            ends.append(at_station(network.stations[entry.slug]))
        elif entry.kind != "metro" and entry.latitude is not None:
            ends.append(at_entry(entry, network))
    return ends


def between(start: End, end: End, network: Network) -> Journey | None:
    """Return the fastest way from one end to another, by metro or on foot if that is faster."""
    ride = network.from_(start.stations).journey(end.stations)
    metres = metres_between((start.latitude, start.longitude), (end.latitude, end.longitude))
    if metres <= NEAR and (ride is None or walking_seconds(metres) < ride.seconds):
        return Journey(walking_seconds(metres), (), 0)
    return ride
