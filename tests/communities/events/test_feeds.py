"""Public calendars hold what the public may see, and may be kept."""

import datetime as dt

import pytest
import vobject
from django.utils import timezone

from communities.events import clock, organising
from tests.factories import make_community, make_date, make_event, make_series

pytestmark = pytest.mark.django_db


def titles(client, address: str) -> list[str]:
    calendar = vobject.readOne(client.get(address).text)
    return [entry.summary.value for entry in calendar.contents.get("vevent", [])]


def test_feeds_hold_what_the_public_may_see_in_the_page_s_language(client):
    north, series = make_community(slug="north"), make_series(slug="forum")
    soon = timezone.now() + dt.timedelta(days=1)
    tea = make_event(title_en="Tea", title_zh_hans="茶会", community=north)
    make_date(event=tea, starts_at=soon)
    make_date(event=make_event(title_en="Talk", series=series))
    make_date(event=make_event(title_en="Draft", live=False, community=north))
    make_date(event=tea, starts_at=timezone.now() - dt.timedelta(days=40))

    assert titles(client, "/en/events/calendar.ics") == ["Tea", "Talk"]
    assert titles(client, "/zh-hans/events/communities/north/calendar.ics") == ["茶会"]
    assert titles(client, "/en/events/series/forum/calendar.ics") == ["Talk"]
    assert titles(
        client, f"/en/events/{tea.slug}/dates/{tea.dates.last().pk}/calendar.ics"
    ) == ["Tea"]


def test_a_feed_may_be_kept_and_sets_no_cookie(client):
    response = client.get("/en/events/calendar.ics")

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers
    assert "Cache-Control" not in response.headers


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_feed_costs_the_same_however_long_it_is(client, django_assert_num_queries, how_many):
    for _turn in range(how_many):
        make_date()

    with django_assert_num_queries(1):
        found = titles(client, "/en/events/calendar.ics")

    assert len(found) == how_many


def test_what_is_not_public_has_no_calendar(client):
    draft = make_date(event=make_event(live=False))

    for address in (
        f"/en/events/{draft.event.slug}/dates/{draft.pk}/calendar.ics",
        "/en/events/communities/nowhere/calendar.ics",
        "/en/events/series/nothing/calendar.ics",
    ):
        assert client.get(address).status_code == 404


def test_a_feed_stays_as_it_is_until_what_it_says_changes(client):
    date = make_date()

    def feed() -> str:
        return client.get("/en/events/calendar.ics").text

    first = feed()
    clock.look_at_dates()
    assert feed() == first

    organising.move_date(date, starts_at=date.starts_at + dt.timedelta(minutes=30))
    assert feed() != first
