"""Staff confirm a record, or one fact that ages by itself; readers see it at once."""

import datetime as dt

import pytest
from django.utils import timezone

from communities.models import AuditEntry
from portal.publishing import actions, content
from services.models import Apartment
from tests.factories import make_apartment, make_guide, make_hospital, make_school, publish

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def page(client, thing) -> str:
    return " ".join(
        client.get(f"/en{thing.get_absolute_url().removeprefix('/en')}").text.split()
    )


def test_a_confirmed_fact_says_so_on_the_public_page_at_once(
    client, desk, at, django_capture_on_commit_callbacks
):
    home = make_apartment(rent_min=5000, rent_as_of="2020", phone="010 1234 5678")
    before = content.version()
    assert "as of 2020, over a year ago" in page(client, home)

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(at(Apartment, "confirmation", home.pk), {"fact": "rent"})

    day = f"{TODAY.day} {TODAY:%B %Y}"
    assert f"as of 2020, confirmed by staff on {day}" in page(client, home)
    assert page(client, home).count("confirmed by staff on") == 1
    assert content.version() != before
    assert str(AuditEntry.objects.get()) == f"Administrator confirmed one fact of “{home}”."
    home.refresh_from_db()
    assert (home.facts_confirmed, home.confirmed_on) == ({"rent": TODAY.isoformat()}, None)


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (make_school, {"tuition_min": 90_000, "tuition_year": "2025-2026", "phone": "1"}),
        (
            make_hospital,
            {"phone": "1", "appointment_phone": "2", "opening_hours_en": "All day"},
        ),
        (make_hospital, {"hours": "Mo-Fr 08:00-17:00"}),
        (make_guide, {"fee_en": "400 yuan", "fee_zh_hans": "400元"}),
    ],
)
def test_who_confirms_a_record_confirms_every_fact_that_it_states(
    client, make, fields, administrator
):
    thing = make(**fields)
    stated = [fact.name for fact in thing.dated_facts if fact.is_stated(thing)]

    actions.confirm(thing, by=administrator)

    thing.refresh_from_db()
    assert sorted(thing.facts_confirmed) == sorted(stated) != []
    assert page(client, thing).count("confirmed by staff on") == len(stated)


def test_what_has_changed_since_is_not_confirmed_any_more(administrator):
    home = make_apartment(rent_min=5000, rent_as_of="2026", phone="1")
    actions.confirm(home, by=administrator)
    home.refresh_from_db()

    home.rent_min = 6000
    publish(home, note="More.")

    home.refresh_from_db()
    assert [*home.facts_confirmed] == ["phone"]


def test_nobody_knows_what_was_confirmed_once_it_has_been_withdrawn(administrator):
    home = make_apartment(phone="1")
    actions.confirm(home, by=administrator)
    home.refresh_from_db()

    home.unpublish()

    home.refresh_from_db()
    assert home.facts_confirmed == {}


def test_a_confirmed_record_is_checked_again_in_half_a_year_or_when_it_was_due(administrator):
    later = TODAY + dt.timedelta(days=300)
    open_ended, due, planned = (make_apartment(review_due=day) for day in (None, TODAY, later))

    for home in (open_ended, due, planned):
        actions.confirm(home, by=administrator)
        home.refresh_from_db()

    half_a_year = TODAY + actions.CHECKED_EVERY
    assert [home.review_due for home in (open_ended, due, planned)] == [
        half_a_year, half_a_year, later,
    ]  # fmt: skip


def test_a_fact_that_is_not_stated_cannot_be_confirmed(desk, at):
    home = make_apartment(phone="1")

    form = desk.get(at(Apartment, "edit", home.pk)).text

    assert 'name="fact" value="phone"' in form
    assert 'name="fact" value="rent"' not in form


def test_readers_are_told_that_a_check_is_overdue_from_the_next_day_on(client):
    due = make_apartment(review_due=TODAY)
    late = make_apartment(review_due=TODAY - dt.timedelta(days=1))

    assert "should have been checked again" not in page(client, due)
    assert "It should have been checked again by" in page(client, late)
