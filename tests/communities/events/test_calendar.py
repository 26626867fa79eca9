"""What calendars read, checked with two parsers that are not ours."""

import datetime as dt
from email import message_from_bytes, policy

import ics
import pytest
import vobject
from django.utils import timezone

from communities.events import actions, calendar, organising
from communities.events.models import EventDate
from portal.models import Message
from portal.outbox import delivery
from tests.factories import make_date, make_event, make_sign_up

pytestmark = pytest.mark.django_db


def read(content: str) -> dict:
    """Read the one entry of a calendar with both parsers; they must agree."""
    by_vobject = vobject.readOne(content).vevent
    (by_ics,) = ics.Calendar(content).events
    extra = {line.name: line.value for line in by_ics.extra}
    entries = [
        {
            "uid": by_vobject.uid.value,
            "sequence": int(by_vobject.sequence.value),
            "status": by_vobject.status.value,
            "starts": by_vobject.dtstart.value.astimezone(dt.UTC),
            "ends": by_vobject.dtend.value.astimezone(dt.UTC),
            "title": by_vobject.summary.value,
            "location": by_vobject.location.value,
        },
        {
            "uid": by_ics.uid,
            "sequence": int(extra["SEQUENCE"]),
            "status": by_ics.status,
            "starts": by_ics.begin.datetime.astimezone(dt.UTC),
            "ends": by_ics.end.datetime.astimezone(dt.UTC),
            "title": by_ics.name,
            "location": by_ics.location,
        },
    ]
    assert entries[0] == entries[1]
    return entries[0]


def method(content: str) -> str:
    return vobject.readOne(content).method.value


def test_an_entry_follows_a_date_that_moves_twice_and_is_called_off():
    starts = timezone.now().replace(microsecond=0) + dt.timedelta(days=7)
    date, hour = make_date(starts_at=starts), dt.timedelta(hours=1)
    actions.sign_up(date, name="Ada", email="ada@example.org", language="en")
    place = date.sign_ups.get()
    for moved in (starts + hour, starts + 2 * hour):
        organising.move_date(EventDate.objects.get(), starts_at=moved, ends_at=moved + hour)
    organising.call_off(date, reason_en="Storm", reason_zh_hans="暴风雨")

    mails = Message.objects.order_by("pk").values_list("attachments", flat=True)
    parts = [part for attachments in mails for part in attachments]
    contents = [part["content"] for part in parts if part["type"].startswith("text/calendar")]
    entries = [read(content) for content in contents]

    assert {entry["uid"] for entry in entries} == {f"place-{place.pk}@testserver"}
    assert [entry["sequence"] for entry in entries] == [0, 1, 2, 3]
    assert [entry["starts"] for entry in entries] == [
        starts, starts + hour, starts + 2 * hour, starts + 2 * hour,
    ]  # fmt: skip
    assert [entry["status"] for entry in entries] == [*["CONFIRMED"] * 3, "CANCELLED"]
    assert [method(content) for content in contents] == [*["REQUEST"] * 3, "CANCEL"]


def test_an_entry_follows_a_place_that_moves_up_and_is_given_back():
    place = make_sign_up(state="waiting")
    entries = [read(calendar.invitation(place)["content"])]
    for state in ("confirmed", "cancelled"):
        place.state, place.revision = state, place.revision + 1
        entries.append(read(calendar.invitation(place)["content"]))

    assert [entry["status"] for entry in entries] == ["TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert [entry["sequence"] for entry in entries] == [0, 1, 2]


def test_the_clock_is_beijing_s_and_the_address_chinese_too():
    date = make_date(
        starts_at=dt.datetime(2027, 3, 1, 11, 0, tzinfo=dt.UTC),
        latitude=39.99,
        longitude=116.47,
    )
    content = calendar.invitation(make_sign_up(date=date, language="en"))["content"]

    assert "DTSTART;TZID=Asia/Shanghai:20270301T190000\r\n" in content
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n" in content
    assert "GEO:39.99;116.47\r\n" in content
    assert read(content)["location"] == (
        "Library, 1 Library Road, Beijing · 图书馆，北京市图书馆路1号"
    )


def test_a_chinese_reader_gets_a_chinese_entry():
    event = make_event(title_en="Tea", title_zh_hans="茶会")
    place = make_sign_up(date=make_date(event=event), language="zh-hans")

    content = calendar.invitation(place)["content"]

    assert read(content)["title"] == "茶会"
    assert read(content)["location"] == "图书馆，北京市图书馆路1号"
    assert f"/zh-hans/events/places/{place.token}/" in content.replace("\r\n ", "")


def test_a_mail_carries_the_entry_where_mail_programs_look_for_it():
    part = calendar.invitation(make_sign_up(name="Ada, Lovelace"))
    mail = Message(to="ada@example.org", subject="x", text="x", html="<p>x", attachments=[part])

    sent = message_from_bytes(delivery._as_email(mail).message().as_bytes(), policy=policy.SMTP)

    assert sent.get_content_type() == "multipart/alternative"
    *_texts, entry = sent.iter_parts()
    assert entry.get_content_type() == "text/calendar"
    assert entry["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}
    invited = vobject.readOne(entry.get_content()).vevent.attendee
    assert invited.params["CN"] == ["Ada, Lovelace"]
    assert read(entry.get_content())["status"] == "CONFIRMED"


def test_a_feed_names_every_date_once_and_says_when_to_ask_again():
    now = timezone.now()
    dates = [make_date(starts_at=now), make_date(status="called_off")]

    feed = vobject.readOne(calendar.feed("All events", dates).decode())

    assert [entry.status.value for entry in feed.vevent_list] == ["CONFIRMED", "CANCELLED"]
    assert [entry.uid.value for entry in feed.vevent_list] == [
        f"date-{date.pk}@testserver" for date in dates
    ]
    assert feed.contents["x-wr-calname"][0].value == "All events"
    assert feed.contents["refresh-interval"][0].value == "PT1H"
