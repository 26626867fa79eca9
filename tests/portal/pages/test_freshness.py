"""The open page about freshness: what was checked in time, counted from the records."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import (
    make_apartment,
    make_community,
    make_guide,
    make_remark,
    make_school,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def read_on(day) -> list[dict]:
    value = {"title": "T", "publisher": "P", "read_on": day.isoformat()}
    return [{"type": "source", "value": value, "id": "a"}]


def numbers(row) -> tuple:
    return tuple(row[name] for name in ("records", "in_time", "share", "confirmed", "overdue"))


def test_what_was_confirmed_or_read_within_the_year_is_in_time(client):
    here, empty = make_community(), make_community(live=False)
    make_apartment(community=here, confirmed_on=TODAY)
    make_apartment(community=here, sources=read_on(TODAY - 300 * DAY))
    make_apartment(community=here, sources=read_on(TODAY - 400 * DAY))
    make_school(community=here, confirmed_on=TODAY - 400 * DAY, reviewed_on=TODAY - DAY)
    make_school(community=here, confirmed_on=TODAY, review_due=TODAY - DAY)
    make_school(community=here, confirmed_on=TODAY, live=False)
    make_apartment(community=empty, live=False)
    make_guide(reviewed_on=TODAY, review_due=TODAY)

    context = client.get("/en/about/freshness/").context

    [row] = context["rows"]
    assert row["community"] == here
    # The community has a page of its own, which nobody has looked at.
    assert numbers(row) == (6, 3, 50, 2, 1)
    assert numbers(context["shared"]) == (1, 1, 100, 0, 0)
    assert numbers(context["everything"]) == (7, 4, 57, 2, 1)


def test_how_long_readers_wait_for_an_answer_is_told_by_the_middle_one(client):
    here = make_community()
    now = timezone.now()
    for days in (1, 2, 9):
        make_remark(
            community=here, state="mended", created_at=now - days * DAY, answered_at=now
        )
    make_remark(community=here, state="spam", created_at=now - 99 * DAY, answered_at=now)
    make_remark(community=here)

    context = client.get("/zh-hans/about/freshness/").context

    assert (context["rows"][0]["days"], context["everything"]["days"]) == (2, 2)
    assert context["shared"]["days"] is None


@pytest.mark.parametrize("how_many", [1, 3])
def test_it_costs_the_same_however_much_there_is(client, django_assert_num_queries, how_many):
    for _turn in range(how_many):
        make_apartment(community=make_community(), confirmed_on=TODAY)
        make_remark(state="stays", answered_at=timezone.now())

    with django_assert_num_queries(4):
        client.get("/en/about/freshness/")


def test_about_leads_there_in_both_languages(client):
    for language in ("en", "zh-hans"):
        address = f"/{language}/about/freshness/"
        assert f'href="{address}"' in client.get(f"/{language}/about/").text
        assert client.get(address).status_code == 200
