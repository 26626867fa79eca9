"""How far it is from here to there, and how long one walks."""

import math

from portal.base.plane import METRES_PER_DEGREE_EAST, METRES_PER_DEGREE_NORTH

# Walking: 80 metres a minute (4.8 km/h), and a fifth more than the straight line. Both as
# Thurrock Council's study of travel access states them ("Travel types", read in 2026).
METRES_A_MINUTE = 80
DETOUR = 1.2


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the straight distance between two positions (latitude, longitude) in Beijing."""
    return math.hypot(
        (one[0] - other[0]) * METRES_PER_DEGREE_NORTH,
        (one[1] - other[1]) * METRES_PER_DEGREE_EAST,
    )


def walking_seconds(metres: float) -> int:
    """Return how long one walks, given the straight distance."""
    return round(metres * DETOUR / METRES_A_MINUTE * 60)


def walking_minutes(metres: float) -> int:
    """Return the whole minutes that one walks; the shortest way takes one."""
    return max(1, round(walking_seconds(metres) / 60))


def walking_reach(minutes: int) -> float:
    """Return how far one comes in so many minutes, as a straight distance in metres."""
    return minutes * METRES_A_MINUTE / DETOUR
