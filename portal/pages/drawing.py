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


# A label's line is about this high; a label starts this far from its dot.
_LINE, _GAP = 25, 20
_LONGEST = 11


def labelled(spots: list[dict]) -> list[dict]:
    """Decide on which side of its dot each label stands, so that none covers another.

    Every spot has x, y and text; it gets `lines` and `to_the_left`. Away from the middle
    is best.
    """
    taken = [_dot(spot) for spot in spots]
    for spot in spots:
        spot["lines"] = _lines(spot["text"])
        away = spot["x"] < WIDTH / 2
        sides = (away, not away)
        others = [box for box in taken if box != _dot(spot)]
        free = [side for side in sides if _fits(_label(spot, side), others)]
        spot["to_the_left"] = (free or sides)[0]
        taken.append(_label(spot, spot["to_the_left"]))
    return spots


def _lines(text: str) -> list[str]:
    """Break a long name in two, at the space nearest its middle."""
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    if len(text) <= _LONGEST or not spaces:
        return [text]
    middle = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return [text[:middle], text[middle + 1 :]]


# Boxes are (left, right, top, bottom).


def _dot(spot: dict) -> tuple:
    x, y = spot["x"], spot["y"]
    return x - _GAP, x + _GAP, y - _GAP, y + _GAP


def _label(spot: dict, to_the_left: bool) -> tuple:
    wide = max(sum(23 if ord(sign) > 0x2E80 else 13 for sign in line) for line in spot["lines"])
    half = len(spot["lines"]) * _LINE / 2
    left = spot["x"] - _GAP - wide if to_the_left else spot["x"] + _GAP
    return left, left + wide, spot["y"] - half, spot["y"] + half


def _fits(box: tuple, others: list[tuple]) -> bool:
    left, right, top, bottom = box
    return (
        left >= 0
        and right <= WIDTH
        and not any(
            left < other[1] and other[0] < right and top < other[3] and other[2] < bottom
            for other in others
        )
    )
