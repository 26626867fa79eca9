"""A place as machines read it: schema.org's facts, and a mark on the map."""

from django.conf import settings

from portal.base.languages import current, localized, other
from portal.places import opening
from portal.places.datums import drawn
from portal.places.models import Opening, Place, Precision


def facts(place: Place, schema_type: str = "Place") -> dict:
    """Describe a place in the page's language; what is not stated is left empty.

    A position that is only that of a metro station is not told as the place's own.
    """
    at_the_place = place.has_position and place.position_precision != Precision.METRO
    return {
        "@type": schema_type,
        "name": localized(place, "name", current()),
        "alternateName": localized(place, "name", other()),
        "description": localized(place, "summary", current()),
        "url": settings.SITE_ROOT + place.get_absolute_url(),
        "sameAs": place.website,
        "telephone": place.phone,
        "email": place.email,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": localized(place, "address", current()),
            "addressLocality": place.get_district_display(),
            "addressRegion": "Beijing",
            "addressCountry": "CN",
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
        if at_the_place
        else None,
        "openingHoursSpecification": opening.structured(place.schedule)
        if isinstance(place, Opening)
        else None,
    }


def marks(*places: Place, lattice: str = "none") -> list[dict]:
    """Give the map (components/map.html) those places whose position is known.

    A community brings its own lattice; other places take the one given.
    """
    return [
        mark(
            place,
            precision=place.position_precision,
            lattice=getattr(place, "lattice", lattice),
        )
        for place in places
        if place.has_position
    ]


def mark(thing, name: str = "name", *, precision: str = "exact", lattice: str = "none") -> dict:
    """Write one thing that has a page and a position, as the map reads it."""
    at = drawn(thing.latitude, thing.longitude)
    return {
        "name": localized(thing, name, current()),
        "second": localized(thing, name, other()),
        "url": thing.get_absolute_url(),
        "lat": at.latitude,
        "lon": at.longitude,
        "precision": precision,
        "lattice": lattice,
    }
