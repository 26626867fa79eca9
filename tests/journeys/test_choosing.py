"""A newcomer chooses a school, finds a hospital, reads a guide: in either language, on a
phone and on a desk, with and without script."""

import re

import pytest

from services.models import Guide, Hospital, School

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

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


def names(queryset, language: str) -> set[str]:
    return set(queryset.values_list(f"name_{SUFFIX[language]}", flat=True))


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
