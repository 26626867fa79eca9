"""The communities' pages gather what is public in each, and set them side by side."""

import pytest

from portal.search import index
from tests.addresses import address
from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_event,
    make_platform,
    make_project,
    make_school,
    make_score,
)

pytestmark = pytest.mark.django_db


def indexed(*things) -> None:
    """Put things into the search index, as publishing does."""
    index.refresh_many(thing for thing in things if thing.live)


# --- The list -------------------------------------------------------------------


def test_the_first_batch_stands_before_the_second(client):
    later, earlier = make_community(batch=2019), make_community(batch=2017)
    make_community(live=False)

    communities = client.get(address("communities:index")).context["communities"]

    assert list(communities) == [earlier, later]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    client, django_assert_num_queries, how_many
):
    for _turn in range(how_many):
        make_community()

    with django_assert_num_queries(1):
        client.get(address("communities:index"))


# --- One community --------------------------------------------------------------


def test_a_page_shows_a_few_places_of_each_kind_and_the_way_to_all_of_them(client):
    here, elsewhere = make_community(), make_community()
    homes = [make_apartment(community=here) for _turn in range(5)]
    school, far = make_school(community=here), make_school(community=elsewhere)
    indexed(*homes, school, far)

    sections = client.get(address("communities:detail", slug=here.slug)).context["places"]

    assert [
        (section["kind"], len(section["entries"]), str(section["link"]), section["href"])
        for section in sections
    ] == [
        ("apartments", 4, "All 5 homes", f"/en/apartments/?community={here.slug}"),
        ("schools", 1, "1 school", f"/en/schools/?community={here.slug}"),
    ]
    assert [entry.slug for entry in sections[1]["entries"]] == [school.slug]


def test_a_page_shows_only_what_is_public_and_its_own(client):
    here, elsewhere = make_community(), make_community()
    platform, project = make_platform(community=here), make_project(community=here)
    date = make_date(event=make_event(community=here))
    for community, live in ((here, False), (elsewhere, True)):
        make_platform(community=community, live=live)
        make_project(community=community, live=live)
        make_date(event=make_event(community=community, live=live))

    context = client.get(address("communities:detail", slug=here.slug)).context

    assert list(context["platforms"]) == [platform]
    assert list(context["projects"]) == [project]
    assert list(context["dates"]) == [date]


def test_a_community_in_preparation_has_no_page(client):
    draft = make_community(live=False)

    assert client.get(address("communities:detail", slug=draft.slug)).status_code == 404


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [("en", "Wangjing", "望京"), ("zh-hans", "望京", "Wangjing")],
)
def test_both_names_stand_at_the_head(client, language, first, second):
    community = make_community(name_en="Wangjing", name_zh_hans="望京")

    page = client.get(address("communities:detail", language, slug=community.slug)).text

    assert f"<h1>{first}</h1>" in page
    assert f'">{second}</span>' in page.partition("</h1>")[2].partition("</header>")[0]


def test_strengths_are_a_list_and_the_story_is_markdown(client):
    community = make_community(
        strengths_en="Schools\nMetro\n", description_en="Once **upon** a time."
    )

    page = client.get(address("communities:detail", slug=community.slug)).text

    assert "<li>Schools</li><li>Metro</li>" in page
    assert "<p>Once <strong>upon</strong> a time.</p>" in page


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_page_costs_the_same_however_much_belongs_to_it(
    client, django_assert_num_queries, how_many
):
    here = make_community()
    for _turn in range(how_many):
        make_platform(community=here)
        make_project(community=here)
        make_score(community=here)
        make_date(event=make_event(community=here))
        here.landmarks.create(name_en="Tower", name_zh_hans="塔", kind="office")
        indexed(make_apartment(community=here), make_school(community=here))
    here.save()

    with django_assert_num_queries(7):
        client.get(address("communities:detail", slug=here.slug))


# --- Side by side ---------------------------------------------------------------


def test_without_a_choice_all_stand_side_by_side(client):
    communities = [make_community() for _turn in range(3)]
    make_community(live=False)

    columns = client.get(address("communities:compare")).context["columns"]

    assert [each["href"] for each in columns] == [
        each.get_absolute_url() for each in communities
    ]


def test_only_the_chosen_ones_are_compared(client):
    first, _other, third = (make_community() for _turn in range(3))

    response = client.get(
        address("communities:compare"), {"c": [third.slug, first.slug, "no-such-place"]}
    )

    assert [each["href"] for each in response.context["columns"]] == [
        first.get_absolute_url(),
        third.get_absolute_url(),
    ]
    assert response.text.count(" checked") == 2


def test_the_numbers_count_what_is_public_in_each(client):
    first, second = make_community(), make_community()
    indexed(
        make_apartment(community=first),
        make_apartment(community=first),
        make_school(community=second),
        make_apartment(community=second, live=False),
    )

    rows = client.get(address("communities:compare")).context["rows"]

    told = {row["term"]: [cell.words for _name, cell in row["cells"]] for row in rows}
    none = "none listed here"
    assert [told[term] for term in ("Homes", "Schools", "Hospitals and clinics")] == [
        ["2", none],
        [none, "1"],
        [none, none],
    ]


def test_what_differs_is_marked_and_can_be_asked_for_alone(client):
    for stage in ("new", "built_up"):
        make_community(stage=stage, batch=2017, district="chaoyang")

    rows = client.get(address("communities:compare")).context["rows"]
    differing = client.get(address("communities:compare"), {"only": "differences"})

    marks = {row["term"]: row["differs"] for row in rows}
    assert (marks["Stage"], marks["Batch"], marks["District"]) == (True, False, False)
    assert [row["term"] for row in differing.context["rows"]] == ["Stage"]


def test_what_is_not_stated_is_said_not_to_be(client):
    make_community(stage="")

    assert "not stated" in client.get(address("communities:compare")).text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_comparison_costs_the_same_however_wide_it_is(
    client, django_assert_num_queries, how_many
):
    for _turn in range(how_many):
        indexed(make_apartment(community=make_community()))

    with django_assert_num_queries(2):
        client.get(address("communities:compare"))
