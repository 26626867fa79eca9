"""Journeys: their list, their page, and their place beside every guide that belongs to them."""

import pytest
from bs4 import BeautifulSoup

from portal.search import index
from portal.search.models import SearchEntry
from services.models import JourneyStep
from tests.factories import make_fact, make_guide, make_journey, make_paper

pytestmark = pytest.mark.django_db


def soup(client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    return BeautifulSoup(response.content, "html.parser")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


def test_the_list_shows_what_is_public_in_the_order_of_staff(client):
    make_journey(title_en="Leave", position=20)
    make_journey(title_en="Move", position=10)
    make_journey(title_en="Draft", live=False)

    page = soup(client, "/en/journeys/")

    assert [a.text for a in page.select(".entry__title a")] == ["Move", "Leave"]


def test_a_step_tells_what_is_its_own_and_the_rest_from_its_guide(client):
    make_fact(slug="fee", kind="money", values=[{"number": 400}])
    guide = make_guide(slug="permit", fee_en="[[fee]]", fee_zh_hans="[[fee]]")
    make_paper(guide=guide)
    journey = make_journey(slug="move", steps=["Sign", guide])
    JourneyStep.objects.filter(key="step-2").update(
        time_en="A week", time_zh_hans="一周", after=["step-1", "gone"]
    )

    english = soup(client, "/en/journeys/move/").select(".steps > li")
    chinese = soup(client, "/zh-hans/journeys/move/").select(".steps > li")

    facts = [words(row) for row in english[1].select("dl > div")]
    assert facts == [
        "Papers 1 paper",
        "Cost 400 yuan",
        "How long it takes A week",
        "Only after step 1",
    ]
    assert english[1].h2.a["href"] == "/en/guides/permit/"
    assert english[0].h2.a is None
    assert "400元" in words(chinese[1])
    assert client.get(f"/en/journeys/{journey.slug}x/").status_code == 404


def test_every_guide_shows_where_one_is_and_the_way_on(client):
    first, middle, hidden = make_guide(slug="a"), make_guide(slug="b"), make_guide(live=False)
    make_journey(slug="move", title_en="Move", steps=[first, middle, "Ask", hidden])
    make_journey(slug="stay", title_en="Stay", position=200, steps=[middle])
    make_journey(title_en="Draft", live=False, steps=[middle])

    move, stay = soup(client, "/en/guides/b/").select(".beside")

    assert [words(nav.h2) for nav in (move, stay)] == ["Move", "Stay"]
    assert words(move.summary) == "Step 2 of 4"
    here = move.select_one('[aria-current="step"]')
    assert here.text == middle.title_en
    links = [a["href"] for a in move.select("a")]
    assert links == [
        "/en/journeys/move/",
        "/en/guides/a/",
        "/en/journeys/move/#step-3",
        "/en/journeys/move/#step-4",
        "/en/guides/a/",
        "/en/journeys/move/#step-3",
    ]
    assert stay.select('a[rel="next"]') == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_pages_cost_the_same_however_many_steps(client, django_assert_num_queries, how_many):
    guides = [make_guide() for _turn in range(how_many)]
    for guide in guides:
        make_paper(guide=guide)
    for turn in range(how_many):
        make_journey(slug=f"move-{turn}", steps=["Begin", *guides])

    with django_assert_num_queries(4):
        client.get("/en/journeys/move-0/")
    with django_assert_num_queries(10):
        client.get(guides[0].get_absolute_url())


def test_a_journey_is_found_and_its_guides_know_that_they_belong_to_it(client):
    guide = make_guide(topic="work")
    index.refresh(guide)
    journey = make_journey(title_en="Move to Beijing", steps=[guide])
    index.refresh(journey)

    groups = SearchEntry.objects.get(kind="guides").groups
    assert groups == [f"journeys/{journey.pk}", "topics/work"]
    assert "/en/journeys/" in client.get("/en/search/?q=move").text
