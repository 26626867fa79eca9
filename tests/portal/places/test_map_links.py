"""Links into the maps on people's phones: the right point, datum and words for each."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from django.utils import translation

from portal.places.map_links import links, links_to
from tests.factories import make_apartment, make_community, make_station
from tests.portal.places.test_datums import CONVERTERS, metres

POINTS = yaml.safe_load((Path(__file__).parent / "datums.yaml").read_text(encoding="utf-8"))


def asked(link) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(link.url).query).items()}


def degrees(text: str) -> list[float]:
    return [float(number) for number in text.split(",")]


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point["name"])
def test_each_provider_gets_the_point_in_its_own_order_and_datum(point):
    amap, baidu, tencent, apple = links(*point["wgs84"], "望京")
    pins = {
        "amap": degrees(asked(amap)["position"])[::-1],
        "baidu": degrees(asked(baidu)["location"]),
        "tencent": degrees(asked(tencent)["marker"].split(";")[0].removeprefix("coord:")),
        "apple": degrees(asked(apple)["ll"]),
    }

    for converter in CONVERTERS:
        for provider, pin in pins.items():
            datum = "bd09" if provider == "baidu" else "gcj02"
            assert metres(pin, point[converter][datum]) < 1, provider


def test_the_links_are_written_as_the_providers_word_them():
    amap, baidu, tencent, apple = links(
        39.997, 116.475, "望京SOHO；A座", name="Wangjing SOHO", address_zh="望京街10号;A:B"
    )

    assert amap.url == (
        "https://uri.amap.com/marker?position=116.481111,39.998298"
        "&name=%E6%9C%9B%E4%BA%ACSOHO%EF%BC%9BA%E5%BA%A7"
        "&coordinate=gaode&callnative=1&src=testserver"
    )
    assert asked(baidu) == {
        "location": "40.004147,116.487682",
        "title": "望京SOHO；A座",
        "content": "望京街10号;A:B",
        "coord_type": "bd09ll",
        "output": "html",
        "src": "testserver",
    }
    assert asked(tencent) == {
        "marker": "coord:39.998298,116.481111;title:望京SOHO；A座;addr:望京街10号 A B",
        "referer": "testserver",
    }
    assert apple.url == "https://maps.apple.com/?ll=39.998298,116.481111&q=Wangjing%20SOHO"


def test_a_map_is_named_in_the_language_of_the_page():
    with translation.override("zh-hans"):
        named = [link.name for link in links(39.997, 116.475, "望京")]

    assert named == ["高德地图", "百度地图", "腾讯地图", "苹果地图"]


@pytest.mark.django_db
def test_what_is_only_near_a_station_is_not_pinned_but_the_station_is():
    station = make_station(name_en="Wangjing", name_zh_hans="望京", latitude=39.996)
    near = make_apartment(
        latitude=39.996, longitude=116.47, position_precision="metro", nearest_metro=station
    )

    assert links_to(near) == links_to(station)
    assert asked(links_to(near)[0])["name"] == "地铁望京站"


@pytest.mark.django_db
def test_every_kind_of_place_has_links_if_its_position_is_known():
    community = make_community(
        name_zh_hans="望京", latitude=39.997, longitude=116.475, position_precision="street"
    )
    unknown = make_apartment(latitude=None, longitude=None, position_precision="")

    assert asked(links_to(community)[0])["name"] == "望京"
    assert links_to(unknown) == []
