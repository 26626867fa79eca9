"""Choose a community once: pages lead with it, and pages for different choices never mix."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from portal.search import index
from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_event,
    make_guide,
    make_hospital,
    make_platform,
)

pytestmark = pytest.mark.django_db
CHOOSE = "/en/communities/choice/choose/"
HERE = {"headers": {"origin": "http://testserver"}}


@pytest.fixture
def mine():
    return make_community(short_name_en="Mine", lattice="hex")


@pytest.fixture
def theirs():
    return make_community(short_name_en="Theirs", lattice="star")


@pytest.fixture
def reader(client, mine):
    """A browser that has chosen."""
    client.cookies["community"] = mine.lattice
    return client


def test_the_choice_is_one_word_in_a_cookie_of_its_own(client, mine):
    answer = client.post(CHOOSE, {"community": "hex", "next": "/en/guides/?a=b"}, **HERE)

    assert (answer.status_code, answer.url) == (303, "/en/guides/?a=b")
    assert {name: morsel.value for name, morsel in answer.cookies.items()} == {
        "community": "hex"
    }
    assert answer.cookies["community"]["samesite"] == "Lax"
    assert answer.cookies["community"]["max-age"] == 365 * 24 * 3600


@pytest.mark.parametrize("word", ["", "wangjing", "hex; x=1"])
def test_anything_else_forgets_the_choice(reader, word):
    answer = reader.post(CHOOSE, {"community": word}, **HERE)

    assert answer.cookies["community"].value == ""
    assert answer.cookies["community"]["max-age"] == 0


def test_another_site_can_neither_choose_nor_be_led_to(client):
    stranger = {"headers": {"origin": "https://elsewhere.example"}}

    assert client.post(CHOOSE, {"community": "hex"}, **stranger).status_code == 403
    assert client.post(CHOOSE, {"community": "hex"}).status_code == 403
    for address in ("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere"):
        answer = client.post(CHOOSE, {"community": "hex", "next": address}, **HERE)
        assert answer.url == "/en/communities/"
    assert client.get(CHOOSE).status_code == 405


def test_every_page_says_what_is_chosen_and_offers_any(reader, mine):
    page = reader.get("/en/about/").text

    assert "Your community:" in page
    assert f'href="{mine.get_absolute_url()}">Mine</a>' in page
    assert '<input type="hidden" name="next" value="/en/about/">' in page
    assert 'value="">Any community</button>' in page
    assert reader.get("/en/about/").cookies == {}


def test_without_a_choice_or_with_a_forged_one_pages_are_as_ever(client, mine):
    plain = client.get("/en/about/").text
    for word in ("nested", "wangjing", "<b>"):
        client.cookies["community"] = word
        assert client.get("/en/about/").text == plain


def test_a_guide_shows_the_chosen_communitys_own(reader, mine, theirs):
    guide = make_guide()
    for community in (mine, theirs):
        make_platform(community=community, name_en=f"Desk of {community.short_name_en}")
        hospital = make_hospital(community=community, name_en=f"Ward {community.short_name_en}")
        index.refresh(hospital)
        make_date(event=make_event(community=community, title_en=f"Tea {community.lattice}"))

    page = reader.get(guide.get_absolute_url()).text

    assert "In Mine" in page
    assert [name in page for name in ("Desk of Mine", "Ward Mine", "Tea hex")] == [True] * 3
    assert [name in page for name in ("Desk of Theirs", "Ward Theirs", "Tea star")] == [
        False
    ] * 3


def test_a_list_leads_with_it_unless_asked_otherwise(reader, mine, theirs):
    names = (("A", theirs), ("B", None), ("Y", mine), ("Z", mine))
    for name, community in names:
        make_apartment(name_en=name, community=community)

    def listed(query=""):
        return [
            card.name_en
            for card, _facts in reader.get(f"/en/apartments/{query}").context["cards"]
        ]

    assert listed() == ["Y", "Z", "A", "B"]
    assert listed(f"?community={theirs.slug}") == ["A"]
    reader.cookies.clear()
    assert listed() == ["A", "B", "Y", "Z"]


def test_events_lead_with_its_next_dates(reader, mine, theirs):
    soon = timezone.now() + dt.timedelta(days=1)
    own = [make_date(event=make_event(community=mine)) for _ in range(4)]
    make_date(event=make_event(community=theirs), starts_at=soon)

    context = reader.get("/en/events/").context

    assert list(context["leading"]) == sorted(own, key=lambda d: (d.starts_at, d.pk))[:3]
    assert context["total"] == 5


def test_the_search_puts_it_first_and_any_is_one_click_away(reader, mine, theirs):
    for name, community in (("Garden one", theirs), ("Garden two", mine)):
        index.refresh(make_apartment(name_en=name, community=community))

    def found(query):
        page = reader.get(f"/en/search/?q=garden{query}").context
        return [result["title"] for result in page["groups"][0]["results"]], page["nearer"][0]

    titles, anywhere = found("")
    assert "two" in titles[0]
    assert anywhere == {
        "label": "anywhere in Beijing",
        "href": "/en/search/?q=garden&community=any",
        "chosen": False,
    }
    typing = reader.get("/en/search/suggestions/?q=garden").context["suggestions"]
    assert "two" in typing[0]["title"]
    titles, anywhere = found("&community=any")
    assert anywhere["chosen"]
    assert "one" in titles[0]


@pytest.mark.parametrize("how_many", [1, 3])
def test_it_costs_the_same_however_much_there_is(
    reader, mine, django_assert_num_queries, how_many
):
    guide = make_guide()
    for _ in range(how_many):
        make_platform(community=mine)
        index.refresh(make_hospital(community=mine))
        make_date(event=make_event(community=mine))

    with django_assert_num_queries(2):
        reader.get("/en/communities/choice/")
    with django_assert_num_queries(14):
        reader.get(guide.get_absolute_url())


def test_the_plan_begins_with_it(reader, mine):
    form = reader.get("/en/plan/").context["questions"].you

    assert form["community"].value() == mine.slug


def test_the_page_to_choose_says_which_is_chosen(reader, mine, theirs):
    page = reader.get("/en/communities/choice/?next=/en/guides/").text

    assert 'value="hex" aria-current="true"' in page
    assert 'value="star"><' in page
    assert '<input type="hidden" name="next" value="/en/guides/">' in page
    assert "Any community" in Client().get("/en/communities/choice/").text
