"""Which community suits us? The page that asks, and answers in order."""

import pytest
from bs4 import BeautifulSoup

from portal.models import MetroStation
from portal.search import index
from tests.factories import (
    make_apartment,
    make_community,
    make_hospital,
    make_metro,
    make_school,
)

pytestmark = pytest.mark.django_db

STOPS = (("Wangjing", "望京"), ("Futong", "阜通"), ("Guanzhuang", "管庄"))
SOURCES = [
    {
        "type": "source",
        "value": {"title": "Page", "publisher": "School", "read_on": "2026-11-20"},
    }
]


def at(stop: int, precision="street") -> dict:
    """Return the position of a stop of the metro that a test has made."""
    return {
        "latitude": 39.99,
        "longitude": 116.3 + stop * 0.117,
        "position_precision": precision,
    }


@pytest.fixture
def north():
    return make_community(short_name_en="North", short_name_zh_hans="北区", **at(0))


@pytest.fixture
def east():
    return make_community(short_name_en="East", short_name_zh_hans="东区", **at(1))


@pytest.fixture
def metro():
    line = make_metro(*STOPS, seconds=1200, name_en="Line 14", name_zh_hans="14号线")
    index.refresh_many(MetroStation.objects.prefetch_related("lines"))
    return line


def ask(client, language="en", **answers) -> BeautifulSoup:
    answer = client.get(f"/{language}/match/", answers)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html5lib")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


def order(page) -> list[str]:
    return [each.get_text() for each in page.select(".match__name a")]


def part(page, label: str, community: int = 0) -> str:
    """Return what one part of a community's score says."""
    parts = page.select(".match__community")[community].select(".match__part")
    return next(words(each) for each in parts if words(each).startswith(label))


def behind(client, page, label: str, community: int = 0) -> str:
    """Follow the link to what is behind a community's points; return what one part says."""
    link = page.select(".match__behind")[community]["href"]
    answer = client.get(link)
    assert answer.status_code == 200
    return part(BeautifulSoup(answer.content.decode(), "html5lib"), label)


def test_nothing_is_scored_before_anything_is_asked(client, north):
    page = ask(client)

    assert order(page) == []
    assert "will appear here in order" in words(page)


def test_the_nearest_to_work_comes_first_and_says_why(client, metro, north, east):
    page = ask(client, work="Futong")

    assert order(page) == ["East", "North"]
    assert part(page, "Way to work").startswith("Way to work 100 of 100")
    assert "About 21 minutes by metro and on foot from Futong Line 14" in part(
        page, "Way to work", 1
    )
    assert "timetable of 3 August 2026" in part(page, "Way to work", 1)
    assert "Best match for these answers: East" in words(page)


def test_a_community_may_be_the_place_of_work(client, metro, north, east):
    index.refresh_many([north, east])

    assert order(ask(client, work="北区")) == ["North", "East"]


def test_each_child_needs_a_school_of_its_own(client, north, east):
    make_school(
        name_en="Both", community=north, age_min=3, age_max=18,
        curricula=["ib_pyp", "ib_dp"], sources=SOURCES,
    )  # fmt: skip
    make_school(name_en="Small", community=east, age_min=3, age_max=11, curricula=["ib_pyp"])

    page = ask(client, age=["5", "16"], curriculum=["ib_pyp", "ib_dp"], weight_hospitals="0")

    assert order(page) == ["North", "East"]
    schools = behind(client, page, "Schools")
    assert "Age 5, IB Primary Years : 1 fits Both" in schools
    assert "Age 16, IB Diploma : 1 fits Both" in schools
    assert "Facts checked on 20 November 2026 or later" in words(page)
    assert "Age 16, IB Diploma : none listed within reach" in part(page, "Schools", 1)


def test_what_is_not_stated_is_no_no(client, north, east):
    make_school(name_en="Silent", community=north)
    make_school(name_en="Other", community=east, age_min=12, age_max=18)

    page = ask(client, age="5", curriculum="")

    assert order(page) == ["North", "East"]
    assert "1 may fit, not everything is stated Silent" in behind(client, page, "Schools")
    assert "none listed within reach" in part(page, "Schools", 1)


def test_a_place_close_by_counts_though_it_belongs_to_no_community(client, metro, north, east):
    make_hospital(name_en="Close", departments=["dentistry"], **at(0))

    page = ask(client, department="dentistry", weight_homes="0")

    assert order(page) == ["North", "East"]
    assert "Dentistry : 1 fits Close" in behind(client, page, "Hospitals and clinics")
    assert "21 min by metro and on foot" in behind(client, page, "Hospitals and clinics", 1)


def test_where_only_the_station_is_known_no_distance_from_it_is_told(client, metro, north):
    make_hospital(**at(0, precision="metro"))
    make_hospital(latitude=40.0, longitude=116.3, position_precision="street")

    page = ask(client, department="dentistry")
    hospitals = behind(client, page, "Hospitals and clinics")

    assert "near the same metro station may fit" in hospitals
    assert "0 min" not in hospitals
    assert "about 0 m" not in hospitals
    assert "1.1 km" in hospitals
    assert "about 1.1 km" not in hospitals


