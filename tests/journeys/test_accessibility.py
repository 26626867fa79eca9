"""axe finds nothing on any kind of page, in both languages, light and dark; nothing is wider
than the screen; a first visit is small."""

import gzip
from pathlib import Path

import axe_core_python
import pytest
from django.http import QueryDict

from communities.models import EventDate
from services.plan.actions import seal
from services.plan.answers import Answers
from tests.factories import make_door_link

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.xdist_group("full portal, looked at"),
]

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a screen, its light and a language decide. The rest stands in the templates, which are
# the same for all of them, and takes axe twice as long.
APPEARANCE = [
    "color-contrast",
    "document-title",
    "html-lang-valid",
    "link-in-text-block",
    "scrollable-region-focusable",
    "valid-lang",
]
PAGES = [
    "",
    "communities/",
    "communities/wangjing/",
    "communities/compare/",
    "communities/choice/",
    "apartments/",
    "apartments/?view=map",
    "apartments/?kind=villa_compound&rent=0-5000",
    "apartments/ascott-raffles-city-beijing/",
    "schools/",
    "schools/international-school-of-beijing/",
    "hospitals/",
    "hospitals/beijing-international-travel-health-care-center/",
    "guides/",
    "guides/work-permit/",
    "guides/glossary/",
    "plan/",
    "plan/dates/?key=0a1b2c3d&route=work&entered=2026-11-20&moved_in=2026-11-21&permit_ends=2028-02-28"
    "&p1-relation=child&p1-age=8&community=wangjing&own=2027-05-01~Visit&done=medical-check.you",
    "plan/sealed/{sealed}/",
    "plan/counter/work-permit/?community=wangjing",
    "questions/work-permit-category/",
    "questions/work-permit-category/answers/?a=yes&a=none&answer=abc",
    "questions/work-permit-category/answers/?a=yes&a=none&a=450000&a=doctorate&a=2&a=9"
    "&a=hsk5&a=30&a=patent",
    "events/",
    "events/?when=month&places=left",
    "{event}",
    "{event}dates/{date}/sign-up/",
    "events/places/",
    "events/places/{place}/",
    "check-in/{door}/",
    "check-in/{door}/camera/",
    "check-in/{door}/list/",
    "subscriptions/",
    "search/?q=international hospital&community=shunyi",
    "programme/",
    "programme/projects/",
    "programme/projects/guiding-opinions-2017/",
    "programme/platforms/wangjing-xiaojie/",
    "programme/series/hicool/",
    "programme/scenarios/liveable-communities/",
    "metro/",
    "metro/wangjing/",
    "metro/lines/line-10/",
    "match/",
    "match/wangjing/?work=zhongguancun&age=5",
    "match/?work=zhongguancun&age=5&curriculum=ib_pyp&age=12&curriculum=british&language=en&rent=10000-20000",
    "near/?place=wangjing",
    "metro/journey/?start=schools/beijing-city-international-school&end=wangjing",
    "schools/international-school-of-beijing/taxi/",
    "{event}dates/{date}/taxi/",
    "shortlist/",
    "shortlist/?things=schools.international-school-of-beijing"
    "~schools.western-academy-of-beijing~guides.work-permit~schools.gone",
    "schools/compare/?c=international-school-of-beijing&c=western-academy-of-beijing",
    "hospitals/compare/?c=beijing-united-family-hospital",
    "kept/",
    "help/",
    "help/card/",
    "share/communities/wangjing/",
    "journeys/move-for-work/",
    "guides/bringing-pets/both/?pinyin=1",
    "feedback/",
    "feedback/guides/work-permit/",
    "plan/employer/",
    "about/freshness/",
    "about/",
    "accessibility/",
    "privacy/",
]


@pytest.fixture(scope="module")
def paths(full_portal):
    """The pages to look at, without their language."""
    date = EventDate.objects.published().upcoming().filter(status="scheduled").first()
    event = date.event.get_absolute_url().split("/", 2)[2]
    words = {
        "event": event,
        "date": date.pk,
        "place": date.sign_ups.confirmed().first().token,
        "door": make_door_link(date=date).token,
        "sealed": seal(answers=Answers.given(QueryDict("entered=2026-11-20"))),
    }
    return [path.format(**words) for path in PAGES]


@pytest.mark.parametrize(
    ("language", "screen", "rules"),
    [
        ("en", {"width": 1280}, EVERYTHING),
        ("zh-hans", {"width": 320, "dark": True}, APPEARANCE),
    ],
    ids=["wide, English, by day", "narrow, Chinese, by night"],
)
def test_axe_finds_nothing_and_nothing_sticks_out(visit, paths, language, screen, rules):
    """Colours are all that the dark changes, and those are the same in both languages: the
    one is looked at by day, the other by night."""
    page = visit(**screen)
    faults = {}
    for path in paths:
        marks = violations(page, f"/{language}/{path}", rules)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            marks.append(("wider than", "the screen"))
        if marks:
            faults[path] = marks
    assert faults == {}


def violations(page, path: str, rules: list[str] = EVERYTHING) -> list[tuple[str, str]]:
    """Go to a page and return what axe finds there, each with a piece of HTML.

    All is unfolded for it: what is folded has a place of its own that axe believes is seen.
    Left out are the names that a map draws beside its marks: they move while it settles,
    are hidden from assistive technology, and stand in the list beside the map.
    """
    page.goto(path)
    if page.locator("[data-map]").count():
        page.wait_for_load_state("networkidle")
    page.evaluate(AXE)
    answer = page.evaluate(
        """async rules => {
            const folded = [...document.querySelectorAll("main details:not([open])")];
            for (const one of folded) one.open = true;
            const answer = await axe.run(
                {exclude: [['.map__label']]},
                // Only what is wrong, and no path to it: what passes is much more.
                {runOnly: rules, resultTypes: ["violations"], selectors: false},
            );
            for (const one of folded) one.open = false;
            return answer;
        }""",
        rules,
    )
    return [(v["id"], v["nodes"][0]["html"][:120]) for v in answer["violations"]]


@pytest.mark.parametrize("path", ["apartments/", "schools/", "hospitals/"])
def test_a_first_visit_to_a_list_weighs_at_most_60_kilobytes(visit, path):
    page = visit()
    answers = []

    def note(answer):
        answers.append(answer)

    page.on("response", note)
    page.goto(f"/en/{path}", wait_until="networkidle")

    # In production all of these travel compressed; the test's own server does not do that.
    assert sum(len(gzip.compress(answer.body(), 6)) for answer in answers) <= 60_000
