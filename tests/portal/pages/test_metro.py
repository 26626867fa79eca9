"""The pages of the metro, and the ground that maps are drawn on."""

import pytest
from django.urls import reverse

from portal.models import MetroTransfer
from portal.search import index
from tests import tables
from tests.factories import make_apartment, make_line, make_school, make_station

pytestmark = pytest.mark.django_db

TRAINS = [{"from": "wangjing", "towards": "guanzhuang", "time": "05:09"}]


def make_network(**fields):
    """Make Line 14 from Wangjing to Guanzhuang, with Dawanglu between them."""
    slugs = ["wangjing", "dawanglu", "guanzhuang"]
    line = make_line(
        **{
            "slug": "line-14",
            "name_en": "Line 14",
            "name_zh_hans": "14号线",
            "branches": [slugs],
            "segments": [
                {"from": "wangjing", "to": "dawanglu", "metres": 900, "seconds": 115},
                {"from": "dawanglu", "to": "guanzhuang", "metres": 900, "seconds": 150},
            ],
            "first_train": TRAINS,
            "last_train": [TRAINS[0] | {"time": "23:10"}],
        }
        | fields
    )
    names = zip(
        slugs,
        ["Wangjing", "Dawang Road", "Guanzhuang"],
        ["望京", "大望路", "管庄"],
        strict=True,
    )
    return line, {
        slug: make_station(
            slug=slug,
            name_en=english,
            name_zh_hans=chinese,
            lines=[line],
            longitude=116.4 + n / 10,
        )
        for n, (slug, english, chinese) in enumerate(names)
    }


def get(client, name, language="en", **kwargs) -> str:
    path = reverse(name, kwargs=kwargs or None).replace("/en/", f"/{language}/", 1)
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_line_shows_its_stations_in_running_order(client):
    make_network()

    page = get(client, "metro:line", slug="line-14")

    assert page.index(">Wangjing<") < page.index(">Dawang Road<") < page.index(">Guanzhuang<")
    assert '<span class="second" lang="zh-Hans">大望路</span>' in page
    assert "05:09–23:10 from Wangjing towards Guanzhuang" in page
    assert "a train every 2 min" in page
    assert 'href="/en/metro/lines/line-14/"' in get(client, "metro:index")


def test_a_circle_says_which_way_round(client):
    make_network(
        loop=True,
        first_train=[{"from": "wangjing", "direction": "anticlockwise", "time": "05:09"}],
        last_train=[{"from": "wangjing", "direction": "anticlockwise", "time": "22:59"}],
    )

    page = get(client, "metro:line", slug="line-14")

    assert "05:09–22:59 from Wangjing, anticlockwise" in page
    assert "runs in a circle" in page


def test_a_station_shows_the_next_ones_with_the_minutes(client):
    make_network()

    page = get(client, "metro:detail", slug="dawanglu")

    second = '</a> <span class="second" lang="zh-Hans">'
    assert f'>Wangjing{second}望京</span> <span class="tag">2 min</span>' in page
    assert f'>Guanzhuang{second}管庄</span> <span class="tag">2.5 min</span>' in page


def test_a_train_that_runs_one_way_only_leads_nowhere_back(client):
    make_network(
        segments=[
            {"from": "wangjing", "to": "dawanglu", "metres": 9, "seconds": 60, "one_way": True}
        ]
    )

    assert "/en/metro/dawanglu/" in get(client, "metro:detail", slug="wangjing")
    assert "/en/metro/wangjing/" not in get(client, "metro:detail", slug="dawanglu")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"seconds": 90}, "1.5 min"),
        ({"seconds": 0}, "across the platform"),
        ({"seconds": 30, "seconds_range": [0, 60]}, "0 to 1 min, depending on the direction"),
        ({"seconds": 480, "out_of_station": True}, "out of the gates and along the street"),
    ],
)
def test_a_change_says_how_long_the_walk_is(client, fields, words):
    line, stations = make_network()
    MetroTransfer.objects.create(
        station=stations["wangjing"], from_line=line, to_line=make_line(), **fields
    )

    assert words in get(client, "metro:detail", slug="wangjing")


