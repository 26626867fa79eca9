"""When a fact says something else: what shows it says so. Its day: test_its_day.py."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.facts import actions
from portal.models import Fact, FactChange, MeaningChange
from portal.search import index
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

    actions.note_changes()

    change = FactChange.objects.get()
    assert (change.after["number"], change.from_day) == (12, dt.date(2026, 11, 26))
    assert MeaningChange.objects.of(guide).count() == 1


def test_the_end_of_a_rule_without_another_is_a_change_too(client, at, guide, fact):
    fact.values.filter(number=15).delete()

    at(AFTER)
    actions.note_changes()

    note = MeaningChange.objects.of(guide).get().note_en
    assert note == "Time to report a change: 10 days no longer holds from 1 January 2027"
    page = client.get("/en/guides/moving/").text
    assert "10 days (this rule ended on 31 December 2026: ask what holds now)" in page


def test_a_language_that_was_outdated_stays_so(at, guide, fact):
    type(guide).objects.update(meaning_version=3, answered_version_en=3)
    fact.values.filter(number=10).update(number=12)

    actions.note_changes()

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
