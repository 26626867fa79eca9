"""The page of the search: both names, groups, state in the address, and what it offers."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from portal.models import MissedSearch
from portal.search import index
from tests.factories import make_community, make_guide, make_hospital, make_school

pytestmark = pytest.mark.django_db


def ask(client, words, **more):
    return client.get("/en/search/", {"q": words} | more)


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def titles(response) -> list[str]:
    return [each.text for each in page(response).select(".entry__title")]


def publish(*things):
    index.refresh_many(things)


def test_results_stand_under_their_kind_with_both_names_and_marks(client):
    publish(
        make_school(name_en="Lake School", name_zh_hans="湖畔学校"),
        make_hospital(name_en="Lake Hospital", name_zh_hans="湖畔医院"),
    )

    answer = page(ask(client, "湖畔"))

    heads = {head.text for head in answer.select(".search-group h2")}
    assert heads == {"Schools", "Hospitals and clinics"}
    assert [mark.text for mark in answer.select("mark")] == ["湖畔", "湖畔"]
    assert answer.select_one("#search")["value"] == "湖畔"


def test_one_kind_is_shown_page_by_page(client):
    publish(*[make_school(name_en=f"Lake School {n}") for n in range(26)], make_hospital())

    assert len(titles(ask(client, "lake"))) == 5
    assert len(titles(ask(client, "lake", kind="schools"))) == 24
    assert len(titles(ask(client, "lake", kind="schools", page=2))) == 2
    assert ask(client, "lake", kind="schools", page=3).status_code == 404


def test_the_kinds_lead_to_their_own_page_and_back(client):
    publish(make_school(name_en="Lake School"), make_hospital(name_en="Lake Hospital"))

    links = page(ask(client, "lake", kind="schools")).select("nav .jump a")

    assert next(link["href"] for link in links) == "/en/search/?q=lake"
    assert {link["href"] for link in links[1:]} == {
        "/en/search/?q=lake&kind=schools",
        "/en/search/?q=lake&kind=hospitals",
    }
    assert [link.get("aria-current") for link in links].count("true") == 1


def test_what_nobody_offers_is_noted_for_staff_and_other_ways_are_shown(client):
    publish(make_guide(title_en="Rent a home"))

    answer = page(ask(client, "submarine"))

    assert answer.select_one(".empty h2").text == "Nothing found"
    assert list(MissedSearch.objects.values_list("words", "number")) == [("submarine", 1)]


def test_words_that_look_alike_are_offered_where_nothing_is_found(client):
    publish(make_school(name_en="Montessori House"))

    answer = page(ask(client, "montesarium"))

    assert [link.text for link in answer.select(".empty .jump")[0].select("a")] == [
        "montessori"
    ]


def test_a_misspelt_question_says_how_it_was_taken(client):
    publish(make_school(name_en="Montessori House"))

    answer = ask(client, "montesori")

    assert titles(answer) == ["Montessori House"]
    assert page(answer).select_one(".search-meant a").text == "montessori"


def test_a_text_that_holds_the_word_is_quoted(client):
    publish(make_school(name_en="House", address_en="Opposite the old observatory"))

    answer = page(ask(client, "observatory"))

    assert answer.select("mark")[0].text == "observatory"


def test_an_empty_question_only_shows_the_box(client):
    answer = page(client.get("/en/search/"))

    assert answer.select("#search")
    assert not answer.select(".search-group, .empty")


def test_the_page_is_kept_by_caches_and_hidden_from_search_engines(client):
    publish(make_school())

    answer = ask(client, "school")

    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")
    assert page(answer).select_one("meta[name=robots]")["content"] == "noindex"


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_costs_the_same_however_much_is_found(
    client, django_assert_num_queries, how_many
):
    publish(*[make_school(name_en=f"Lake School {n}") for n in range(how_many)])

    with django_assert_num_queries(4):
        assert len(titles(ask(client, "lake"))) == how_many


def test_suggestions_lead_to_the_things_themselves(client):
    publish(make_school(slug="lake", name_en="Lake School", name_zh_hans="湖畔学校"))

    answer = page(client.get("/en/search/suggestions/", {"q": "hup"}))

    assert [link["href"] for link in answer.select("a")] == ["/en/schools/lake/"]
    assert (
        answer.select_one("#suggestions-said").text
        == "1 suggestion; the down arrow leads to it."
    )


def test_search_engines_learn_of_the_search_from_the_home_page(client):
    answer = client.get("/en/")

    assert '"urlTemplate":"http://testserver/en/search/?q={search_term_string}"' in answer.text


def test_every_page_has_a_way_to_the_search(client):
    with translation.override("zh-hans"):
        href = reverse("search")

    answer = page(client.get("/zh-hans/about/"))

    assert answer.select_one(".masthead__find")["href"] == href
    assert answer.select_one(".masthead__search")["action"] == href


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_suggestions_come_while_typing_and_the_keyboard_reaches_them(
    open_page, transactional_db, width
):
    publish(make_school(slug="lake", name_en="Lake School", name_zh_hans="湖畔学校"))
    window = open_page("/en/", width=width)

    window.locator("#search").press_sequentially("lak", delay=20)
    window.locator(".suggestions a").wait_for()
    window.locator("#search").press("ArrowDown")

    assert window.evaluate("document.activeElement.getAttribute('href')") == "/en/schools/lake/"
    window.keyboard.press("Escape")
    assert window.locator(".suggestions").count() == 0
    assert window.evaluate("document.activeElement.id") == "search"
    if width < 960:
        menu = window.locator(".masthead__nav details")
        menu.locator("summary").click()
        menu.locator("a").first.focus()
        window.keyboard.press("Escape")
        assert not menu.evaluate("menu => menu.open")
        assert menu.evaluate("menu => menu.contains(document.activeElement)")


@pytest.mark.browser
def test_the_search_works_without_script(open_page, transactional_db):
    publish(make_school(slug="lake", name_en="Lake School", name_zh_hans="湖畔学校"))
    window = open_page("/zh-hans/", width=360, script=False)

    window.locator("#search").fill("hupan")
    window.locator("#search").press("Enter")

    assert window.locator(".entry__title").all_text_contents() == ["湖畔学校"]


def test_a_reader_may_put_first_what_is_near_a_community(client):
    community = make_community(slug="shunyi", short_name_en="Shunyi")
    publish(
        make_school(name_en="Lake School"),
        make_school(name_en="Lake School of Shunyi", community=community),
    )

    plain, near = ask(client, "lake"), ask(client, "lake", community="shunyi")
    links = page(near).select(".search-nearer a")

    assert titles(plain) == ["Lake School", "Lake School of Shunyi"]
    assert titles(near) == ["Lake School of Shunyi", "Lake School"]
    assert [(link.text, link["href"], "aria-current" in link.attrs) for link in links] == [
        ("anywhere in Beijing", "/en/search/?q=lake", False),
        ("Shunyi", "/en/search/?q=lake&community=shunyi", True),
    ]
    assert page(near).select_one("[name=community]")["value"] == "shunyi"
    assert titles(ask(client, "lake", community="nowhere")) == titles(plain)


def test_what_has_only_one_of_the_words_is_shown_as_that_and_noted_for_staff(client):
    publish(make_guide(title_en="Bring a dog"))

    answer = ask(client, "dog racing")

    assert titles(answer) == ["Bring a dog"]
    assert "Nothing contains all of these words." in answer.content.decode()
    assert MissedSearch.objects.get().words == "dog racing"
