"""The datums of Chinese maps, made on the way out and never stored.

We keep WGS-84, as GPS gives it. China's own maps draw every point half a kilometre away from
there: GCJ-02 by a published formula of waves, BD-09 (Baidu) by one more on top of it. The
way back is not exact, so nothing of ours goes it.
"""

from math import atan2, cos, hypot, pi, radians, sin, sqrt
from typing import NamedTuple

from django.conf import settings

# The ellipsoid that the formula was made for (Krasovsky 1940).
_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323  # squared
# Where the waves begin.
_LATITUDE, _LONGITUDE = 35.0, 105.0
_WAVE = 2 / 3


class Position(NamedTuple):
    """Degrees, in whatever datum the maker says."""

    latitude: float
    longitude: float

    def rounded(self) -> "Position":
        """Return the position to a decimetre, as links carry it."""
        return Position(round(self.latitude, 6), round(self.longitude, 6))


def drawn(latitude: float, longitude: float) -> Position:
    """Return where our map draws a WGS-84 position: in the datum of the ground under it."""
    if settings.MAP_TILES["url"] and settings.MAP_TILES["datum"] == "gcj02":
        return gcj02(latitude, longitude).rounded()
    return Position(latitude, longitude)


def gcj02(latitude: float, longitude: float) -> Position:
    """Move a WGS-84 position in mainland China to GCJ-02: Amap, Tencent, Apple."""
    x, y = longitude - _LONGITUDE, latitude - _LATITUDE
    bend = 1 - _ECCENTRICITY * sin(radians(latitude)) ** 2
    metres_per_degree_north = _AXIS * (1 - _ECCENTRICITY) / (bend * sqrt(bend)) * pi / 180
    metres_per_degree_east = _AXIS / sqrt(bend) * cos(radians(latitude)) * pi / 180
    return Position(
        latitude + _metres_north(x, y) / metres_per_degree_north,
        longitude + _metres_east(x, y) / metres_per_degree_east,
    )


def bd09(latitude: float, longitude: float) -> Position:
    """Move a WGS-84 position in mainland China to BD-09: Baidu."""
    y, x = gcj02(latitude, longitude)
    quick = pi * 3000 / 180
    radius = hypot(x, y) + 0.00002 * sin(y * quick)
    angle = atan2(y, x) + 0.000003 * cos(x * quick)
    return Position(radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065)


def _metres_north(x: float, y: float) -> float:
    bow = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    slow = 20 * sin(y * pi) + 40 * sin(y / 3 * pi) + 160 * sin(y / 12 * pi)
    slowest = 320 * sin(y / 30 * pi)
    return bow + _WAVE * (_ripple(x) + slow + slowest)


def _metres_east(x: float, y: float) -> float:
    bow = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    slow = 20 * sin(x * pi) + 40 * sin(x / 3 * pi) + 150 * sin(x / 12 * pi)
    slowest = 300 * sin(x / 30 * pi)
    return bow + _WAVE * (_ripple(x) + slow + slowest)


def _ripple(x: float) -> float:
    return 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
