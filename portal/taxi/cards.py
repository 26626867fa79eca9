"""What a driver has to know to find a place."""

from dataclasses import dataclass, field

from portal.places.map_links import MapLink, links_to
from portal.places.models import MetroStation, Place, Precision


@dataclass(frozen=True)
class Card:
    """What a driver has to know. The Chinese is for him, the English for who shows it."""

    name_zh: str
    name_en: str
    back: str
    address_zh: str = ""
    address_en: str = ""
    station: MetroStation | None = None
    # The crossing, the exit or the line, as the place itself words it.
    way_zh: str = ""
    phone: str = ""
    maps: list[MapLink] = field(default_factory=list)
    # The maps show only the station.
    near_only: bool = False
    # What happens there and when, in the page's language, for who shows the card.
    occasion: str = ""
    called_off: bool = False


def of_place(place: Place) -> Card:
    """Write the card of a place that has a page."""
    return Card(
        name_zh=place.name_zh_hans,
        name_en=place.name_en,
        back=place.get_absolute_url(),
        address_zh=place.address_zh_hans or "",
        address_en=place.address_en or "",
        station=place.nearest_metro,
        way_zh=place.metro_note_zh_hans or "",
        phone=place.phone,
        maps=links_to(place),
        near_only=place.position_precision == Precision.METRO,
    )
