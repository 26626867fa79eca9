"""Up to four things of one kind side by side, as the address says."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_event,
    make_hospital,
    make_school,
    make_station,
)

pytestmark = pytest.mark.django_db


def compare(client, *things, **more):
    path = things[0].get_absolute_url().rsplit("/", 2)[0] + "/compare/"
    return client.get(path, {"c": [thing.slug for thing in things]} | more)


def table(response) -> dict[str, list[str]]:
    rows = BeautifulSoup(response.text, "html5lib").select(".comparison tbody tr")
    return {
        row.th.get_text(" ", strip=True): [
            cell.get_text(" ", strip=True) for cell in row.select("td")
        ]
        for row in rows
    }


def test_schools_stand_side_by_side_and_what_differs_is_marked(client):
    first = make_school(age_min=3, age_max=18, boarding=False, district="shunyi")
    second = make_school(age_min=6, age_max=18, boarding=False)

    assert table(compare(client, first, second)) == {
        "Ages differs": ["3–18 years", "6–18 years"],
        "Boarding": ["No", "No"],
        "District": ["Shunyi", "not stated"],
    }


def test_only_what_differs_can_be_asked_for(client):
    first = make_school(age_min=3, boarding=False)
    second = make_school(age_min=6, boarding=False)

    shown = table(compare(client, first, second, only="differences"))

    assert list(shown) == ["Ages differs"]


@pytest.mark.parametrize("make", [make_apartment, make_school, make_hospital])
@pytest.mark.parametrize("how_many", [1, 3])
def test_a_comparison_costs_the_same_however_wide_it_is(
    client, django_assert_num_queries, make, how_many
):
    things = [make(nearest_metro=make_station()) for _turn in range(how_many)]

    with django_assert_num_queries(1):
        response = compare(client, *things)

    assert len(response.context["columns"]) == how_many


@pytest.mark.parametrize("how_many", [1, 3])
def test_comparing_events_costs_the_same_however_many_dates_there_are(
    client, django_assert_num_queries, how_many
):
    events = [make_event() for _turn in range(how_many)]
    for event in events:
        for _turn in range(how_many):
            make_date(event=event, nearest_metro=make_station())

    with django_assert_num_queries(2):
        response = compare(client, *events)

    assert table(response)["Venue"] == ["Library"] * how_many


def test_the_order_is_the_readers_and_no_more_than_four_fit(client):
    schools = [make_school() for _turn in range(5)]

    response = compare(client, *reversed(schools))

    names = [column["name"] for column in response.context["columns"]]
    assert names == [school.name_en for school in reversed(schools[1:])]
    assert "Up to 4 fit beside one another" in response.text


def test_what_is_withdrawn_is_said_to_be_and_the_rest_compared(client):
    public, draft = make_school(), make_school(live=False)

    response = compare(client, public, draft)

    assert [column["name"] for column in response.context["columns"]] == [public.name_en]
    assert f"“{draft.slug}” is not listed here any more." in response.text


def test_a_community_in_preparation_is_not_named(client):
    hidden = make_community(live=False)
    school = make_school(community=hidden)

    assert "Community" not in table(compare(client, school))


def test_with_nothing_chosen_the_page_says_how_to_choose(client):
    assert "Nothing to compare yet" in client.get("/en/schools/compare/").text


def test_words_that_are_no_address_are_not_repeated(client):
    school = make_school()

    response = client.get(
        "/en/schools/compare/", {"c": [school.slug, "gone", "call 555 now", "\0"]}
    )

    assert response.context["gone"] == ["gone"]
    assert "call 555" not in response.text
