"""Facts at the desk: values that follow each other, names that texts may use."""

import datetime as dt

import pytest

from portal.facts.models import Fact
from portal.search import index
from services.models import Guide
from tests.factories import make_fact, make_guide
from tests.portal.desk.forms import filled, messages

LAST, FIRST = dt.date(2026, 12, 31), dt.date(2027, 1, 1)


@pytest.fixture
def fact(db):
    return make_fact(slug="fee", kind="money", values=[{"number": 400}])


@pytest.fixture
def save(desk, at):
    def save(thing, **answers):
        url = at(type(thing), "edit", thing.pk)
        data = filled(desk.get(url), **answers)
        return desk.post(url, data, follow=True)

    return save


def second(**answers) -> dict:
    empty = dict.fromkeys(
        ("valid_until", "number", "unit", "date", "phone", "text_en", "text_zh_hans", "id"), ""
    )
    value = empty | {"valid_from": FIRST, "DELETE": ""} | answers
    return {"values-TOTAL_FORMS": "2"} | {f"values-1-{name}": it for name, it in value.items()}


def test_a_value_ends_where_the_next_begins(save, fact):
    save(fact, **second(number="500"))

    assert days(fact) == [(400, None, LAST), (500, FIRST, None)]


def days(fact) -> list[tuple]:
    values = fact.values.order_by("number")
    return [(value.number, value.valid_from, value.valid_until) for value in values]


def test_an_end_that_came_with_the_next_value_moves_and_goes_with_it(save, fact, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: LAST)
    save(fact, **second(number="500"))
    later = FIRST + dt.timedelta(days=31)
    save(fact, **{"values-1-valid_from": later})
    assert days(fact) == [(400, None, later - dt.timedelta(days=1)), (500, later, None)]

    save(fact, **{"values-1-DELETE": "on"})

    assert days(fact) == [(400, None, None)]


@pytest.mark.parametrize("typed", [True, False])
def test_an_end_that_was_typed_or_has_come_stays(save, fact, monkeypatch, typed):
    today = LAST if typed else FIRST
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: today)
    save(fact, **second(number="500") | ({"values-0-valid_until": LAST} if typed else {}))

    save(fact, **{"values-1-DELETE": "on"})

    assert days(fact) == [(400, None, LAST)]


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        (second(phone="12345"), "A fact of this kind needs this."),
        (second(number="500", valid_from=""), "Another value holds from this day already."),
        (
            second(number="1") | {"values-0-valid_until": FIRST},
            "Another value holds on this day",
        ),
        (second(number="1", valid_until=LAST), "The last day lies before the first one."),
    ],
)
def test_values_that_cannot_be_are_named_and_nothing_is_saved(save, fact, answers, fault):
    answer = save(fact, **answers)

    assert fault in answer.text
    assert fact.values.count() == 1


def test_a_text_may_name_only_facts_that_there_are(save, fact):
    guide = make_guide()

    faulty = save(guide, fee_en="[[fees]]", summary_en="For [[fee]].")
    fine = save(guide, fee_en="[[fee]]")

    assert "There is no fact named “fees”." in faulty.text
    assert "Lists show this text by itself" in faulty.text
    assert "There is no fact" not in fine.text
    assert Guide.objects.get().get_latest_revision_as_object().fee_en == "[[fee]]"


def test_what_a_page_shows_is_listed_and_cannot_be_deleted(desk, at, fact):
    guide = make_guide(
        slug="permit", title_en="Permit", fee_en="[[fee]]", fee_zh_hans="[[fee]]"
    )
    index.refresh(guide)

    form = desk.get(at(Fact, "edit", fact.pk)).text
    answer = desk.post(at(Fact, "delete", fact.pk), follow=True)

    assert "/guides/permit/" in form
    assert messages(answer)[0].startswith("Not deleted: it is still needed by guides/permit.")
    assert "400 yuan" in desk.get(at(Fact, "list")).text
