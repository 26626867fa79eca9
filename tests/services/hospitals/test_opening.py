"""What is open now, on the page of one and in the list of all."""

import datetime as dt

import pytest
from django.utils import timezone

from services.hospitals.kind import HOSPITALS
from services.listings.opening import OpenNow
from tests.factories import make_hospital
from tests.services.listings.test_counting import ask, count, slugs

pytestmark = pytest.mark.django_db

ALWAYS = "Mo-Su 00:00-24:00"


def off_now() -> str:
    """Day and night, but not in these days."""
    today = timezone.localdate()
    day = dt.timedelta(days=1)
    return f"{ALWAYS}; {today - day}/{today + 2 * day} off"


def until_the_next_minute() -> str:
    """Day and night, but today it closes within the minute."""
    here = timezone.localtime()
    end = here.hour * 60 + here.minute + 1
    day = here.date().isoformat()
    return f"{ALWAYS}; {day} 00:00-{end // 60:02}:{end % 60:02}"


@pytest.fixture
def three():
    make_hospital(slug="open", hours=ALWAYS)
    make_hospital(slug="shut", hours=off_now())
    make_hospital(slug="silent")


def test_the_list_finds_what_is_open_now_and_counts_it(three):
    tally = count(ask(HOSPITALS))

    assert slugs(HOSPITALS, open="now") == ["open"]
    assert sorted(slugs(HOSPITALS, open=["now", "not-stated"])) == ["open", "silent"]
    assert (tally.options["open", "now"], tally.options["open", "not-stated"]) == (1, 1)


def test_what_was_counted_before_the_doors_closed_is_not_told_after():
    """The same version of all content, another moment: another shelf."""
    ends = until_the_next_minute()
    before, after = OpenNow([ALWAYS, ends]), OpenNow([ALWAYS, off_now()])

    assert before.state != after.state
    assert before.until - timezone.now() <= dt.timedelta(minutes=1)
    assert after.until - timezone.now() > dt.timedelta(days=1)


@pytest.mark.parametrize(
    "address", ["/en/hospitals/", "/en/hospitals/map.json", "/en/hospitals/late/"]
)
def test_no_cache_keeps_a_page_beyond_the_next_change(client, address):
    make_hospital(slug="late", hours=until_the_next_minute())

    answer = client.get(address)

    assert 0 <= int(answer["Cache-Control"].removeprefix("max-age=")) < 60


def test_a_page_tells_the_hours_now_and_by_weekday(client):
    make_hospital(slug="open", hours=ALWAYS, opening_hours_en="Round the clock")

    page = client.get("/en/hospitals/open/").content.decode()

    assert "Open day and night" in page
    assert "In its own words: Round the clock" in page
    assert page.count('<th scope="row">') == 7


def test_where_only_words_are_known_the_words_stand_alone(client):
    make_hospital(slug="words", opening_hours_en="Working days")

    page = client.get("/en/hospitals/words/").content.decode()

    assert "Working days" in page
    assert "When it is open" not in page
