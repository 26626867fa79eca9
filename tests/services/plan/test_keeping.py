"""A plan behind a link: opened by the link alone, changed, deleted, forgotten."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.models import FactValue
from services.models import SealedPlan
from services.plan import actions
from tests.factories import make_deadline, make_fact, make_guide

pytestmark = pytest.mark.django_db

TOLD = "key=0a1b2c3d&moved_in=2027-03-03&own=2027-03-05~Call+Frau+Schmidt"


@pytest.fixture(autouse=True)
def deadline():
    fact = make_fact(slug="period", values=[{"number": 10, "unit": "days"}])
    return make_deadline(guide=make_guide(), slug="register", fact=fact, title_en="Register")


@pytest.fixture
def link(client) -> str:
    return client.post(f"/en/plan/keep/?{TOLD}").headers["Location"]


def lines(response) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    return [h3.contents[0].strip() for h3 in soup.select(".plan-lines h3")]


def button(response, words: str) -> dict:
    soup = BeautifulSoup(response.content, "html.parser")
    found = next(each for each in soup.select("button[name]") if words in each.text)
    return {found["name"]: found["value"]}


def test_nothing_is_kept_before_the_button_and_only_the_link_opens_it(client):
    client.get(f"/en/plan/keep/?{TOLD}")
    assert SealedPlan.objects.count() == 0

    link = client.post(f"/en/plan/keep/?{TOLD}").headers["Location"]
    page = client.get(link)

    assert lines(page) == ["Call Frau Schmidt", "Register"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"]
    assert client.get("/en/plan/sealed/another-key-that-is-none/").status_code == 404


def test_who_reads_the_table_learns_nothing(link):
    plan = SealedPlan.objects.get()
    key = link.split("/")[-2]

    row = f"{plan.digest} {plan.sealed}"
    for secret in ("2027", "Schmidt", "moved_in", key):
        assert secret not in row
    assert {field.name for field in SealedPlan._meta.fields} == {
        "id", "digest", "sealed", "touched_on",
    }  # fmt: skip


def test_a_line_is_ticked_off_behind_the_link(client, link):
    done = client.post(f"{link}answers/", button(client.get(link), "Mark as done: Register"))

    assert done.headers["Location"] == f"{link}#by-when"
    assert "Done" in client.get(link).text
    assert "done=register.you" in client.get(link).text


def test_a_line_of_ones_own_is_added_behind_the_link_and_taken_out(client, link):
    faulty = client.post(link, {"day": "soon", "text": "Vet"})
    client.post(link, {"day": "2027-03-04", "text": "Vet"})
    both = lines(client.get(link))
    client.post(f"{link}answers/", button(client.get(link), "Remove: Vet"))

    assert (faulty.status_code, lines(faulty)) == (422, ["Call Frau Schmidt", "Register"])
    assert both == ["Vet", "Call Frau Schmidt", "Register"]
    assert lines(client.get(link)) == ["Call Frau Schmidt", "Register"]


def test_days_are_changed_by_a_form_that_posts_so_the_key_is_in_no_query(client, link):
    questions = BeautifulSoup(client.get(f"{link}questions/").content, "html.parser")
    form = questions.select_one("form.form--plan")
    told = {"go": 1, "route": "work", "moved_in": "2027-04-03"}
    faulty = client.post(f"{link}questions/", told | {"moved_in": "soon"})
    changed = client.post(f"{link}questions/", told)

    assert (form["method"], questions.select_one("#id_moved_in")["value"]) == (
        "post",
        "2027-03-03",
    )
    assert faulty.status_code == 422
    assert (changed.status_code, changed.headers["Location"]) == (303, link)
    page = client.get(link)
    assert lines(page) == ["Call Frau Schmidt", "Register"]  # own lines and key stay
    assert "2027-04-13" in page.text
    assert "key=0a1b2c3d" in page.text
    key = link.split("/")[-2]
    assert not [
        a["href"]
        for a in BeautifulSoup(page.content, "html.parser").select("a[href]")
        if key in a["href"].partition("?")[2]
    ]


def test_a_changed_rule_is_told_until_it_has_been_read(client, link):
    FactValue.objects.update(number=12)

    page = client.get(link)
    client.post(f"{link}answers/", button(page, "I have read it"))

    assert "Now: Mon 15 March 2027 (Within 12 days of moving in)" in page.text
    assert "Before: Sat 13 March 2027 (Within 10 days of moving in)" in page.text
    assert "I have read it" not in client.get(link).text


def test_the_calendar_behind_the_link_follows_the_plan(client, link):
    feed = client.get(f"{link}plan.ics").content.decode()

    assert "UID:plan-0a1b2c3d-register.you@" in feed
    assert "DTSTART;VALUE=DATE:20270313" in feed


def test_a_button_deletes_it_and_a_year_without_a_visit_does(client, link):
    other = client.post(f"/en/plan/keep/?{TOLD}").headers["Location"]
    client.get(f"{link}deletion/")
    assert SealedPlan.objects.count() == 2

    client.post(f"{link}deletion/")
    assert client.get(link).status_code == 404

    SealedPlan.objects.update(touched_on=timezone.localdate() - dt.timedelta(days=365))
    assert actions.forget_untouched() == 0
    client.get(other)
    assert SealedPlan.objects.get().touched_on == timezone.localdate()
    SealedPlan.objects.update(touched_on=timezone.localdate() - dt.timedelta(days=366))
    assert actions.forget_untouched() == 1
