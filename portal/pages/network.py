"""The metro network as a drawing: the ground on which the home page shows the communities."""

from math import cos, radians

from portal.places.models import MetroLine, MetroStation

# What the drawing shows, in degrees, and how wide it is in its own units.
WEST, EAST, SOUTH, NORTH = 115.86, 116.94, 39.6, 40.45
WIDTH = 600
# At Beijing's latitude a degree of longitude is this much shorter than one of latitude.
_SCALE = WIDTH / ((EAST - WEST) * cos(radians(40)))
HEIGHT = round((NORTH - SOUTH) * _SCALE)


def place(latitude: float, longitude: float) -> tuple[int, int]:
    """Return where a position lies in the drawing."""
    return (
        round((longitude - WEST) * cos(radians(40)) * _SCALE),
        round((NORTH - latitude) * _SCALE),
    )


def paths() -> list[str]:
    """Return the lines of the metro as SVG paths, in two queries."""
    positions = MetroStation.objects.values_list("slug", "latitude", "longitude")
    where = {slug: place(latitude, longitude) for slug, latitude, longitude in positions}
    drawn = []
    for branches, loop in MetroLine.objects.order_by("pk").values_list("branches", "loop"):
        for branch in branches:
            points = " ".join(f"{x},{y}" for x, y in map(where.get, branch))
            drawn.append(f"M{points}{'z' if loop else ''}")
    return drawn


# A label is about this high, and starts this far from its dot.
_LINE, _GAP = 26, 20


def labelled(spots: list[dict]) -> list[dict]:
    """Decide on which side of its dot each label stands, so that none covers another.

    Every spot has x, y and text; it gets `to_the_left`. Away from the middle is best.
    """
    taken = [(spot["x"] - _GAP, spot["x"] + _GAP, spot["y"]) for spot in spots]
    for spot in spots:
        away = spot["x"] < WIDTH / 2
        sides = (away, not away)
        free = [side for side in sides if _fits(_box(spot, side), taken, spot)]
        spot["to_the_left"] = (free or sides)[0]
        taken.append(_box(spot, spot["to_the_left"]))
    return spots


def _box(spot: dict, to_the_left: bool) -> tuple[int, int, int]:
    wide = sum(22 if ord(sign) > 0x2E80 else 12 for sign in spot["text"])
    near, far = spot["x"] + _GAP, spot["x"] + _GAP + wide
    if to_the_left:
        near, far = spot["x"] - _GAP - wide, spot["x"] - _GAP
    return near, far, spot["y"]


def _fits(box: tuple, taken: list[tuple], spot: dict) -> bool:
    left, right, y = box
    own = (spot["x"] - _GAP, spot["x"] + _GAP, spot["y"])
    return (
        left > -_GAP
        and right < WIDTH + _GAP
        and not any(
            left < other[1] and other[0] < right and abs(y - other[2]) < _LINE
            for other in taken
            if other != own
        )
    )
