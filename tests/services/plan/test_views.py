"""The plan in the browser: asked for, shown, ticked, changed; nothing of it is kept."""

import datetime as dt
import time
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from services.plan.forms import DayField
from tests.factories import (
    make_community,
    make_deadline,
    make_guide,
    make_hospital,
    make_journey,
    make_paper,
    make_platform,
)

pytestmark = pytest.mark.django_db
PLAN = "/en/plan/dates/?key=0a1b2c3d&route=work&moved_in=2027-03-03"


@pytest.fixture
def registration():
    guide = make_guide(slug="accommodation-registration", title_en="Register")
    make_paper(guide=guide)
    return make_deadline(guide=guide, slug="register", title_en="Register your address")


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def lines(response) -> dict[str, list[str]]:
    """The titles of the lines below each heading."""
    return {
        part.h2.get_text(): [h3.contents[0].strip() for h3 in part.select(".plan-lines h3")]
        for part in soup(response).select(":has(> h2 + .plan-lines, > summary + .plan-lines)")
    }


def press(client, response, words: str):
    """Press the button of a plan whose words begin so; return the page that it leads to."""
    button = next(
        each for each in soup(response).select("form button") if each.text.startswith(words)
    )
    form = button.find_parent("form")
    told = [(each["name"], each["value"]) for each in form.select("input[type=hidden]")]
    told.append((button["name"], button["value"]))
    return client.get(f"{form['action']}?{urlencode(told)}", follow=True)


def test_the_questions_can_be_cached_and_need_no_answer_but_one_day(client):
    page = client.get("/en/plan/")
    empty = client.get("/en/plan/?go=1&route=work")

    assert "Cache-Control" not in page.headers
    assert not page.cookies
    assert soup(empty).select_one(".error-summary li").get_text() == (
        "The day you arrive in China: Please enter at least one date."
    )


@pytest.mark.parametrize(
    "typed", ["2027-03-01", "1 March 2027", "2027 年 3月1 日", "２０２７/3/1"]
)
def test_days_are_read_as_people_type_them(client, typed):
    there = client.get("/en/plan/", {"go": 1, "route": "work", "entered": typed})

    assert there.status_code == 302
    assert "&entered=2027-03-01" in there.headers["Location"]


def test_a_relative_of_whom_nobody_says_who_it_is_is_asked_for_again(client):
    told = {"go": 1, "route": "work", "entered": "2027-03-01", "p2-age": "0"}
    page = soup(client.get("/en/plan/", told))

    assert page.select_one("details[open] #id_p2-relation")["aria-invalid"] == "true"
    assert soup(client.get("/en/plan/")).select("details[open]") == []


def test_all_that_is_to_be_put_right_stands_in_one_box_and_says_of_whom(client):
    told = {"go": 1, "route": "work", "entered": "soon", "p1-age": "5"}
    child = {"p2-relation": "child", "p2-age": "200"}
    page = soup(client.get("/en/plan/", told | child))

    assert [line.get_text() for line in page.select(".error-summary li")] == [
        "The day you arrive in China: Please write the date like this: "
        "2027-03-01 or 1 March 2027.",
        "Relative 1 · Relationship to you: Please choose who this is, or empty the fields.",
        "Relative 2 · Age: Please enter an age from 0 to 120, in whole years.",
    ]
    assert len(page.select(".error-summary")) == 1


@pytest.mark.parametrize("typed", ["03/01/2027", "soon", "0027-03-01", "2027-02-30"])
def test_days_that_could_be_two_or_none_are_asked_again(client, typed):
    page = client.get("/en/plan/", {"go": 1, "route": "work", "entered": typed})

    assert page.status_code == 200
    assert soup(page).select_one("#id_entered")["aria-invalid"] == "true"


def test_the_community_that_a_reader_has_chosen_is_asked_for_first(client, registration):
    make_platform(community=make_community(slug="wangjing", lattice="hex"), name_zh_hans="大厅")
    client.cookies["community"] = "hex"

    questions = soup(client.get("/en/plan/"))

    assert questions.select_one("#id_community option[selected]")["value"] == "wangjing"
    counter = "/en/plan/counter/accommodation-registration/"
    assert "大厅" in client.get(counter).text
    assert "大厅" not in client.get(f"{counter}?community=shunyi").text


