"""Everybody hears once of what they asked for, however often the clock comes by."""

import datetime as dt

import pytest
from django.utils import timezone

from communities.events.models import Event
from communities.models import Announcement
from communities.news import actions
from portal.models import Message
from portal.subscriptions.rhythm import last_letter_day
from tests.factories import make_community, make_date, make_event, make_subscription

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - dt.timedelta(days=30)


def reader(**fields):
    return make_subscription(told_until=LONG_AGO, **fields)


def mails() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("to", "subject"))


def clock() -> None:
    actions.announce()
    actions.tell()


def test_a_new_event_is_told_once_however_often_the_clock_comes_by():
    reader(email="ada@example.org")
    event = make_event(title_en="Tea")
    make_date(event=event)

    clock()
    make_date(event=event)
    clock()

    assert mails() == [("ada@example.org", "New event: Tea")]


def test_only_events_that_the_public_sees_and_can_still_go_to_are_told():
    reader()
    past = timezone.now() - dt.timedelta(days=1)
    make_date(event=make_event(live=False))
    make_date(starts_at=past)
    make_date(status="called_off")
    make_event()

    clock()

    assert Announcement.objects.count() == 0
    assert mails() == []


def test_an_event_is_told_from_the_minute_in_which_it_becomes_public():
    reader(email="ada@example.org")
    event = make_event(title_en="Tea", live=False)
    make_date(event=event)
    clock()
    before = mails()

    Event.objects.filter(pk=event.pk).update(live=True)
    clock()

    assert before == []
    assert mails() == [("ada@example.org", "New event: Tea")]


def test_everybody_hears_of_what_they_asked_for():
    north, south = make_community(slug="north"), make_community(slug="south")
    make_date(event=make_event(title_en="Tea", community=north, topic="culture"))
    make_date(event=make_event(title_en="Run", community=south, topic="outdoors"))
    reader(email="all@example.org")
    reader(email="north@example.org", communities=["north"])
    reader(email="run@example.org", topics=["outdoors", "health"])
    reader(email="none@example.org", communities=["north"], topics=["outdoors"])
    make_subscription(email="not-yet@example.org", confirmed_at=None, told_until=LONG_AGO)

    clock()

    assert mails() == [
        ("all@example.org", "2 new events in Beijing"),
        ("north@example.org", "New event: Tea"),
        ("run@example.org", "New event: Run"),
    ]


def test_the_weekly_letter_waits_for_thursday_and_comes_once():
    weekly = reader(email="ada@example.org", rhythm="weekly")
    thursday = last_letter_day()
    for title, at in (("Tea", thursday - dt.timedelta(days=1)), ("Run", timezone.now())):
        event = make_event(title_en=title)
        make_date(event=event)
        Announcement.objects.create(event=event, at=at)

    clock()
    clock()

    weekly.refresh_from_db()
    assert weekly.told_until == thursday
    assert mails() == [("ada@example.org", "New event: Tea")]


def test_what_was_public_before_somebody_subscribed_is_not_told():
    make_date()
    actions.announce()
    make_subscription(told_until=timezone.now())

    actions.tell()

    assert mails() == []


def test_a_letter_speaks_the_reader_s_language_and_can_be_ended():
    subscription = reader(language="zh-hans")
    event = make_event(title_en="Tea", title_zh_hans="茶会")
    date = make_date(event=event)

    clock()

    mail = Message.objects.get()
    assert mail.subject == "新活动：茶会"
    for body in (mail.text, mail.html):
        assert f"/zh-hans/events/{event.slug}/" in body
        assert f"/zh-hans/subscriptions/{subscription.token}/end/" in body
        assert date.venue_zh_hans in body
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("how_many", [1, 3])
def test_telling_costs_the_same_however_many_readers_and_events(
    django_assert_num_queries, how_many
):
    for _turn in range(how_many):
        reader()
        make_date()
    actions.announce()

    with django_assert_num_queries(12):
        actions.tell()

    assert Message.objects.count() == how_many
