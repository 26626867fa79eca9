"""Somebody asks which work permit is theirs, by keyboard and without script; and a reader
chooses a community, sees it lead, and lets go of it again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import violations

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.xdist_group("full portal, used"),
]
ANSWERS = ["450000", "doctorate", "2", "9", "hsk4", "30", "patent"]


def answer(page, value: str) -> None:
    """Give one answer with the keyboard alone, and go on."""
    field = page.locator("#answer")
    if field.count():
        field.focus()
        page.keyboard.type(value)
    else:
        page.locator(f'[name="answer"][value="{value}"]').focus()
        page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("language", "width", "category"),
    [("en", 360, "Category B, by points"), ("zh-hans", 1280, "B类（专业人才），按积分")],
)
def test_the_points_of_a_work_permit_by_keyboard_and_without_script(
    visit, language, width, category
):
    page = visit(f"/{language}/guides/work-permit/", width=width, script=False)
    page.locator(f'main a[href="/{language}/questions/work-permit-category/"]').click()
    page.locator("main a.button").first.click()

    answer(page, "yes")
    answer(page, "programme")
    assert page.url.endswith("?a=yes&a=programme")
    page.go_back()
    answer(page, "none")
    answer(page, "a lot")
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("#answer").fill("")
    for value in ANSWERS:
        answer(page, value)

    expect(page.locator("h1")).to_contain_text(category)
    numbers = page.locator("table .number").all_inner_texts()
    assert [number.split()[0].split("（")[0] for number in numbers[1:]] == [
        "20", "20", "5", "15", "4", "15", "5",
    ]  # fmt: skip
    assert "84" in page.locator("#points-table").inner_text()


def test_a_chosen_community_leads_until_any_is_pressed(visit):
    page = visit("/en/guides/work-permit/", width=360, script=False)
    page.locator('main a[href^="/en/communities/choice/"]').click()
    page.locator('button[value="hex"]').click()

    expect(page).to_have_url(f"{visit.address}/en/guides/work-permit/")
    name = page.locator(".chosen a").first.inner_text()
    assert page.locator("#local").inner_text() == f"In {name}"
    page.goto("/en/apartments/")
    assert page.locator(".chosen a").first.inner_text() == name
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    cookies = [(cookie["name"], cookie["value"]) for cookie in page.context.cookies()]
    assert cookies == [("community", "hex")]

    seen = visit(width=320, dark=True)
    seen.context.add_cookies(page.context.cookies())
    assert violations(seen, "/en/guides/work-permit/") == []
    assert seen.evaluate("document.documentElement.scrollWidth") <= 320

    page.locator(".chosen__any").click()

    expect(page.locator(".chosen")).to_have_count(0)
    assert page.context.cookies() == []
