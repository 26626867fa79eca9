"""A family with two children asks which community suits them: in either language, on a phone
and on a desk, with and without script; then sends the answer to somebody else."""

import re

import pytest

from communities.models import Community
from portal.base.languages import localized

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.xdist_group("full portal, used"),
]


def names(page) -> list[str]:
    return [name.strip() for name in page.locator(".match__name a").all_inner_texts()]


def unfold(page) -> None:
    """Open the answers where a phone folds them."""
    if not page.locator("#work").is_visible():
        page.locator(".match-answers > summary").click()


def settle(page, script: bool, answer: str) -> None:
    """See the answer: by itself with script, by the button without."""
    if not script:
        page.locator(".match-form button").click()
    page.wait_for_url(re.compile(answer))
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("language", "width", "script", "work"),
    [
        ("en", 360, True, "Wangjing"),
        ("en", 1280, False, "wang jing"),
        ("zh-hans", 1280, True, "望京"),
        ("zh-hans", 360, False, "望京站"),
    ],
)
def test_a_family_with_two_children_finds_its_community(visit, language, width, script, work):
    page = visit(f"/{language}/", width=width, script=script)
    page.locator(f'a[href="/{language}/match/"]').click()

    page.locator("#work").fill(work)
    page.locator("#age-1").fill("5")
    page.locator("#curriculum-1").select_option("ib_pyp")
    page.locator("#age-2").fill("13")
    page.locator("#match-language").select_option("en")
    page.locator("#match-rent").select_option("10000-20000")
    settle(page, script, "rent=10000-20000")

    wangjing = localized(Community.objects.get(slug="wangjing"), "short_name", language)
    assert names(page)[0] == wangjing
    assert len(names(page)) == 8
    first = page.locator(".match__community").first
    assert first.locator(".match__part").count() == 4
    assert first.locator(".match__finding").count() == 4  # two children, doctors, a home

    # What counts is moved: with script the order follows at once, without by the button.
    unfold(page)
    for part in ("way", "hospitals", "homes"):
        page.locator(f'input[name="weight_{part}"][value="0"]').check()
    settle(page, script, "weight_homes=0")
    schools = first.locator(".match__part").nth(1)
    assert "100%" in schools.inner_text()

    answer = names(page)
    other = visit("/" + page.url.split("/", 3)[3], width=width, script=script)
    assert names(other) == answer

    first.locator(".match__behind").click()
    page.wait_for_url(re.compile(r"/match/[a-z-]+/\?"))
    page.locator(".match__places + p a[href*='/schools/?']").first.click()
    page.wait_for_url(re.compile(r"/schools/\?age=5"))