def test_a_plan_is_shown_to_whoever_has_its_address_and_kept_by_nobody(client, registration):
    page = client.get(PLAN)

    assert lines(page) == {"What comes next": ["Register your address"]}
    assert "no-store" in page.headers["Cache-Control"]
    assert "private" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert not page.cookies
    assert soup(page).select('link[rel="canonical"]') == []


def test_an_address_without_a_day_leads_to_the_questions(client):
    assert client.get("/en/plan/dates/?route=work").headers["Location"] == "/en/plan/"


def test_a_line_is_ticked_off_and_back_by_a_button(client, registration):
    done = press(client, client.get(PLAN), "Mark as done: Register your address (You)")
    again = press(client, done, "Mark as not done")

    assert lines(done) == {"Done (1)": ["Register your address"]}
    assert done.redirect_chain == [(f"{PLAN}&done=register.you#by-when", 302)]
    assert lines(again) == {"What comes next": ["Register your address"]}


def test_what_is_late_stands_first_and_what_only_opens_is_never_late(client, registration):
    make_deadline(
        guide=registration.guide, slug="opens", title_en="It opens", unit="days", amount=1,
        opens=True,
    )  # fmt: skip
    yesterday = timezone.localdate() - dt.timedelta(days=3)

    page = client.get(f"/en/plan/dates/?key=0a1b2c3d&moved_in={yesterday}")

    assert lines(page) == {"Overdue": ["Register your address"], "Past (1)": ["It opens"]}


def test_a_line_of_ones_own_is_added_and_removed(client, registration):
    there = client.get(f"{PLAN}&day=2027-03-02&text=Call+the+landlord")
    page = client.get(there.headers["Location"])
    without = press(client, page, "Remove")
    faulty = client.get(f"{PLAN}&day=&text=")

    assert lines(page) == {"What comes next": ["Call the landlord", "Register your address"]}
    assert lines(without) == {"What comes next": ["Register your address"]}
    assert there.headers["Location"].endswith("#by-when")
    assert soup(faulty).select_one("#own[open] form")["action"] == "/en/plan/dates/#own"


def test_more_people_begin_where_the_button_leads(client):
    spouse = {"route": "work", "p1-relation": "spouse"}
    nobody = client.get("/en/plan/", {"more": 1})
    before, after = (soup(client.get("/en/plan/", spouse | more)) for more in ({}, {"more": 1}))
    there = before.select_one("button[name=more]")["formaction"]

    assert len(soup(nobody).select("details[open] .plan-relative")) == 4
    assert len(before.select(".plan-relative")) == 2
    assert after.select_one(f"{there} [name=p3-relation]")


def test_what_one_writes_oneself_is_shown_as_words(client, registration):
    page = client.get(f"{PLAN}&own=2027-03-02~<script>alert(1)</script>")

    assert b"<script>alert" not in page.content
    assert "<script>alert(1)</script>" in lines(page)["What comes next"]


def test_the_next_three_things_stand_before_the_time_after_them(client, registration):
    days = [timezone.localdate() + dt.timedelta(days=n) for n in (1, 2, 3, 7, 30, 300)]
    told = urlencode([("own", f"{day}~Thing {n}") for n, day in enumerate(days)])

    page = client.get(f"/en/plan/dates/?key=0a1b2c3d&{told}")

    assert lines(page) == {
        "What comes next": ["Thing 0", "Thing 1", "Thing 2"],
        "In the next 7 days": ["Thing 3"],
        "In the next 30 days": ["Thing 4"],
        f"{days[5]:%B %Y}": ["Thing 5"],
    }


def test_what_a_family_does_on_one_day_is_one_card_with_a_line_for_each(client, registration):
    page = client.get(f"{PLAN}&p1-relation=spouse&p2-relation=child&p2-age=8")
    done = press(client, page, "Mark as done: Register your address (Your child, 8)")

    def who(response) -> list[str]:
        return [each.text for each in soup(response).select(".plan-lines ul > li > span")]

    assert lines(page) == {"What comes next": ["Register your address"]}
    assert who(page) == ["You", "Your husband or wife", "Your child, 8"]
    assert lines(done) == {
        "What comes next": ["Register your address"],
        "Done (1)": ["Register your address"],
    }


