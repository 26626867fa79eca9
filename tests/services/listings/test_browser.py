"""A list in a real browser: filters at once with script, by the button without it."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_community, make_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def schools():
    community = make_community(slug="shunyi", short_name_en="Shunyi", short_name_zh_hans="顺义")
    ib = {"curricula": ["ib_dp"], "community": community}
    make_school(name_en="Alder", name_zh_hans="桤木", age_min=3, age_max=18, **ib)
    make_school(name_en="Birch", name_zh_hans="白桦", age_min=12, age_max=18, **ib)
    make_school(name_en="Cedar", name_zh_hans="雪松", curricula=["british"])


def test_a_filter_works_at_once_is_announced_and_keeps_the_focus(open_page, schools):
    page = open_page("/en/schools/")
    box = page.get_by_role("checkbox", name="IB Diploma")
    count = page.get_by_role("status")
    count.evaluate("element => { element.dataset.mark = 'the same' }")

    box.focus()
    page.keyboard.press("Space")

    expect(count).to_have_text("2 schools")
    expect(page).to_have_url(f"{open_page.address}/en/schools/?curriculum=ib_dp")
    expect(box).to_be_focused()
    # A region that is announced must stay and only get new words.
    expect(count).to_have_attribute("data-mark", "the same")
    expect(page.get_by_role("checkbox", name="Shunyi")).to_have_accessible_name("Shunyi 2")


def test_a_second_answer_given_before_the_list_came_back_is_kept(open_page, schools):
    page = open_page("/en/schools/")

    page.evaluate(
        """() => {
            document.querySelector("[name=curriculum][value=ib_dp]").click();
            document.querySelector("[name=community][value=shunyi]").click();
        }"""
    )

    expect(page).to_have_url(
        f"{open_page.address}/en/schools/?curriculum=ib_dp&community=shunyi"
    )
    expect(page.get_by_role("checkbox", name="IB Diploma")).to_be_checked()
    # htmx writes to the console that the first request was given up.
    open_page.faults = [fault for fault in open_page.faults if "htmx:" not in fault]


def test_the_back_button_brings_the_former_question_back(open_page, schools):
    page = open_page("/en/schools/")
    page.get_by_role("checkbox", name="IB Diploma").check()
    expect(page.get_by_role("status")).to_have_text("2 schools")
    page.get_by_role("spinbutton", name="Age of the child").fill("6")
    page.keyboard.press("Tab")
    expect(page.get_by_role("status")).to_have_text("1 school")

    page.go_back()
    expect(page.get_by_role("status")).to_have_text("2 schools")
    expect(page.get_by_role("spinbutton", name="Age of the child")).to_have_value("")
    expect(page.get_by_role("checkbox", name="IB Diploma")).to_be_checked()

    page.go_back()
    expect(page.get_by_role("status")).to_have_text("3 schools")
    expect(page.get_by_role("checkbox", name="IB Diploma")).not_to_be_checked()


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script_the_button_asks_in_chinese_too(open_page, schools, width):
    page = open_page("/zh-hans/schools/", script=False, width=width)
    if width < 960:
        page.get_by_text("筛选", exact=True).click()

    page.get_by_role("checkbox", name="顺义").check()
    page.get_by_role("spinbutton", name="孩子年龄").fill("6")
    page.get_by_role("button", name="查看结果").click()

    expect(page.get_by_role("heading", level=3)).to_have_text(["桤木"])
    expect(page.get_by_role("link", name="孩子年龄：6")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_where_nothing_is_found_one_click_leads_on(open_page, schools):
    page = open_page("/en/schools/?curriculum=british&community=shunyi")

    page.get_by_role("link", name="Without “Curriculum: British”").click()

    expect(page.get_by_role("status")).to_have_text("2 schools")


def test_the_map_groups_what_is_close_and_is_worked_by_keys_alone(open_page, transactional_db):
    community = make_community(slug="shunyi", short_name_en="Shunyi")
    station = {"latitude": 39.99, "longitude": 116.47, "position_precision": "metro"}
    for n in range(25):
        make_school(name_en=f"Lake {n:02}", **station)
    at = {"latitude": 40.08, "longitude": 116.6, "position_precision": "exact"}
    make_school(name_en="Airport School", name_zh_hans="机场学校", community=community, **at)
    make_school(name_en="Nowhere")

    page = open_page("/en/schools/?view=map", width=360)
    said = page.locator(".map__said")

    # All of them, though the list shows 24 on its first page.
    expect(said).to_have_text("Places in sight: 26; groups to open: 1")
    assert page.locator(".card").count() == 24
    group = page.get_by_role("button", name="25 places close together")
    group.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map__list li")).to_have_count(21)
    expect(page.locator(".map__list li").last).to_have_text("and 5 more, in the list")
    page.keyboard.press("Escape")
    pin = page.get_by_role("button", name="Airport School · 机场学校")
    pin.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup a").first).to_have_attribute("href", re.compile("/en/"))

    # The map shows what the filters leave, as the list does.
    page.goto(page.url + "&community=shunyi")
    expect(said).to_have_text("Places in sight: 1")
    # One that is only near a station is a circle, not a pin.
    page.goto(page.url.replace("community=shunyi", "community=none&page=2"))
    expect(said).to_have_text("Places in sight: 25; groups to open: 1")
