"""A fact gets a new value from a day to come: all that shows it changes on that day, and
whoever it concerns hears of it, once. Nobody else does."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.base.rights import Role
from portal.facts import actions as facts
from portal.models import FactChange, MeaningChange, Message, PageWatch, SearchEntry
from portal.search import index
from portal.watches import actions as watches
from portal.watches import topics
from services.models import Reminders
from services.plan import actions as plans
from tests.factories import (
    make_colleague,
    make_deadline,
    make_fact,
    make_guide,
    make_journey,
    make_question_set,
    make_step,
)
from tests.portal.desk.forms import filled

pytestmark = pytest.mark.django_db

# By Beijing's clock: the evening on which it is entered, the morning after, the evening
# before New Year, New Year's first minute and its morning, and the second Friday.
ENTERED, NEXT_MORNING, EVE, NEW_YEAR, MORNING, FRIDAY = (
    dt.datetime.fromisoformat(f"{moment}+08:00")
    for moment in ("2026-11-26T20:00", "2026-11-27T08:30", "2026-12-31T23:59",
                   "2027-01-01T00:01", "2027-01-01T08:30", "2027-01-08T08:30")
)  # fmt: skip
FIRST = dt.date(2027, 1, 1)
CHANGED = "Time to report a change: 15 working days from 1 January 2027, before that 10 days"
CHANGED_ZH = "变更申报时限：自2027年1月1日起为15个工作日，此前为10天"
FEEDS = {
    "guide": "/en/subscriptions/pages/guides/moving/changes.atom",
    "topic": "/en/guides/topics/residence/changes.atom",
    "journey": "/en/subscriptions/pages/journeys/move/changes.atom",
    "questions": "/en/subscriptions/pages/questions/which/changes.atom",
    "everything": "/en/subscriptions/pages/changes.atom",
    "another guide": "/en/subscriptions/pages/guides/other/changes.atom",
}
PLAN = "/en/plan/{page}/?key={key}&route=work&entered={day}"


@pytest.fixture
def at(monkeypatch):
    """Set the clock on the wall, and let the portal do what it does by the clock: twice."""

    def move(moment: dt.datetime) -> list[tuple[str, str]]:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        before = set(Message.objects.values_list("pk", flat=True))
        for _again in "12":
            facts.note_changes()
            # A column fills itself by the true clock.
            MeaningChange.objects.filter(turn=None).update(at=moment)
            watches.tell()
            plans.remind()
        written = Message.objects.exclude(pk__in=before)
        return sorted(written.values_list("to", "subject"))

    return move


@pytest.fixture
def fact(at, settings):
    """Ten days, said and counted with by a guide, which two journeys and questions lead to."""
    settings.DESK_SECOND_FACTOR = False
    fact = make_fact(
        slug="report",
        name_en="Time to report a change",
        name_zh_hans="变更申报时限",
        values=[{"number": 10, "unit": "days"}],
    )
    guide = make_guide(slug="moving", title_en="Moving", title_zh_hans="搬家")
    make_step(guide=guide, body_en="Within [[report]].", body_zh_hans="[[report]]内。")
    deadline = {"title_en": "Report it", "clock": "entered_china", "fact": fact}
    make_deadline(guide=guide, **deadline)
    other = make_guide(slug="other", topic="housing")
    journey = make_journey(slug="move", title_en="Move", steps=[guide])
    questions = make_question_set(slug="which", title_en="Which one?", guides=[guide])
    questions.outcomes.filter(slug="stay").update(text_en="For [[report|short]].")
    for page in (guide, other, journey, make_journey(slug="leave", steps=[other]), questions):
        index.refresh(page)
    at(ENTERED)
    return fact


@pytest.fixture
def readers(client, fact):
    """Readers of everything that there is to follow."""
    follow("ada@example.org", page("guides", "moving"))
    follow("ada@example.org", topics.find("residence"))
    follow("li@example.org", page("guides", "moving"), language="zh-hans")
    follow("weekly@example.org", page("guides", "moving"), rhythm="weekly")
    follow("topic@example.org", topics.find("residence"))
    follow("journey@example.org", page("journeys", "move"))
    follow("questions@example.org", page("questions", "which"))
    follow("other@example.org", page("guides", "other"))
    follow("housing@example.org", topics.find("housing"))
    follow("leaving@example.org", page("journeys", "leave"))
    asked = {"email": "never-confirmed@example.org", "language": "en", "rhythm": "at_once"}
    watches.ask(page=page("guides", "moving"), **asked)
    for number, day in enumerate(("2027-03-01", "2026-12-20")):
        asking = PLAN.format(page="reminders", key=f"0a1b2c3{number}", day=day)
        answer = {"email": f"arrives-{day}@example.org", "consent": "on", "website": ""}
        client.post(asking, answer)
        client.post(Reminders.objects.latest("pk").confirmation_url)


def page(kind: str, slug: str) -> SearchEntry:
    return SearchEntry.objects.get(kind=kind, slug=slug)


def follow(email: str, followed, *, language: str = "en", rhythm: str = "at_once") -> None:
    watches.ask(page=followed, email=email, language=language, rhythm=rhythm)
    watches.confirm(PageWatch.objects.latest("pk"))


def enter_new_value(client, fact) -> None:
    """As somebody of the city office does it at the desk."""
    client.force_login(make_colleague(Role.CITY_OFFICE))
    address = f"/desk/facts/edit/{fact.pk}/"
    value = {"valid_from": FIRST, "number": "15", "unit": "working_days"} | dict.fromkeys(
        ("valid_until", "date", "phone", "text_en", "text_zh_hans", "id", "DELETE"), ""
    )
    new = {f"values-1-{name}": words for name, words in value.items()}
    client.post(address, filled(client.get(address), **new | {"values-TOTAL_FORMS": "2"}))
    client.logout()


def shown(client, language: str = "en") -> dict[str, str]:
    plan = f"/{language}/plan/dates/?key=0a1b2c3d&route=work"
    addresses = {
        "guide": f"/{language}/guides/moving/",
        "answer": f"/{language}/questions/which/answers/?a=yes&a=3",
        "plan": f"{plan}&entered=2026-12-20",
        "plan of later": f"{plan}&entered=2027-03-01",
        "plan without a day": f"{plan}&permit_ends=2028-02-28",
    }
    return {name: client.get(address).text for name, address in addresses.items()}


def told(client) -> dict[str, int]:
    """How many changes each feed tells of."""
    return {name: client.get(feed).text.count("<entry>") for name, feed in FEEDS.items()}


def test_on_its_day_everything_changes_and_whom_it_concerns_hears_once(
    client, at, fact, readers
):
    enter_new_value(client, fact)

    # Whoever arrives under the new rule hears at once; to all others it says what is to come.
    plan_has_moved = "Dates in your plan for Beijing have changed"
    assert at(NEXT_MORNING) == [("arrives-2027-03-01@example.org", plan_has_moved)]
    letter = Message.objects.get(subject=plan_has_moved).text
    assert "Now: Mon 22 March 2027 (Within 15 working days of entering China)" in letter
    assert "Before: Thu 11 March 2027 (Within 10 days of entering China)" in letter
    assert "The new rule applies from 1 January 2027." in letter
    assert at(EVE) == []
    before = shown(client)
    assert "Within 10 days (15 working days from 1 January 2027)." in before["guide"]
    assert "Within 10 days of entering China" in before["guide"]
    assert "For 10 days." in before["answer"]
    assert "Within 10 days of entering China" in before["plan without a day"]
    assert set(told(client).values()) == {0}
    assert FactChange.objects.count() == 0

    letters = at(NEW_YEAR)

    now = shown(client)
    assert "Within 15 working days." in now["guide"]
    assert "Within 15 working days of entering China" in now["guide"]
    assert CHANGED in now["guide"]
    assert "For 15 working days." in now["answer"]
    assert "Within 15 working days of entering China" in now["plan without a day"]
    assert "Within 15 working days of entering China" in now["plan of later"]
    # Who had come before has the days that the rule gave them.
    assert "Within 10 days of entering China" in now["plan"]
    assert "15个工作日内。" in shown(client, "zh-hans")["guide"]
    assert "15 working days" in page("guides", "moving").text_en
    assert told(client) == dict.fromkeys(FEEDS, 1) | {"everything": 3, "another guide": 0}
    assert letters == [
        ("ada@example.org", "Changed: Moving"),
        ("journey@example.org", "Changed: Move"),
        ("li@example.org", "内容更新：搬家"),
        ("questions@example.org", "Changed: Which one?"),
        ("topic@example.org", "Changed: Residence"),
    ]
    notes = {mail.to: mail.text for mail in Message.objects.filter(subject__contains="Chang")}
    assert all(CHANGED in notes[to] for to, _subject in letters if to in notes)
    assert CHANGED_ZH in Message.objects.get(subject="内容更新：搬家").text
    assert FactChange.objects.get().from_day == FIRST

    assert at(MORNING) == []
    assert at(FRIDAY) == [("weekly@example.org", "Changed: Moving")]
    assert told(client)["everything"] == 3
