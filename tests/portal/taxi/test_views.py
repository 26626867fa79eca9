"""The card to hold up to a driver: for every kind of place, in both languages."""

import pytest
import segno
from bs4 import BeautifulSoup

from communities.models import EventDate
from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_hospital,
    make_platform,
    make_school,
    make_station,
)

pytestmark = pytest.mark.django_db
HERE = {
    "name_en": "Harrow",
    "name_zh_hans": "哈罗学校",
    "address_en": "1 Anhua Street",
    "address_zh_hans": "安华街1号",
    "phone": "+86 10 8149 2345",
    "latitude": 40.0,
    "longitude": 116.5,
    "position_precision": "exact",
}


def card(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).text, "html5lib").select_one(".taxi")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize(
    "make", [make_apartment, make_school, make_hospital, make_platform, make_community]
)
def test_the_driver_reads_where_to_go_in_chinese_and_the_reader_in_english(client, make):
    station = make_station(name_en="Houshayu", name_zh_hans="后沙峪")
    place = make(**HERE | {"nearest_metro": station})

    for path in (place.taxi_url, place.taxi_url.replace("/en/", "/zh-hans/")):
        shown = card(client, path)
        driver, reader = shown.select_one(".taxi__driver"), shown.select_one(".taxi__reader")
        assert driver["lang"] == "zh-Hans"
        assert words(driver) == (
            "请送我到这里 哈罗学校 安华街1号 附近：地铁后沙峪站 电话： +86 10 8149 2345"
        )
        assert words(reader) == (
            "Qǐng sòng wǒ dào zhèlǐ · Please take me here. "
            "Harrow 1 Anhua Street Near Houshayu metro station"
        )


def test_the_way_that_the_place_itself_words_goes_before_the_station(client):
    school = make_school(metro_note_zh_hans="15号线后沙峪站B口", nearest_metro=make_station())

    assert words(card(client, school.taxi_url).select_one(".taxi__way")) == (
        "附近：15号线后沙峪站B口"
    )


def test_the_buttons_lead_into_the_four_maps(client):
    school = make_school(**HERE)

    links = card(client, school.taxi_url).select(".taxi__maps a")

    assert [link.get_text() for link in links] == ["Amap", "Baidu", "Tencent", "Apple Maps"]
    assert all("116.5" in link["href"] for link in links)


def test_a_place_whose_door_nobody_knows_says_so(client):
    station = make_station()
    school = make_school(
        nearest_metro=station, latitude=39.99, longitude=116.47, position_precision="metro"
    )

    shown = words(card(client, school.taxi_url))

    assert "We do not know the street and number." in shown
    assert "The station in a map on this phone:" in shown


def test_a_date_shows_its_venue_and_to_the_reader_what_is_on(client):
    date = make_date(latitude=40.0, longitude=116.5, nearest_metro=make_station())

    shown = card(client, date.taxi_url)

    assert words(shown.select_one(".taxi__driver")).startswith(
        "请送我到这里 图书馆 北京市图书馆路1号 附近：地铁"
    )
    assert date.event.title_en in words(shown.select_one(".taxi__reader"))
    assert len(shown.select(".taxi__maps a")) == 4


def test_a_date_that_was_called_off_says_so_first(client):
    date = make_date(status=EventDate.Status.CALLED_OFF)

    assert "called this date off" in words(card(client, date.taxi_url))


def test_the_code_leads_to_the_card_itself(client, settings):
    school = make_school()
    code = segno.make(settings.SITE_ROOT + school.taxi_url, micro=False)

    drawn = card(client, school.taxi_url).select_one(".taxi__code path")["d"]

    assert f'd="{drawn}"' in code.svg_inline(border=0)


def test_what_is_not_public_has_no_card(client):
    school = make_school(live=False)
    date = make_date()
    date.event.live = False
    date.event.save()

    for path in (school.taxi_url, date.taxi_url, make_community().taxi_url):
        assert client.get(path).status_code == 404


def test_the_page_of_a_place_leads_to_its_card(client):
    school = make_school(**HERE)

    page = BeautifulSoup(client.get(school.get_absolute_url()).text, "html5lib")

    assert page.select_one(".address a")["href"] == school.taxi_url


def test_a_card_costs_one_query_and_sets_no_cookie(client, django_assert_num_queries):
    school = make_school(**HERE | {"nearest_metro": make_station()})

    with django_assert_num_queries(1):
        response = client.get(school.taxi_url)

    assert response.cookies == {}
