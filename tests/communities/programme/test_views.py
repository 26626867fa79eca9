"""The programme's pages show what sources tell, and say what is not public."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.search import index
from tests.addresses import address
from tests.factories import (
    make_community,
    make_date,
    make_event,
    make_platform,
    make_project,
    make_scenario,
    make_school,
    make_score,
    make_series,
)

pytestmark = pytest.mark.django_db

MAKERS = {
    "scenarios": make_scenario,
    "projects": make_project,
    "platforms": make_platform,
    "series": make_series,
}


# --- The whole ------------------------------------------------------------------


def test_scenarios_stand_in_their_order_and_things_under_their_kinds(client):
    second, first = make_scenario(number=2), make_scenario(number=1)
    done = make_project(project_kind="construction", status="completed")
    begun = make_project(project_kind="construction", status="under_way")
    plan = make_project(project_kind="planning")
    site = make_platform(platform_kind="service_site")

    make_project(project_kind="planning", live=False)

    context = client.get(address("programme:index")).context
    projects = client.get(address("projects:index")).context["groups"]
    platforms = client.get(address("platforms:index")).context["groups"]

    assert list(context["scenarios"]) == [first, second]
    assert context["projects"] == [("planning", 1), ("construction", 2)]
    assert context["platforms"] == [("service_site", 1)]
    assert projects == [("planning", [plan]), ("construction", [begun, done])]
    assert platforms == [("service_site", [site])]


def test_series_stand_by_the_month_they_are_usually_held_in(client):
    any_time, july = make_series(), make_series(usual_month=7)
    march = make_series(usual_month=3)

    response = client.get(address("programme:index"))

    assert response.context["series"] == [march, july, any_time]
    assert "Usually in March" in response.text
    assert "通常在3月举办" in client.get(address("programme:index", "zh-hans")).text


def test_it_says_plainly_that_the_smaller_indicators_are_not_public(client):
    make_scenario()

    assert "33 medium ones and 115 minor ones" in client.get(address("programme:index")).text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_whole_costs_the_same_however_much_there_is(
    client, django_assert_num_queries, how_many
):
    for number in range(how_many):
        community = make_community()
        make_scenario(number=number + 1)
        make_project(community=community)
        make_platform(community=community)
        make_series()

    with django_assert_num_queries(4):
        client.get(address("programme:index"))
    for kind in ("projects", "platforms"):
        with django_assert_num_queries(1):
            client.get(address(f"{kind}:index"))


# --- One of each ----------------------------------------------------------------


@pytest.mark.parametrize("kind", MAKERS)
def test_a_draft_is_on_no_list_and_has_no_page(client, kind):
    draft = MAKERS[kind](live=False, name_en="Not yet")
    MAKERS[kind]()

    listed = f"{kind}:index" if kind in ("projects", "platforms") else "programme:index"
    assert "Not yet" not in client.get(address(listed)).text
    assert client.get(address(f"{kind}:detail", slug=draft.slug)).status_code == 404


@pytest.mark.parametrize("kind", ["projects", "platforms"])
def test_a_community_that_is_withdrawn_is_not_linked(client, kind):
    community = make_community(slug="hidden", live=False)
    thing = MAKERS[kind](community=community)

    page = client.get(address(f"{kind}:detail", slug=thing.slug)).text

    assert "/communities/hidden/" not in page


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    ("language", "first", "second"), [("en", "Green", "绿"), ("zh-hans", "绿", "Green")]
)
def test_both_names_stand_at_the_head(client, kind, language, first, second):
    thing = MAKERS[kind](name_en="Green", name_zh_hans="绿")

    page = client.get(address(f"{kind}:detail", language, slug=thing.slug)).text

    assert f"<h1>{first}</h1>" in page
    assert f'">{second}</span>' in page.partition("</h1>")[2].partition("</header>")[0]


def test_a_scenario_without_public_indicators_says_so(client):
    page = client.get(make_scenario().get_absolute_url()).text

    assert "No public source lists those of this scenario" in page


def test_a_scenario_shows_the_indicators_that_are_public(client):
    scenario = make_scenario()
    scenario.indicators.create(
        code="1.1", name_en="Homes", name_zh_hans="住房", level="medium", binding=False
    )
    scenario.save()

    page = client.get(scenario.get_absolute_url()).text

    assert "Homes" in page
    assert "expected" in page
    assert "No public source" not in page


def test_a_project_shows_its_dates_as_exactly_as_they_are_known(client):
    project = make_project(started="2020-10", status="under_way")

    assert "October 2020" in client.get(project.get_absolute_url()).text
    assert (
        "2020年10月"
        in client.get(address("projects:detail", "zh-hans", slug=project.slug)).text
    )


def test_a_platform_shows_its_chinese_address_to_the_driver(client):
    platform = make_platform(address_en="1 Road", address_zh_hans="路1号")

    page = client.get(platform.get_absolute_url()).text

    assert "路1号" in page.partition('lang="zh-Hans"><span class="address__name">')[2]


def test_a_platform_of_unknown_address_has_no_card_for_the_driver(client):
    assert 'class="address"' not in client.get(make_platform().get_absolute_url()).text


def test_a_platform_shows_what_is_around_it_and_never_itself(client):
    position = {"latitude": 39.99, "longitude": 116.47, "position_precision": "exact"}
    platform, school = make_platform(**position), make_school(**position)
    index.refresh_many([platform, school])

    nearby = client.get(platform.get_absolute_url()).context["nearby"]

    assert [(entry.slug, entry.kind_name) for entry in nearby] == [(school.slug, "School")]


def test_a_series_shows_its_editions_from_the_latest_and_what_comes_next(client):
    series = make_series()
    for year in (2021, 2023, 2022):
        series.editions.create(year=year, first_day=f"{year}-08-26", last_day=f"{year}-08-28")
    series.save()
    coming = make_date(event=make_event(series=series))
    make_date(event=make_event(series=series), starts_at=timezone.now() - dt.timedelta(days=7))
    make_date(event=make_event(series=series, live=False))
    make_date()

    response = client.get(series.get_absolute_url())

    assert [edition.year for edition in response.context["editions"]] == [2023, 2022, 2021]
    assert list(response.context["dates"]) == [coming]
    assert "26–28 August 2023" in response.text


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(
    ("kind", "queries"), [("scenarios", 4), ("projects", 1), ("platforms", 1), ("series", 3)]
)
def test_a_page_costs_the_same_however_long_it_is(
    client, django_assert_num_queries, kind, queries, how_many
):
    thing = MAKERS[kind]()
    for number in range(how_many):
        if kind == "scenarios":
            thing.indicators.create(
                code=f"1.{number}", name_en="A", name_zh_hans="甲", level="minor"
            )
            make_score(scenario=thing)
        if kind == "series":
            thing.editions.create(year=2020 + number)
            make_date(event=make_event(series=thing))
    thing.save()

    with django_assert_num_queries(queries):
        client.get(address(f"{kind}:detail", slug=thing.slug))
