"""What is near: the same for a station, a place and where one stands, which nobody keeps."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from portal.getting_around import near
from portal.search import index
from portal.search.models import SearchEntry
from tests.factories import (
    make_apartment,
    make_community,
    make_hospital,
    make_school,
    make_station,
)

pytestmark = pytest.mark.django_db

# 0.009 degrees to the north are a kilometre, which one walks in 15 minutes.
HERE = {"latitude": 39.99, "longitude": 116.47}


@pytest.fixture(autouse=True)
def no_network_kept():
    cache.clear()


@pytest.fixture
def around():
    station = make_station(slug="wangjing", name_en="Wangjing", name_zh_hans="望京", **HERE)

    def at(north: float, precision="exact") -> dict:
        return HERE | {"latitude": 39.99 + north, "position_precision": precision}

    things = [
        station,
        make_school(slug="oak", name_en="Oak School", **at(0.004)),
        make_hospital(slug="elm", name_en="Elm Clinic", **at(0.0085)),
        make_apartment(name_en="Far Homes", **at(0.017)),
        make_apartment(name_en="Homes by the station", **at(0, "metro")),
    ]
    index.refresh_many(things)


def ask(client, query: str):
    response = client.get(f"/en/near/?{query}")
    assert response.status_code == 200
    return response


def titles(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [each.get_text() for each in page.select(".entry__title")]


def test_what_lies_within_a_walk_of_a_station_comes_nearest_first(client, around):
    fifteen, thirty = ask(client, "place=wangjing"), ask(client, "place=wangjing&walk=30")

    assert titles(fifteen) == ["Homes by the station", "Oak School", "Elm Clinic"]
    assert titles(thirty) == [*titles(fifteen), "Far Homes"]
    assert "440 m · 7 min on foot" in " ".join(fifteen.text.split())
    assert "a fifth more for the way along the streets" in fifteen.text


def test_a_station_does_not_list_itself(client, around):
    index.refresh(make_station(slug="futong", **HERE | {"latitude": 39.995}))

    response = ask(client, "place=wangjing")

    assert [each.slug for each, _minutes in response.context["near_stations"]] == ["futong"]


def test_a_place_is_not_near_itself_and_kinds_are_counted(client, around):
    response = ask(client, "place=schools/oak&kind=hospitals")

    assert titles(response) == ["Elm Clinic"]
    assert [(each["label"], each["number"]) for each in response.context["kinds"]] == [
        ("Everything", 2),
        ("Apartments", 1),
        ("Hospitals and clinics", 1),
    ]
    assert response.context["near_stations"][0][0].slug == "wangjing"


@pytest.mark.parametrize(
    ("kind", "nearest"),
    [
        ("", "Homes by the station"),
        ("hospitals", "Elm Clinic"),
        ("apartments", "Homes by the station"),
    ],
)
def test_of_much_the_nearest_of_the_chosen_kind_are_shown(
    client, around, monkeypatch, kind, nearest
):
    monkeypatch.setattr(near, "MOST", 1)

    response = ask(client, f"place=wangjing&walk=30&kind={kind}")

    assert titles(response) == [nearest]
    assert ("these are the nearest 1." in response.text) is (kind != "hospitals")
    assert [each["number"] for each in response.context["kinds"]] == [4, 2, 1, 1]


def test_where_a_reader_stands_is_kept_by_nobody(client, around):
    response = ask(client, "at=39.990,116.470")

    assert titles(response) == ["Homes by the station", "Oak School", "Elm Clinic"]
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.context["walks"][0][1] == "/en/near/?at=39.990,116.470&walk=10"


@pytest.mark.parametrize("at", ["39.9901234,116.4701234", "51.500,000.120", "x", "40,116"])
def test_an_exact_position_or_one_elsewhere_is_not_read(client, around, at):
    response = ask(client, f"at={at}")

    assert titles(response) == []
    assert "This position is not in Beijing." in response.text


def test_a_name_that_nothing_bears_gets_an_answer(client, around):
    assert "We do not know a station or place of this name." in ask(client, "place=xyzzy").text
    assert titles(ask(client, "place=%E6%9C%9B%E4%BA%AC")) != []


def test_another_place_keeps_the_walk_and_the_kind(client, around):
    # The one and the other are also called so.
    SearchEntry.objects.filter(kind__in=["schools", "hospitals"]).update(names=["tree"])

    response = ask(client, "place=Tree&walk=30&kind=hospitals")

    page = BeautifulSoup(response.content, "html.parser")
    hidden = {
        each["name"]: each["value"] for each in page.select("form.near-form [type=hidden]")
    }
    offers = [each["href"] for each in page.select("#near-place-error a")]
    assert hidden == {"walk": "30", "kind": "hospitals"}
    assert offers == [
        f"/en/near/?place={key}&walk=30&kind=hospitals"
        for key in ("schools/oak", "hospitals/elm")
    ]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_costs_the_same_whatever_is_near(client, django_assert_num_queries, how_many):
    make_station(slug="wangjing", **HERE)
    community = make_community()
    here = HERE | {"position_precision": "exact", "community": community}
    index.refresh_many([make_school(**here) for _turn in range(how_many)])
    ask(client, "place=wangjing")  # the network is kept

    # What is near, and how much of each kind.
    with django_assert_num_queries(2):
        ask(client, "place=wangjing")


@pytest.mark.browser
def test_a_press_asks_the_device_and_goes_on_with_a_rounded_position(
    open_page, transactional_db, around
):
    window = open_page("/en/near/?walk=30", width=360)
    window.context.grant_permissions(["geolocation"])
    window.context.set_geolocation({"latitude": 39.990123, "longitude": 116.470456})

    window.get_by_role("button", name="Near me").click()
    window.wait_for_url("**/near/?at=39.990,116.470&walk=30")

    assert window.locator(".entry__title").first.text_content() == "Homes by the station"


@pytest.mark.browser
def test_without_script_a_station_is_chosen_instead(open_page, transactional_db, around):
    window = open_page("/zh-hans/near/", width=360, script=False)

    assert window.get_by_role("button", name="我附近").count() == 0
    window.locator("#near-place").fill("望京")
    window.get_by_role("button", name="查看附近").click()
    window.wait_for_url("**/near/?place=*")

    assert window.locator(".entry__title").count() == 3
