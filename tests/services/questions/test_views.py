"""One question a page; the answers stand in the address; the result says what follows."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.search import index
from tests.factories import make_deadline, make_fact, make_guide, make_question_set

pytestmark = pytest.mark.django_db


def page(client, question_set, query: str = "", language: str = "en"):
    return client.get(f"/{language}/questions/{question_set.slug}/answers/{query}")


def test_the_first_page_leads_to_the_first_question(client):
    question_set = make_question_set()

    response = client.get(question_set.get_absolute_url())

    start = f"/en/questions/{question_set.slug}/answers/"
    assert response.context["start"] == start
    assert f'href="{start}"' in response.text
    assert page(client, question_set).context["walk"].at.slug == "work"


def test_a_draft_has_no_page_and_is_on_no_list(client):
    draft = make_question_set(live=False, title_en="Not yet")

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert page(client, draft).status_code == 404
    assert "Not yet" not in client.get("/en/questions/").text


def test_the_form_puts_its_answer_into_the_address(client):
    question_set = make_question_set()

    chosen = page(client, question_set, "?answer=&answer=yes")
    typed = page(client, question_set, "?a=yes&answer=%EF%BC%93")  # a full-width 3

    here = f"/en/questions/{question_set.slug}/answers/"
    assert (chosen.status_code, chosen.url) == (302, f"{here}?a=yes")
    assert (typed.status_code, typed.url) == (302, f"{here}?a=yes&a=3")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?answer=", "Please choose one of the answers."),
        ("?answer=perhaps", "Please choose one of the answers."),
        ("?a=yes&answer=", "Please write a number."),
        ("?a=yes&answer=-1", "Please write a number that is not below zero."),
        (
            "?a=yes&answer=99999999999999",
            "Please check the number: the highest that makes sense here is 999,999,999.",
        ),
    ],
)
def test_what_is_no_answer_is_asked_again(client, query, message):
    response = page(client, make_question_set(), query)

    assert response.status_code == 200
    assert response.context["error"] == message
    assert response.text.count(message) == 2  # at the top, and beside the field


def test_what_was_answered_stands_below_with_a_way_to_change_it(client):
    question_set = make_question_set()

    response = page(client, question_set, "?a=yes")

    assert "Question 2 ·" in response.text
    (so_far,) = response.context["so_far"]
    assert (so_far["step"].said, so_far["change"]) == (
        "Yes",
        f"/en/questions/{question_set.slug}/answers/",
    )


def test_the_result_names_guides_deadlines_and_what_is_not_covered(client):
    guide = make_guide(reviewed_on="2026-11-23")
    deadline = make_deadline(guide=guide)
    make_deadline(guide=guide, clock="job_ends")
    question_set = make_question_set(guides=[guide])

    response = page(client, question_set, "?a=yes&a=3")

    assert response.context["walk"].at.slug == "stay"
    assert (response.context["guides"], response.context["deadlines"]) == ([guide], [deadline])
    assert "Checked against the sources on 23 November 2026" in response.text
    assert "The rest." in response.text
    assert "<strong>Stay</strong>" in response.text
    assert page(client, question_set, "?a=yes&a=2.99").context["walk"].at.slug == "visit"


@pytest.mark.parametrize("query", ["?a=perhaps", "?a=no&a=yes", "?a=yes&a=3&a=4", "?a=yes&a=x"])
def test_answers_that_are_none_of_ours_are_not_found_but_there_is_a_way_on(client, query):
    response = page(client, make_question_set(), query)

    assert response.status_code == 404
    assert "an answer that we do not know" in response.text
    assert "Start again" in response.text


@pytest.mark.parametrize(("days", "leads_to"), [(1, "visit"), (0, "stay")])
def test_a_band_that_ends_with_a_fact_moves_with_it_on_its_day(client, days, leads_to):
    begins = timezone.localdate() + dt.timedelta(days=days)
    old = {"number": 72, "unit": "hours", "valid_until": begins - dt.timedelta(days=1)}
    fact = make_fact(
        slug="short-stay", values=[old, {"number": 2, "unit": "days", "valid_from": begins}]
    )
    question_set = make_question_set()
    few, many = question_set.answers.filter(question="months")
    few.high, few.through, few.text_en = None, "short-stay", "Up to [[short-stay|short]]"
    many.low, many.above = None, "short-stay"
    few.save()
    many.save()

    response = page(client, question_set, "?a=yes&a=2.99")

    assert response.context["walk"].at.slug == "visit"
    result = page(client, question_set, "?a=yes&a=3")
    assert result.context["walk"].at.slug == leads_to
    assert [stated.fact for stated in result.context["shown_facts"]] == [fact]
    # The page that still goes by the old one is kept no longer than until midnight.
    kept = int(result.headers["Cache-Control"].partition("max-age=")[2])
    assert (kept <= 24 * 3600) == bool(days)


def test_both_languages_ask_and_answer(client):
    question_set = make_question_set()

    assert "您工作吗？" in page(client, question_set, language="zh-hans").text
    result = page(client, question_set, "?a=no", language="zh-hans").text
    assert "短期来访" in result
    assert 'lang="en">Visit</span>' in result


def test_pages_carry_no_cookie_and_may_be_kept(client):
    question_set = make_question_set()

    for query in ("", "?a=yes", "?a=yes&a=3"):
        response = page(client, question_set, query)
        assert response.cookies == {}
        assert "private" not in response.headers.get("Cache-Control", "")


def test_guides_lists_and_home_lead_to_it(client):
    guide = make_guide()
    question_set = make_question_set()
    question_set.guides.add(guide)
    question_set.save()
    index.refresh(question_set)
    link = f'href="{question_set.get_absolute_url()}"'

    with translation.override("en"):
        addresses = [guide.get_absolute_url(), reverse("guides:index")]
        addresses += [reverse("questions:index"), f"{reverse('search')}?q=questions+work"]
    for address in addresses:
        assert link in client.get(address).text
    sitemap = client.get("/sitemap.xml").text
    assert f"/en/questions/{question_set.slug}/</loc>" in sitemap
    assert "/zh-hans/questions/</loc>" in sitemap


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_page_costs_the_same_however_much_it_lists(
    client, django_assert_num_queries, how_many
):
    guides = [make_guide() for _ in range(how_many)]
    for guide in guides:
        make_deadline(guide=guide)
    sets = [make_question_set(guides=guides) for _ in range(how_many)]

    with django_assert_num_queries(1):
        client.get("/en/questions/")
    with django_assert_num_queries(5):
        page(client, sets[0], "?a=yes")
    with django_assert_num_queries(8):
        page(client, sets[0], "?a=yes&a=3")
