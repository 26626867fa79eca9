"""A newcomer chooses a school, finds a hospital, reads a guide: in either language, on a
phone and on a desk, with and without script."""

import re

import pytest
from playwright.sync_api import expect

from services.models import Guide, Hospital, School

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.xdist_group("full portal, used"),
]

LANGUAGES = ("en", "zh-hans")
WIDTHS = (360, 1280)
SUFFIX = {"en": "en", "zh-hans": "zh_hans"}


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def script(request):
    return request.param


@pytest.fixture(params=WIDTHS)
def width(request):
    return request.param


@pytest.fixture(params=LANGUAGES)
def reader(request, visit, width, script):
    """A reader's window and the language they read."""
    return visit(f"/{request.param}/", width=width, script=script), request.param


def go_to(page, path: str) -> None:
    """Follow the link to an address, out of the menu if it is folded there."""
    link = page.locator(f'a[href="{path}"]:visible').first
    if not link.count():
        page.locator("header summary").first.click()
    page.locator(f'a[href="{path}"]:visible').first.click()
    page.wait_for_url(re.compile(re.escape(path) + "$"))


def choose(page, script: bool, **filters: str) -> None:
    """Tick filters, unfolding them where a phone folds them, and see the result: after
    each tick with script, by the button without."""
    for name, value in filters.items():
        option = page.locator(f'input[name="{name}"][value="{value}"]')
        if not option.is_visible():
            page.locator("main summary").first.click()
        option.check()
        if script:
            page.wait_for_url(f"**{name}={value}**")
    if not script:
        page.locator("main form button:visible").last.click()
    page.wait_for_url(
        "**" + "**".join(f"{name}={value}" for name, value in filters.items()) + "**"
    )


def shown(page) -> list[str]:
    return [
        title.strip() for title in page.locator(".cards h3 a, .cards h2 a").all_inner_texts()
    ]


def names(places, language: str) -> set[str]:
    return {getattr(place, f"name_{SUFFIX[language]}") for place in places}


def test_choosing_a_school_by_curriculum_and_community(reader, script):
    page, language = reader
    go_to(page, f"/{language}/schools/")

    choose(page, script, curriculum="ib_dp", community="shunyi")

    wanted = School.objects.published().filter(
        curricula__contains=["ib_dp"], community__slug="shunyi"
    )
    assert set(shown(page)) == names(wanted, language) != set()

    page.locator(".cards a").first.click()
    page.wait_for_url("**/schools/*/")
    assert page.locator("h1").is_visible()


def test_finding_a_hospital_with_emergency_care(reader, script):
    page, language = reader
    go_to(page, f"/{language}/hospitals/")

    choose(page, script, emergency="yes")

    wanted = Hospital.objects.published().filter(emergency_24h=True)
    assert set(shown(page)) == names(wanted, language) != set()


def test_searching_by_pinyin_then_filtering_then_the_map_then_what_is_near(reader, script):
    page, language = reader
    page.locator("#search").fill("hemujia")
    page.locator(".search-box__button").click()
    page.wait_for_url("**/search/?q=hemujia*")
    hospital = Hospital.objects.get(slug="beijing-united-family-hospital")
    assert page.locator(".entry__title").first.inner_text() in names([hospital], language)

    go_to(page, f"/{language}/hospitals/")
    choose(page, script, billing="yes")
    page.locator('a[href*="view=map"]').first.click()
    page.wait_for_url("**view=map**")
    wanted = Hospital.objects.published().filter(direct_billing=True)
    assert set(shown(page)) == names(wanted, language)
    on_map = wanted.exclude(latitude=None).count()
    if script:
        said = re.compile(rf"[:：]\s?{on_map}\b")
        expect(page.locator(".map__said")).to_have_text(said)
    else:
        assert page.locator(".leaflet-container").count() == 0

    page.goto(page.url.split("?")[0] + hospital.slug + "/")
    page.locator('a[href*="/near/?place="]').click()
    page.wait_for_url("**/near/?place=**")
    assert page.locator(".entry").count() > 0


def test_reading_a_guide_in_both_languages(reader):
    page, language = reader
    guide = Guide.objects.get(slug="accommodation-registration")
    go_to(page, f"/{language}/guides/")
    go_to(page, f"/{language}/guides/{guide.slug}/")

    text = page.locator("main").inner_text()
    steps = [getattr(step, f"title_{SUFFIX[language]}") for step in guide.steps.all()]
    assert [step for step in steps if step not in text] == []

    other = "zh-hans" if language == "en" else "en"
    page.locator(f'a[href="/{other}/guides/{guide.slug}/"]:visible').first.click()
    page.wait_for_url(f"**/{other}/guides/{guide.slug}/")
    assert getattr(guide, f"title_{SUFFIX[other]}") in page.locator("h1").inner_text()