def test_a_change_to_a_station_of_another_name_leads_there(client):
    line, stations = make_network()
    MetroTransfer.objects.create(
        station=stations["wangjing"], to_station=stations["guanzhuang"],
        from_line=line, to_line=make_line(), seconds=600, out_of_station=True,
    )  # fmt: skip

    page = get(client, "metro:detail", slug="wangjing")

    assert '<a href="/en/metro/guanzhuang/">at Guanzhuang</a>' in page


def test_an_older_spelling_and_the_places_around_stand_on_the_page(client):
    station = make_station(also_en=["Wang Jing"])
    near = {"latitude": station.latitude, "longitude": station.longitude}
    school = make_school(**near, position_precision="exact")
    index.refresh(school)

    page = get(client, "metro:detail", slug=station.slug)

    assert "Wang Jing" in page
    assert f'href="{school.get_absolute_url()}"' in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", ["index", "line", "detail"])
def test_openstreetmap_and_the_other_sources_are_named(client, language, page):
    make_network()
    slugs = {"detail": {"slug": "wangjing"}, "line": {"slug": "line-14"}}
    kwargs = slugs.get(page, {})

    text = get(client, f"metro:{page}", language, **kwargs)

    licence = {
        "en": ", Open Database License 1.0;",
        "zh-hans": "，开放数据库许可 1.0（ODbL）；",
    }
    assert f"© OpenStreetMap contributors</a>{licence[language]}" in text
    assert "Beijing-Subway-Tools" in text


def test_the_chinese_page_speaks_chinese(client):
    make_network()

    page = get(client, "metro:detail", "zh-hans", slug="dawanglu")

    assert "相邻车站" in page
    assert "2分钟" in page
    assert '<span class="second" lang="en">Wangjing</span>' in page


def test_a_station_that_is_not_there_is_not_found(client):
    assert client.get("/en/metro/atlantis/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_index_costs_two_queries(client, number, django_assert_num_queries):
    for _ in range(number):
        line = make_line()
        line.branches = [[make_station(lines=[line]).slug]]
        line.save()

    with django_assert_num_queries(2):
        client.get(reverse("metro:index"))


def test_a_line_shows_where_one_changes(client):
    _line, stations = make_network()
    stations["wangjing"].lines.add(make_line(slug="line-15", name_en="Line 15"))

    page = get(client, "metro:line", slug="line-14")

    assert page.count('href="/en/metro/lines/line-15/"') == 1
    assert page.count('href="/en/metro/lines/line-14/"') == 0
    assert client.get("/en/metro/lines/line-99/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_line_costs_three_queries(client, number, django_assert_num_queries):
    line = make_line()
    line.branches = [[make_station(lines=[line, make_line()]).slug for _ in range(number)]]
    line.save()

    with django_assert_num_queries(3):
        client.get(line.get_absolute_url())


def test_the_names_of_all_stations_come_in_both_languages(client):
    make_network()

    answer = client.get("/metro/names.json")

    assert answer.json() == [
        ["Dawang Road", "大望路"],
        ["Guanzhuang", "管庄"],
        ["Wangjing", "望京"],
    ]
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("number", [1, 3])
def test_a_station_costs_five_queries(client, number, django_assert_num_queries):
    line, stations = make_network()
    station = stations["wangjing"]
    for _ in range(number):
        home = make_apartment(
            latitude=station.latitude, longitude=station.longitude, position_precision="exact"
        )
        index.refresh(home)
        MetroTransfer.objects.create(
            station=station, from_line=line, to_line=make_line(), seconds=60
        )

    with django_assert_num_queries(5):
        client.get(reverse("metro:detail", kwargs={"slug": "wangjing"}))


def test_the_ground_of_maps_holds_every_line_and_station_in_sixty_kilobytes(loaded, client):
    tables.read(loaded / "pack")

    answer = client.get("/metro/ground.json")

    data = answer.json()
    assert len(answer.content) < 60_000
    assert (len(data["lines"]), len(data["stations"])) == (28, 423)
    circle = next(line for line in data["lines"] if line["sign"] == "2")
    assert circle["points"][0][0] == circle["points"][0][-1]
    assert data["stations"][0].keys() == {"slug", "name_en", "name_zh_hans", "lat", "lon"}
    assert "Cookie" not in answer.headers.get("Vary", "")