def test_rents_are_told_with_their_date_and_their_age(client, north):
    make_apartment(
        name_en="Old Rent", community=north, bedrooms=[2],
        rent_min=8_000, rent_max=9_000, rent_as_of="2013",
    )  # fmt: skip

    homes = behind(client, ask(client, rent="5000-10000", bedrooms="2"), "Homes")

    assert "¥5,000–10,000, 2 bedrooms : 1 fits Old Rent" in homes
    assert "¥8,000–9,000 a month, as of 2013, over a year ago" in homes


def test_weights_move_the_order_and_their_shares_are_told(client, metro, north, east):
    for _turn in range(3):
        make_school(community=north, age_min=3, age_max=18)

    near_work = ask(client, work="guanzhuang", age="5", weight_way="3", weight_schools="0")
    schooled = ask(client, work="guanzhuang", age="5", weight_way="0", weight_schools="3")

    assert order(near_work) == ["East", "North"]
    assert order(schooled) == ["North", "East"]
    assert part(schooled, "Schools").startswith("Schools 100 of 100")
    assert "Counts for 43%" in part(schooled, "Schools")
    assert "Counts for 0%" in part(schooled, "Way to work")


def test_a_community_without_metro_gets_no_points_and_one_without_position_is_left_out(
    client, metro, north
):
    make_community(
        short_name_en="Far", latitude=40.5, longitude=116.6, position_precision="street"
    )
    make_community(short_name_en="Unknown")

    page = ask(client, work="wangjing")

    assert order(page) == ["North", "Far", "Unknown"]
    assert "0 of 100" in part(page, "Way to work", 1)
    assert "No metro station within 2 km of the community." in part(page, "Way to work", 1)
    assert "not known, so not counted" in part(page, "Way to work", 2)


def test_those_with_equal_points_are_named_together(client, north, east):
    assert "Best match for these answers" not in words(ask(client, age="5"))

    for community in (north, east):
        make_school(community=community, age_min=3, age_max=18)

    assert ask(client, age="5").select_one("#match-status").get_text(strip=True) == (
        f"Best matches for these answers, with equal points: "
        f"{north.short_name_en}, {east.short_name_en}"
    )


def test_drafts_are_nowhere(client, north):
    make_school(name_en="Draft", community=north, live=False, age_min=3, age_max=18)
    hidden = make_community(name_en="Hidden", live=False)

    page = ask(client, age="5")

    assert order(page) == ["North"]
    assert "Draft" not in behind(client, page, "Schools")
    assert client.get(f"/en/match/{hidden.slug}/?age=5").status_code == 404


def test_the_list_behind_a_finding_asks_the_same(client, north):
    make_school(community=north, age_min=3, age_max=18)

    page = client.get(f"/en/match/{north.slug}/?age=5").content.decode()

    link = BeautifulSoup(page, "html5lib").select_one("a[href*='/schools/?']")
    assert link["href"] == (f"/en/schools/?age=5&age=not-stated&community={north.slug}")


def test_an_unknown_place_of_work_is_asked_back(client, metro, north):
    page = ask(client, work="Wangjign", age="7")

    assert page.select_one("#match-status").get_text(" ", strip=True) == (
        "“Wangjign” names no single station or place, so the way to work does not count."
    )
    assert page.select_one("details.match-answers").has_attr("open")
    assert page.select_one("#match-results a")["href"] == (
        "/en/match/?work=wangjing&age=7&curriculum="
    )
    assert page.select_one("#work-error a")["href"] == (
        "/en/match/?work=wangjing&age=7&curriculum="
    )


def test_the_page_speaks_chinese(client, metro, north, east):
    page = ask(client, "zh-hans", work="望京", age="5")

    assert order(page)[0] == "北区"
    assert "上班路程" in words(page)
    assert "5岁" in words(page)


def test_nothing_is_kept_of_a_visitor(client, north):
    answer = client.get("/en/match/", {"age": "5"})

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("nonsense", ["-1", "99", "five", "<b>", "not-stated"])
def test_what_is_no_answer_is_not_given(client, north, nonsense):
    page = ask(client, age=nonsense, rent=nonsense, weight_way=nonsense)

    assert order(page) == ["North"]
    assert page.select_one("#age-1")["value"] == ""


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_costs_the_same_however_many_places_there_are(
    client, metro, django_assert_num_queries, how_many
):
    for stop in range(how_many):
        community = make_community(**at(stop))
        make_school(community=community, age_min=3, age_max=18, sources=SOURCES)
        make_hospital(community=community, **at(stop))
        make_apartment(community=community, rent_min=1, rent_as_of="2026")

    answers = {"work": "wangjing", "age": ["5", "9"]}
    with django_assert_num_queries(8):
        client.get("/en/match/", answers)
    with django_assert_num_queries(4):  # the network is known by now
        client.get(f"/en/match/{community.slug}/", answers)