@pytest.mark.parametrize(
    ("told", "slug"), [("job_ends", "change-jobs"), ("leaves", "leave-beijing")]
)
def test_who_ends_a_job_or_leaves_has_every_step_to_tick_off(client, registration, told, slug):
    make_journey(slug=slug, steps=[registration.guide, "Settle tax"])

    page = client.get(f"/en/plan/dates/?key=0a1b2c3d&{told}=2027-06-30&job_ends=2027-06-30")
    done = press(client, page, "Mark as done: Settle tax")

    steps = soup(page).select(f"section:has(#{slug}) .plan-steps a")
    assert [a.text for a in steps] == ["Register", "Settle tax"]
    assert [li.a.text for li in soup(done).select(".plan-steps .is-done")] == ["Settle tax"]


def test_the_journeys_of_an_arrival_stand_with_its_papers(client, registration):
    for number, slug in enumerate(("move-for-work", "bring-your-family", "leave-beijing")):
        make_journey(slug=slug, title_en=f"Journey {number}")

    def beside(told: str) -> list[str]:
        links = soup(client.get(f"{PLAN}{told}")).select("#errands + p a")
        return [a["href"].split("/")[-2] for a in links]

    assert beside("") == ["move-for-work"]
    assert beside("&p1-relation=child") == ["move-for-work", "bring-your-family"]


def test_what_has_no_day_yet_is_named(client, registration):
    make_deadline(guide=registration.guide, clock="permit_ends", title_en="Renew")

    page = client.get(PLAN)

    (undated,) = soup(page).select("#undated a[href*=guides]")
    assert undated.text == "Renew"


def test_papers_and_places_of_the_community_stand_with_the_plan(client, registration):
    community = make_community(slug="wangjing")
    make_platform(community=community, name_en="Service hall", phone="010-1")
    make_platform(community=make_community(), name_en="Far away")
    make_hospital(community=community, name_en="Clinic")

    page = client.get(f"{PLAN}&community=wangjing")

    names = [a.get_text() for a in soup(page).select(".entry__title a")]
    assert names == ["Service hall", "Clinic"]
    papers = soup(page).select_one("#errand-accommodation-registration li")
    assert papers.get_text(" ", strip=True) == "Passport 护照"


def test_a_draft_of_a_guide_leaves_no_trace_in_a_plan(client):
    draft = make_guide(slug="bringing-pets", live=False)
    make_deadline(guide=draft)

    page = client.get(f"{PLAN}&pet=1")

    assert lines(page) == {}
    assert soup(page).select("#errands") == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_plan_takes_the_same_queries_for_any_number_of_lines(
    client, django_assert_num_queries, number
):
    community = make_community(slug="wangjing")
    for _each in range(number):
        make_paper(guide=make_guide())
        make_deadline(guide=make_guide())
        make_platform(community=community)
        make_hospital(community=community)
    relatives = "".join(f"&p{n}-relation=child" for n in range(number))

    with django_assert_num_queries(9):
        client.get(f"{PLAN}&community=wangjing{relatives}")


def test_an_employers_link_holds_what_it_knows_and_opens_the_questions(client):
    make_community(slug="wangjing")
    page = client.get(
        "/en/plan/employer/",
        {"go": 1, "route": "work", "job_starts": "2027-03-15", "community": ""},
    )
    link = soup(page).select_one("#link").find_next("a")["href"]
    questions = soup(client.get(link))

    assert link.partition("/en/plan/")[2] == "?employer=1&route=work&job_starts=2027-03-15"
    assert questions.select_one("#id_job_starts")["value"] == "2027-03-15"
    assert "Your employer has filled in what it knows and cannot see" in questions.get_text()


def test_nothing_of_a_plan_reaches_the_database(client, registration):
    def rows() -> dict:
        return {
            model: model.objects.count()
            for model in apps.get_app_config("services").get_models()
        }

    before = rows()
    client.get(f"{PLAN}&own=2027-03-02~x&done=register.you")

    assert rows() == before


def test_a_day_made_of_blanks_keeps_nobody_waiting():
    began = time.process_time()

    with pytest.raises(ValidationError):
        DayField().clean("x" + " " * 100_000 + "x")

    assert time.process_time() - began < 1
