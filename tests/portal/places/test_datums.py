"""Our positions in the datums of Chinese maps: as two independent converters make them."""

from math import cos, hypot, radians
from pathlib import Path

import pytest
import yaml

from portal.places.datums import bd09, gcj02

PACK = Path("portal/content/pack/communities.yaml")
POINTS = yaml.safe_load((Path(__file__).parent / "datums.yaml").read_text(encoding="utf-8"))
CONVERTERS = ("gcoord", "prcoords")


def metres(one, other) -> float:
    north = (one[0] - other[0]) * 111_200
    east = (one[1] - other[1]) * 111_200 * cos(radians(one[0]))
    return hypot(north, east)


def test_the_communities_stand_where_the_pack_says():
    pack = yaml.safe_load(PACK.read_text(encoding="utf-8"))

    stated = {each["slug"]: [each["latitude"], each["longitude"]] for each in pack}

    assert {point["name"]: point["wgs84"] for point in POINTS[:8]} == stated
    assert len(POINTS) == 18


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point["name"])
def test_both_converters_agree_with_us_to_a_metre(point):
    for converter in CONVERTERS:
        assert metres(gcj02(*point["wgs84"]), point[converter]["gcj02"]) < 0.1
        assert metres(bd09(*point["wgs84"]), point[converter]["bd09"]) < 0.1


def test_a_point_left_in_wgs84_would_be_half_a_kilometre_off():
    off = [metres(gcj02(*point["wgs84"]), point["wgs84"]) for point in POINTS[:8]]

    assert min(off) > 500
    assert max(off) < 600
