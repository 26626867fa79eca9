"""The page that tells how long one takes by metro."""

import pytest
from django.urls import reverse

from portal.models import MetroStation
from portal.search import index
from tests.factories import make_community, make_line, make_metro, make_school

pytestmark = pytest.mark.django_db

WANGJING, FUTONG, GUANZHUANG = STOPS = (
    ("Wangjing", "望京"),
    ("Futong", "阜通"),
    ("Guanzhuang", "管庄"),
)


@pytest.fixture(autouse=True)
def line():
    line = make_metro(*STOPS, name_en="Line 14", name_zh_hans="14号线")
    index.refresh_many(MetroStation.objects.prefetch_related("lines"))
    return line


def page_for(client, language="en", **asked) -> str:
    answer = client.get(f"/{language}/metro/journey/", asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_way_is_told_with_minutes_stops_and_direction(client):
    page = page_for(client, start="wangjing", end="guanzhuang")

    assert "<b>About 21 minutes</b>" in page
    assert "Train towards Guanzhuang. 2 stops, 20 min, and about 1 min of waiting." in page
    assert 'href="/en/metro/journey/?start=guanzhuang&amp;end=wangjing"' in page


def test_the_way_is_told_in_chinese(client):
    page = page_for(client, "zh-hans", start="wangjing", end="guanzhuang")

    assert "<b>约21分钟</b>" in page
    assert "乘往管庄方向的列车。 2站，行驶20分钟，候车约1分钟。" in page
    assert "有一半误差在10%以内：不换乘的在7%以内，需要换乘的在20%以内" in page


@pytest.mark.parametrize(
    "words", ["Wangjing", "wang jing", "望京", "望京站", "wangjing", " WANGJING "]
)
def test_a_station_may_be_named_as_one_knows_it(client, words):
    assert "About 11 minutes" in page_for(client, start=words, end="Futong")


@pytest.mark.parametrize("words", ["\0", "schools/\0"])
def test_a_zero_byte_breaks_nothing(client, words):
    assert "<b>About" not in page_for(client, start=words, end="Futong")


def test_a_place_is_an_end_too_and_the_walk_to_it_counts(client):
    school = make_school(
        name_en="North School", latitude=39.99, longitude=116.31, position_precision="street"
    )
    index.refresh(school)

    page = page_for(client, start="futong", end=f"schools/{school.slug}")

    assert "About 24 minutes" in page
    assert "Walk to North School, about 13 min" in page
    assert "Walk to North School, about 13 min" in page_for(
        client, start="futong", end="North School"
    )


def test_what_lies_near_is_walked_to(client):
    school = make_school(latitude=39.995, longitude=116.3, position_precision="street")
    index.refresh(school)

    page = page_for(client, start="wangjing", end=f"schools/{school.slug}")

    assert "About 8 minutes" in page
    assert "on foot" in page


def test_a_place_that_is_only_near_a_station_says_that_the_walk_is_not_counted(client):
    school = make_school(latitude=39.99, longitude=116.3, position_precision="metro")
    index.refresh(school)

    page = page_for(client, start="futong", end=f"schools/{school.slug}")

    assert "the walk from there is not counted" in page


def test_where_there_is_no_station_the_metro_does_not_lead(client):
    community = make_community(latitude=40.5, longitude=116.6, position_precision="street")
    index.refresh(community)

    page = page_for(client, start="wangjing", end=f"communities/{community.slug}")

    assert "no metro station within 2 km" in page


def test_a_word_that_is_no_name_finds_those_that_are_like_it(client):
    page = page_for(client, start="Guanzhaung", end="futong")

    assert "Which of these?" in page
    assert 'href="/en/metro/journey/?end=futong&amp;start=guanzhuang"' in page


@pytest.mark.parametrize("asked", ["zzzzqq", "schools/none", "a/b/c", "%00<script>"])
def test_nonsense_is_no_end(client, asked):
    page = page_for(client, start=asked, end="futong")

    assert "We do not know a station or place of this name." in page


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_costs_the_same_however_many_lines_there_are(
    client, django_assert_num_queries, how_many
):
    for _turn in range(how_many):
        make_line()

    with django_assert_num_queries(6):
        client.get(reverse("getting_around:index"), {"start": "Wang jing", "end": "Futong"})


def test_the_network_is_read_once_for_each_version_of_the_content(
    client, django_assert_num_queries
):
    client.get(reverse("getting_around:index"))

    with django_assert_num_queries(0):
        client.get(reverse("getting_around:index"), {"start": "wangjing", "end": "futong"})
