"""Who to call, on every page, and a card that nobody but its writer sees."""

import re

import pytest
from bs4 import BeautifulSoup

from portal.places.hotlines import hotlines

pytestmark = pytest.mark.django_db

NUMBERS = ["110", "119", "120", "122", "12345", "12367"]


def test_every_number_can_be_called_and_names_its_source(client):
    page = BeautifulSoup(client.get("/en/help/").content, "html5lib")

    lines = page.select(".hotlines > li")
    sources = page.select(".provenance ol > li")
    named = {int(number) for line in lines for number in re.findall(r"\[(\d)\]", line.text)}
    assert [line.a["href"] for line in lines] == [f"tel:{number}" for number in NUMBERS]
    assert all(line.select_one(".hotlines__source") for line in lines)
    assert named == set(range(1, len(sources) + 1))


def test_every_page_has_the_numbers_and_the_way_to_the_rest(client):
    foot = BeautifulSoup(client.get("/zh-hans/about/").content, "html5lib").footer

    called = [a["href"].removeprefix("tel:") for a in foot.select('a[href^="tel:"]')]
    assert called == NUMBERS
    assert foot.select_one('a[href="/zh-hans/help/"]')


def test_what_no_source_states_is_not_said():
    """No source names hours or languages of the number for road accidents."""
    lines = {line["number"]: line for line in hotlines()}

    assert (lines["122"]["hours"], lines["122"]["languages"]) == ("", "")


def test_the_card_has_nothing_that_could_send_it(client):
    page = BeautifulSoup(client.get("/en/help/card/").content, "html5lib")

    assert page.main.select("form, [name], [hx-get], [hx-post]") == []
    assert [field["data-card"] for field in page.select("[data-card]")] == [
        row["data-shows"] for row in page.select("[data-shows]")
    ]


@pytest.mark.browser
def test_a_card_is_kept_in_the_browser_and_deleted_there(open_page, live_portal):
    asked = []
    page = open_page("/en/help/card/#address=北京市朝阳区1号&call=10086&health=none")
    page.on("request", lambda request: asked.append(request.url))
    page.fill("#card-name", "Kim")
    shown = page.locator(".emergency-card dd").all_inner_texts()

    page.goto("about:blank")
    page.goto(f"{live_portal}/en/help/card/")
    kept = page.locator(".emergency-card dd").all_inner_texts()
    page.click("#card-clear")
    page.reload()

    assert shown == kept == ["北京市朝阳区1号", "Kim", "", ""]
    assert page.locator(".emergency-card dd").all_inner_texts() == ["", "", "", ""]
    assert [url for url in asked if "Kim" in url or "%E5%8C%97" in url] == []
