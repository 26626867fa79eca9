"""The field in which staff choose a station."""

import pytest
from bs4 import BeautifulSoup

from portal.places.choosing import StationSelect
from tests.factories import make_line, make_station


@pytest.mark.django_db
def test_stations_stand_by_line_in_its_order_and_none_is_left_out():
    names = (("a", "甲", "Jia"), ("b", "乙", "Yi"), ("c", "丙", "Bing"))
    first, change, alone = (
        make_station(slug=slug, name_zh_hans=chinese, name_en=english)
        for slug, chinese, english in names
    )
    make_line(name_zh_hans="1号线", name_en="Line 1", branches=[["b", "a"]])
    make_line(name_zh_hans="2号线", name_en="Line 2", branches=[["b"]])

    page = BeautifulSoup(StationSelect().render("station", change.pk), "html.parser")

    groups = {
        group["label"]: [(option["value"], option.text) for option in group("option")]
        for group in page("optgroup")
    }
    both = (str(change.pk), "乙 Yi")
    assert groups == {
        "1号线 Line 1": [both, (str(first.pk), "甲 Jia")],
        "2号线 Line 2": [both],
        "Stations of no line": [(str(alone.pk), "丙 Bing")],
    }
    assert [option["value"] for option in page("option", selected=True)] == [both[0]]
