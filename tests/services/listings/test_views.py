"""The list of a kind and the page of one place, as a reader gets them."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from portal.publishing import content
from portal.search import index
from services.listings import views
from tests.factories import (
    make_apartment,
    make_community,
    make_hospital,
    make_line,
    make_school,
    make_station,
)

pytestmark = pytest.mark.django_db

MAKERS = {"apartments": make_apartment, "schools": make_school, "hospitals": make_hospital}
kinds = pytest.mark.parametrize("kind", sorted(MAKERS))


def get(client, address: str):
    response = client.get(address)
    assert response.status_code == 200, address
    return response


def names_on(response) -> list[str]:
    return re.findall(r'class=card__body><h3><a href="[^"]+">([^<]+)</a>', response.text)


def as_published(place):
    index.refresh(place)
    return place


# --- Lists ------------------------------------------------------------------------------


@kinds
@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_costs_the_same_however_long_it_is(
    client, django_assert_num_queries, kind, how_many
):
    community = make_community()
    for _turn in range(how_many):
        MAKERS[kind](community=community)
    content.version()

    # Communities, the newest changes, all answers, the orders, cards; hours of hospitals.
    with django_assert_num_queries({"hospitals": 8}.get(kind, 7)):
        cold = get(client, f"/en/{kind}/")
    with django_assert_num_queries(1):
        warm = get(client, f"/en/{kind}/")

    assert len(names_on(cold)) == how_many
    assert warm.text == cold.text


def test_the_button_of_the_filters_tells_the_number_once_it_is_that_of_the_boxes(client):
    make_school(boarding=True)

    first = get(client, "/en/schools/")
    changed = client.get("/en/schools/?boarding=yes", headers={"HX-Request": "true"})

    assert "Show the results</button>" in first.text
    assert "Show 1 result</button>" in changed.text


def test_what_is_kept_falls_when_something_is_published(client):
    make_school(name_en="Old")
    get(client, "/en/schools/")

    make_school(name_en="New", live=False).save_revision().publish()
    cache.set(content.CACHE_KEY, content.repair_version())

    assert names_on(get(client, "/en/schools/")) == ["New", "Old"]


@kinds
def test_drafts_are_neither_shown_nor_counted_nor_told_to_the_map(client, kind):
    make = MAKERS[kind]
    where = {"latitude": 39.9, "longitude": 116.4, "position_precision": "exact"}
    make(name_en="Public", district="chaoyang", **where)
    make(name_en="Secret", district="chaoyang", live=False, **where)

    page = get(client, f"/en/{kind}/?view=map")

    assert names_on(page) == ["Public"]
    assert "Secret" not in page.text
    assert re.search(r">Chaoyang <small>(\d+)<", page.text)[1] == "1"


def test_counts_stand_beside_the_options_and_follow_the_other_filters(client):
    make_hospital(departments=["dentistry"], emergency_24h=True)
    make_hospital(departments=["dentistry", "surgery"], emergency_24h=None)
    make_hospital(departments=["surgery"], emergency_24h=False)

    page = get(client, "/en/hospitals/?department=dentistry").text

    assert re.search(r'value="dentistry" checked>Dentistry <small>2<', page)
    counts = dict(
        re.findall(r'name=emergency [^>]*value="([^"]+)"[^>]*>[^<]*<small>(\d+)<', page)
    )
    assert counts == {"yes": "1", "no": "0", "not-stated": "1"}


def test_what_no_place_has_or_states_is_asked_only_if_the_address_asks(client):
    make_apartment(furnished=True, pets=None)
    make_apartment(furnished=None, pets=None)

    def asked(address):
        return re.findall(
            r"name=(furnished|pets) [^>]*value=\"([^\"]+)", get(client, address).text
        )

    furnished = [("furnished", "yes"), ("furnished", "not-stated")]
    assert asked("/en/apartments/") == furnished
    assert asked("/en/apartments/?pets=no") == [
        ("pets", "no"),
        ("pets", "not-stated"),
        *furnished,
    ]


def test_a_combination_with_no_result_offers_the_nearest_wider_ones(client):
    for _turn in range(3):
        make_apartment(apartment_kind="villa_compound", pets=False, district="shunyi")
    make_apartment(apartment_kind="talent_apartment", pets=True, district="shunyi")

    response = get(client, "/en/apartments/?kind=villa_compound&pets=yes&district=shunyi")

    assert "Nothing matches all of these filters" in response.text
    assert [(offer["label"], offer["count"]) for offer in response.context["wider"]] == [
        ("Without “Takes pets: Yes”", 3),
        ("Without “Kind: Villa compound”", 1),
    ]
    for offer in response.context["wider"]:
        assert len(names_on(get(client, offer["href"]))) == offer["count"]
    assert 'href="/en/apartments/">Clear all filters (4)' in response.text


def test_where_no_single_filter_is_to_blame_each_is_offered_alone(client):
    make_apartment(pets=True, furnished=None, apartment_kind="villa_compound")
    make_apartment(furnished=True, pets=None, apartment_kind="villa_compound")

    response = get(client, "/en/apartments/?pets=yes&furnished=yes&kind=talent_apartment")

    assert [(offer["label"], offer["count"]) for offer in response.context["wider"]] == [
        ("Only “Takes pets: Yes”", 1),
        ("Only “Furnished: Yes”", 1),
    ]


def test_an_empty_portal_says_so_and_offers_nothing(client):
    response = get(client, "/en/schools/")

    assert response.context["wider"] == []
    assert "Nothing is listed here yet" in response.text


def test_a_page_that_the_list_does_not_have_is_not_found(client):
    for _turn in range(25):
        make_school()

    assert len(names_on(get(client, "/en/schools/?page=2"))) == 1
    assert client.get("/en/schools/?page=3").status_code == 404
    assert len(names_on(get(client, "/en/schools/?page=nonsense"))) == 24


def test_the_other_language_keeps_filters_order_and_page(client):
    for n in range(26):
        make_apartment(name_en=f"Home {n:02}", pets=True)

    page = get(client, "/en/apartments/?pets=yes&order=rent&page=2").text

    other = "/zh-hans/apartments/?pets=yes&amp;order=rent&amp;page=2"
    assert f'href="{other}"' in page
    assert len(names_on(get(client, other.replace("&amp;", "&")))) == 2


def test_chosen_filters_can_be_undone_one_by_one(client):
    make_apartment(pets=True, furnished=True)

    response = get(client, "/en/apartments/?pets=yes&pets=no&furnished=yes")

    assert [(chip["label"], chip["href"]) for chip in response.context["chips"]] == [
        ("Takes pets: Yes", "/en/apartments/?pets=no&furnished=yes"),
        ("Takes pets: No", "/en/apartments/?pets=yes&furnished=yes"),
        ("Furnished: Yes", "/en/apartments/?pets=yes&pets=no"),
    ]


def test_order_and_view_are_kept_when_the_filters_change(client):
    make_apartment()

    page = get(client, "/en/apartments/?order=rent&view=map").text

    assert '<input type="hidden" name="order" value="rent">' in page
    assert '<input type="hidden" name="view" value="map">' in page


def test_script_puts_the_question_in_short_into_the_address_bar(client):
    make_school(age_min=3, age_max=18)

    response = client.get(
        "/en/schools/?age=&stage=&x=1&boarding=not-stated", headers={"HX-Request": "true"}
    )

    assert response.headers["HX-Push-Url"] == "/en/schools/?boarding=not-stated"
    assert "HX-Request" in response.headers["Vary"]


def test_the_map_is_told_only_what_is_known(client):
    make_apartment(name_en="Somewhere")
    make_apartment(
        name_en="By the metro",
        latitude=39.9,
        longitude=116.4,
        position_precision="metro",
        pets=True,
    )

    page = BeautifulSoup(get(client, "/en/apartments/?view=map&pets=yes").text, "html.parser")
    told = get(client, "/en/apartments/map.json").json()["places"]

    assert page.select_one("[data-map]")["data-source"] == "/en/apartments/map.json?pets=yes"
    assert [(place["name"], place["precision"]) for place in told] == [
        ("By the metro", "metro")
    ]


def test_very_many_places_are_counted_for_the_map_by_squares(client, monkeypatch):
    monkeypatch.setattr(views, "MOST_MARKS", 2)
    for latitude in (39.901, 39.903, 40.1):
        at = {"latitude": latitude, "longitude": 116.401, "position_precision": "street"}
        make_apartment(**at)

    told = get(client, "/en/apartments/map.json").json()

    assert told["places"] == []
    assert sorted((cell["number"], cell["lat"]) for cell in told["cells"]) == [
        (1, 40.1),
        (2, 39.902),
    ]


def test_what_the_map_draws_is_moved_into_the_datum_of_the_operators_tiles(client, settings):
    make_apartment(latitude=39.997, longitude=116.475, position_precision="street")
    make_station(latitude=39.997, longitude=116.475)
    settings.MAP_TILES = {
        "url": "https://tiles.example/{z}/{x}/{y}.png",
        "datum": "gcj02",
        "credit": "Tiles: Example, GS(2026)1",
    }

    page = get(client, "/en/apartments/?view=map")
    place = get(client, "/en/apartments/map.json").json()["places"][0]
    station = get(client, "/metro/ground.json").json()["stations"][0]

    assert (place["lat"], place["lon"]) == (39.998298, 116.481111)
    assert (station["lat"], station["lon"]) == (39.998298, 116.481111)
    assert "Tiles: Example, GS(2026)1" in page.text
    assert 'data-tiles="https://tiles.example/{z}/{x}/{y}.png"' in page.text


def test_a_full_page_of_cards_weighs_little(client):
    communities = [make_community() for _turn in range(8)]
    for n in range(48):
        make_school(
            name_en="International Bilingual School of Beijing",
            name_zh_hans="北京国际双语学校",
            community=communities[n % 8],
            district=["chaoyang", "haidian", "shunyi", "xicheng"][n % 4],
            stages=["primary", "middle"],
            curricula=["ib_pyp", "ib_dp", "igcse", "a_level"],
            languages_of_instruction=["en", "zh"],
            age_min=3,
            age_max=18,
            tuition_min=150000,
            tuition_max=290000,
            tuition_year="2022-2023",
        )

    page = get(client, "/en/schools/")

    assert len(names_on(page)) == 24
    assert len(page.content) <= 25_000


def test_no_cookie_is_set_and_writing_is_refused(client):
    make_school(slug="one")

    for address in ("/en/schools/", "/en/schools/one/"):
        assert client.get(address).cookies == {}
        assert client.post(address).status_code == 405


# --- One place --------------------------------------------------------------------------


@kinds
@pytest.mark.parametrize("how_many", [1, 3])
def test_a_place_costs_the_same_whatever_lies_around(
    client, django_assert_num_queries, kind, how_many
):
    where = {"latitude": 39.99, "longitude": 116.47, "position_precision": "exact"}
    station = make_station(lines=[make_line() for _turn in range(how_many)])
    place = MAKERS[kind](community=make_community(), nearest_metro=station, **where)
    for _turn in range(how_many):
        as_published(make_apartment(**where))

    # The place with community and station, the station's lines, what is around.
    with django_assert_num_queries(3):
        response = get(client, place.get_absolute_url())

    assert len(response.context["nearby"]) == how_many


@kinds
def test_a_draft_is_nowhere(client, kind):
    place = MAKERS[kind](live=False)

    assert client.get(place.get_absolute_url()).status_code == 404


@kinds
def test_a_community_that_is_withdrawn_is_not_linked(client, kind):
    community = make_community(slug="hidden", name_en="Hidden", live=False)
    place = MAKERS[kind](community=community, address_en="1 Road", address_zh_hans="路1号")

    page = client.get(place.get_absolute_url()).text

    assert ("/communities/hidden/" in page, "Hidden" in page) == (False, False)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_both_names_and_the_chinese_address_are_always_there(client, language):
    school = make_school(
        name_en="Alder School",
        name_zh_hans="桤木学校",
        address_en="10 Anhua Street",
        address_zh_hans="北京市顺义区安华街10号",
    )
    with translation.override(language):
        page = get(client, school.get_absolute_url()).text

    first, second, code = {
        "en": ("Alder School", "桤木学校", "zh-Hans"),
        "zh-hans": ("桤木学校", "Alder School", "en"),
    }[language]
    assert re.search(rf"<h1>\s*{first}", page)
    assert f'<span class="second" lang="{code}">{second}</span>' in page
    assert (
        'lang="zh-Hans"><span class="address__name">桤木学校</span> 北京市顺义区安华街10号'
        in page
    )
    assert '<p class="address__other" lang="en">10 Anhua Street</p>' in page


def test_what_is_not_stated_is_not_on_the_page(client):
    page = get(client, make_apartment().get_absolute_url()).text

    terms = re.findall(r"<dt>([^<]+)</dt>", page)
    assert terms == ["Kind"]
    assert "Where it is" not in page
    assert "Within 2 km" not in page


def test_facts_carry_their_dates(client):
    apartment = make_apartment(
        rent_min=18000, rent_max=46000, rent_as_of="2018", bedrooms=[0, 3]
    )

    page = get(client, apartment.get_absolute_url()).text

    dated = "<span[^>]*>as of 2018, over a year ago</span>"
    assert re.search(f"<dt>Rent</dt><dd>¥18,000–46,000 a month {dated}", page)
    assert "<dd>Studio to 3 bedrooms</dd>" in page


def test_a_position_known_by_its_station_only_is_no_pin(client):
    station = make_station(name_en="Jiangtaixi", name_zh_hans="将台西")
    hospital = make_hospital(
        latitude=39.97,
        longitude=116.47,
        position_precision="metro",
        nearest_metro=station,
    )

    page = get(client, hospital.get_absolute_url())

    assert "We only know that it is near Jiangtaixi station." in page.text
    assert [mark["precision"] for mark in page.context["marks"]] == ["metro"]
    assert page.context["structured"]["geo"] is None
    assert f'href="{station.get_absolute_url()}"' in page.text


def test_distances_from_a_station_say_so(client):
    as_published(
        make_school(
            name_en="Around", latitude=39.98, longitude=116.47, position_precision="metro"
        )
    )
    apartment = make_apartment(latitude=39.99, longitude=116.47, position_precision="exact")

    page = get(client, apartment.get_absolute_url()).text

    assert re.search(r"School ·\s+about 1\.1 km\s", page)
    assert "“About”: only the nearest metro station is known" in page


def test_a_station_is_near_a_place_without_being_listed_among_places(client):
    where = {"latitude": 39.97, "longitude": 116.47}
    as_published(make_station(name_en="Jiangtaixi", **where))
    hospital = make_hospital(**where, position_precision="exact")

    assert get(client, hospital.get_absolute_url()).context["nearby"] == []


def test_machines_are_told_what_kind_of_place_it_is(client):
    types = {
        make_apartment(): "ApartmentComplex",
        make_school(): "School",
        make_hospital(hospital_kind="clinic"): "MedicalClinic",
        make_hospital(hospital_kind="public_hospital"): "Hospital",
    }
    for place, expected in types.items():
        page = get(client, place.get_absolute_url()).text
        told = [
            json.loads(text)
            for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        ]
        assert [data["@type"] for data in told] == [expected, "BreadcrumbList"]
        assert told[0]["alternateName"] == place.name_zh_hans


def test_a_phone_number_can_be_dialled(client):
    school = make_school(phone="+86 10 8149 2345 ext. 1047")

    page = get(client, school.get_absolute_url()).text

    assert 'href="tel:+861081492345;ext=1047"' in page


@kinds
def test_a_kind_has_its_address_and_its_places_lie_below_it(kind):
    assert reverse(f"{kind}:index") == f"/en/{kind}/"
    assert MAKERS[kind](slug="one").get_absolute_url() == f"/en/{kind}/one/"


@kinds
def test_where_no_community_and_no_district_is_known_the_kind_stands_alone(client, kind):
    place = MAKERS[kind]()

    page = get(client, f"/en/{kind}/{place.slug}/")

    eyebrow = re.search(r'class="banner__eyebrow">([^<]*)<', page.text)[1]
    assert "·" not in eyebrow


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_map_is_told_all_places_of_the_list_in_as_many_queries(
    client, django_assert_num_queries, how_many
):
    at = {"latitude": 39.9, "longitude": 116.4, "position_precision": "street"}
    community = make_community()
    for _turn in range(how_many):
        make_apartment(community=community, pets=True, **at)
    make_apartment(community=community, pets=False, **at)
    get(client, "/en/apartments/")  # the names of the communities are kept

    with django_assert_num_queries(2):
        told = get(client, "/en/apartments/map.json?pets=yes").json()

    assert [place["lattice"] for place in told["places"]] == [community.lattice] * how_many
