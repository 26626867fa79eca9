"""Which value holds on a day, and how it is said in each language."""

import datetime as dt
import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from portal.facts.models import FactValue, Period
from portal.facts.stated import facts_on, next_change, stated_on
from portal.facts.texts import fill, names_in
from tests.factories import make_deadline, make_fact, make_guide

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 26)
LAST, FIRST = dt.date(2026, 12, 31), dt.date(2027, 1, 1)
CHECKED = {"checked_on": dt.date(2026, 11, 23)}


def made(slug: str, *values, **fields):
    return make_fact(slug=slug, values=values, **CHECKED | fields)


def said(slug: str, language: str, day: dt.date = TODAY) -> str:
    with translation.override(language):
        return facts_on(day)[slug].with_dates


@pytest.mark.parametrize(
    ("kind", "value", "english", "chinese"),
    [
        ("money", {"number": 1500}, "1,500 yuan", "1500元"),
        ("money", {"number": 120000}, "120,000 yuan", "12万元"),
        ("count", {"number": 55}, "55", "55"),
        ("period", {"number": 24, "unit": "hours"}, "24 hours", "24小时"),
        ("period", {"number": 1, "unit": "working_days"}, "1 working day", "1个工作日"),
        ("date", {"date": LAST}, "31 December 2026", "2026年12月31日"),
        ("age", {"number": 60}, "60", "60周岁"),
        ("phone", {"phone": "12345"}, "12345", "12345"),
        ("text", {"text_en": "Hall 2", "text_zh_hans": "二号厅"}, "Hall 2", "二号厅"),
    ],
)
def test_each_kind_is_said_as_each_language_says_it(kind, value, english, chinese):
    made("it", value, kind=kind)

    assert (said("it", "en"), said("it", "zh-hans")) == (english, chinese)


def test_it_says_until_when_it_holds_and_what_then():
    thirty = {"number": 30, "unit": "days", "valid_until": LAST}
    made("alone", thirty)
    made("followed", thirty, {"number": 15, "unit": "days", "valid_from": FIRST})

    assert said("alone", "en") == "30 days (until 31 December 2026)"
    assert said("alone", "zh-hans") == "30天（至2026年12月31日）"
    assert said("followed", "en") == "30 days (15 days from 1 January 2027)"
    assert said("followed", "zh-hans") == "30天（2027年1月1日起为15天）"
    assert said("followed", "en", FIRST) == "15 days"


def test_a_rule_that_ended_says_so_and_an_overdue_one_too():
    made("ended", {"number": 30, "unit": "days", "valid_until": LAST})
    made("old", {"number": 5, "unit": "days"}, checked_on=dt.date(2025, 5, 3))
    made("due", {"number": 5, "unit": "days"}, review_due=dt.date(2026, 11, 25))

    ended = "30 days (this rule ended on 31 December 2026: ask what holds now)"
    assert said("ended", "en", FIRST) == ended
    assert said("old", "en") == "5 days (last checked on 3 May 2025)"
    assert said("due", "zh-hans") == "5天（上次核对：2026年11月23日）"
    assert facts_on(FIRST)["ended"].period == Period(30, "days")


def test_a_day_has_one_value_of_a_fact():
    fact = made("it", {"number": 1, "unit": "days", "valid_until": LAST})

    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        FactValue.objects.create(fact=fact, number=2, unit="days", valid_from=LAST)


def test_all_facts_take_one_query(django_assert_num_queries):
    for _turn in range(3):
        make_fact(values=[{"number": 1, "unit": "days"}])

    with django_assert_num_queries(1):
        assert len(facts_on(TODAY)) == 3


def test_a_page_is_kept_until_the_midnight_at_which_a_fact_changes():
    fact = made("it", {"number": 1, "unit": "days", "valid_until": LAST})

    assert next_change([stated_on(fact, TODAY)]).isoformat() == "2027-01-01T00:00:00+08:00"
    assert next_change([]) is None


def test_texts_show_facts_by_name_and_keep_what_is_none():
    made("fee", {"number": 400, "valid_until": LAST}, kind="money")

    text = "[[fee]], [[ fee | short ]], [[none]] and [a](/b)."
    assert names_in(text) == ["fee", "fee", "none"]
    filled = "400 yuan (until 31 December 2026), 400 yuan, [[none]] and [a](/b)."
    assert fill(text, facts_on(TODAY)) == filled


def test_a_text_made_of_blanks_keeps_nobody_waiting():
    began = time.process_time()

    assert names_in("[[" + " " * 20_000 + "!") == []

    assert time.process_time() - began < 1


def test_a_deadline_is_as_long_as_its_fact_says_on_the_day():
    fact = made(
        "it",
        {"number": 10, "unit": "days", "valid_until": LAST},
        {"number": 15, "unit": "working_days", "valid_from": FIRST},
    )
    deadline = make_deadline(guide=make_guide(), fact=fact)

    assert deadline.period_on(LAST) == Period(10, "days")
    assert deadline.period_on(FIRST) == Period(15, "working_days")
