"""Places in Beijing, and the metro that leads to them."""

from portal.places.models.metro import MetroLine, MetroStation, MetroTransfer
from portal.places.models.places import Opening, Place
from portal.places.models.positions import LATITUDES, LONGITUDES, Precision
from portal.places.models.words import District, SpokenLanguage

__all__ = [
    "LATITUDES",
    "LONGITUDES",
    "District",
    "MetroLine",
    "MetroStation",
    "MetroTransfer",
    "Opening",
    "Place",
    "Precision",
    "SpokenLanguage",
]
