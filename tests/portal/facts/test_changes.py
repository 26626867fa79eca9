"""When a fact says something else: what shows it changes, and whom it concerns hears."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.facts import actions
from portal.models import Fact, FactChange, MeaningChange, Message, PageWatch
from portal.search import index
from portal.search.models import SearchEntry
from portal.watches import actions as watches
from tests.factories import (
    make_deadline,
    make_fact,
    make_guide,
    make_journey,
    make_step,
    publish,
)

pytestmark = pytest.mark.django_db

BEFORE = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 12, 31, 16, 0, 5, tzinfo=dt.UTC)  # New Year's midnight in Beijing


@pytest.fixture
def at(monkeypatch):
    """Move the clock."""

    def move(moment: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    move(BEFORE)
    return move


@pytest.fixture
def fact(at):
    """Ten days, and 15 working days from New Year on."""
    fact = make_fact(
        slug="report-period",
        name_en="Time to report a change",
        name_zh_hans="变更申报时限",
        values=[
            {"number": 10, "unit": "days", "valid_until": dt.date(2026, 12, 31)},
            {"number": 15, "unit": "working_days", "valid_from": dt.date(2027, 1, 1)},
        ],
    )
    actions.note_changes()
    return fact


@pytest.fixture
def guide(fact):
    """A guide that says it in a step and counts with it."""
    guide = make_guide(slug="moving", fee_en="Free", fee_zh_hans="免费")
    make_step(
        guide=guide, body_en="Within [[report-period]].", body_zh_hans="[[report-period]]内。"
    )
    make_deadline(guide=guide, fact=fact, clock="circumstances_changed")
    index.refresh(guide)
    return guide


def watched(page, email: str, language: str, rhythm: str = "at_once") -> None:
    entry = SearchEntry.objects.get(kind=page.kind, object_pk=page.pk)
    watches.ask(page=entry, email=email, language=language, rhythm=rhythm)
    watches.confirm(PageWatch.objects.get(email=email))


def clock() -> None:
    actions.note_changes()
    watches.tell()


def test_on_its_day_pages_change_and_who_watches_them_hears_once(client, at, guide):
    other = make_guide(slug="other")
    index.refresh(other)
    watched(guide, "ada@example.org", "en")
    watched(guide, "li@example.org", "zh-hans")
    watched(other, "eve@example.org", "en")
    clock()
    Message.objects.all().delete()
    before = client.get("/en/guides/moving/").text
    assert "Within 10 days (15 working days from 1 January 2027)." in before
    assert "Within 10 days of the change" in before

    at(AFTER)
    clock()
    clock()

    after = client.get("/en/guides/moving/").text
    assert "Within 15 working days." in after
    assert "Within 15 working days of the change" in after
    entry = SearchEntry.objects.get(kind="guides", slug="moving")
    assert "15 working days" in entry.text_en
    letters = {mail.to: mail.text for mail in Message.objects.all()}
    assert letters.keys() == {"ada@example.org", "li@example.org"}
    assert Message.objects.count() == 2
    line = "Time to report a change: 15 working days from 1 January 2027, before that 10 days"
    assert line in letters["ada@example.org"]
    chinese = "变更申报时限：自2027年1月1日起为15个工作日，此前为10天"
    assert chinese in letters["li@example.org"]
    change = FactChange.objects.get()
    assert (change.before["number"], change.after["number"]) == (10, 15)
    assert change.from_day == dt.date(2027, 1, 1)
    assert line in client.get("/en/guides/moving/").text
    guide.refresh_from_db()
    assert guide.meaning_version == guide.answered_version_zh_hans == 2


def test_a_journey_changes_with_its_guides_and_who_watches_it_hears_once(client, at, guide):
    second = make_guide(fee_en="[[report-period]]", fee_zh_hans="[[report-period]]")
    journey = make_journey(slug="move", steps=[guide, second])
    for page in (journey, guide, second):
        index.refresh(page)
    watched(journey, "ada@example.org", "en")
    clock()
    Message.objects.all().delete()

    at(AFTER)
    clock()
    clock()

    line = "Time to report a change: 15 working days from 1 January 2027, before that 10 days"
    assert line in Message.objects.get().text
    feed = client.get("/en/subscriptions/pages/journeys/move/changes.atom").text
    assert feed.count(line) == 1


def test_a_journey_changes_with_what_staff_say_of_its_guides(guide):
    journey = make_journey(steps=[guide])
    index.refresh(journey)
    index.refresh(guide)
    guide.fee_en = "100 yuan"

    publish(guide, note="The fee is new.")

    assert MeaningChange.objects.of(journey).get().note_en == (
        f"{guide.title_en}: The fee is new."
    )


def test_what_staff_change_now_counts_from_today(at, guide, fact):
    fact.values.filter(number=10).update(number=12)

    clock()

    change = FactChange.objects.get()
    assert (change.after["number"], change.from_day) == (12, dt.date(2026, 11, 26))
    assert MeaningChange.objects.of(guide).count() == 1


def test_the_end_of_a_rule_without_another_is_a_change_too(client, at, guide, fact):
    fact.values.filter(number=15).delete()

    at(AFTER)
    clock()

    note = MeaningChange.objects.of(guide).get().note_en
    assert note == "Time to report a change: 10 days no longer holds from 1 January 2027"
    page = client.get("/en/guides/moving/").text
    assert "10 days (this rule ended on 31 December 2026: ask what holds now)" in page


def test_a_language_that_was_outdated_stays_so(at, guide, fact):
    type(guide).objects.update(meaning_version=3, answered_version_en=3)
    fact.values.filter(number=10).update(number=12)

    clock()

    guide.refresh_from_db()
    versions = (
        guide.meaning_version,
        guide.answered_version_en,
        guide.answered_version_zh_hans,
    )
    assert versions == (4, 4, 1)
    assert MeaningChange.objects.get().stated_in == ["en"]


def test_a_new_fact_changes_nothing(at):
    make_fact(values=[{"number": 1, "unit": "days"}])

    assert actions.note_changes() == 0
    assert Fact.objects.get().noted["number"] == 1
