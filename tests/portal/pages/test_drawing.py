"""The drawing of the metro: where each label has room."""

import pytest

from portal.pages import drawing
from tests.factories import make_line, make_station


def spot(x, y, text="Somewhere") -> dict:
    return {"x": x, "y": y, "text": text}


def test_a_label_stands_away_from_the_middle():
    west, east = drawing.labelled([spot(200, 100), spot(400, 300)])

    assert (west["to_the_left"], east["to_the_left"]) == (True, False)


def test_a_label_with_no_room_outside_turns_inwards():
    (west,) = drawing.labelled([spot(30, 100)])

    assert west["to_the_left"] is False


def test_two_labels_do_not_cover_one_another():
    first, second = drawing.labelled([spot(330, 200), spot(390, 205)])

    assert (first["to_the_left"], second["to_the_left"]) == (True, False)


def test_a_long_name_is_broken_near_its_middle():
    (only,) = drawing.labelled([spot(300, 300, "Zhongguancun Science City")])

    assert only["lines"] == ["Zhongguancun", "Science City"]


def test_a_chinese_name_stays_in_one_line():
    (only,) = drawing.labelled([spot(300, 300, "北京经济技术开发区（亦庄）")])

    assert only["lines"] == ["北京经济技术开发区（亦庄）"]


@pytest.mark.django_db
def test_a_ring_line_closes_and_an_open_line_does_not():
    corner = {"latitude": drawing.NORTH, "longitude": drawing.WEST}
    slugs = [make_station(**corner).slug, make_station(**corner).slug]
    make_line(branches=[slugs], loop=True)
    make_line(branches=[slugs], loop=False)

    assert drawing.paths() == ["M0,0 0,0z", "M0,0 0,0"]
