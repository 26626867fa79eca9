"""A list in a real browser: filters at once with script, by the button without it."""

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
