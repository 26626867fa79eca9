"""Dates and places as calendars read them (iCalendar, RFC 5545 and 5546)."""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from icalendar import Calendar, Timezone, vCalAddress
from icalendar import Event as Entry

from communities.events.models import EventDate, SignUp
from portal.base.languages import current, localized

BEIJING = ZoneInfo("Asia/Shanghai")
# When the rules of the zone begin to matter: nothing here was held before.
FIRST_DAY = dt.date(2020, 1, 1)
# How often a calendar that has subscribed to a feed should ask again.
REFRESH = dt.timedelta(hours=1)


def invitation(sign_up: SignUp, *, method: str = "REQUEST") -> dict:
    """Return the calendar part of a mail about a place, for `Draft.attachments`.

    A place has one UID for ever and a sequence that rises with every change of the place
    and of its date, so that the entry in a person's calendar follows. REQUEST enters or
    changes it, CANCEL takes it away.
    """
    with translation.override(sign_up.language):
        entry = _place(sign_up)
        # In a message it is the time of the message, in a feed that of the last change.
        entry.DTSTAMP = timezone.now()
        if method == "CANCEL":
            entry.status = "CANCELLED"
        entry.add("url", settings.SITE_ROOT + sign_up.get_absolute_url())
        entry.add("organizer", *_organiser(sign_up.date))
        entry.add(
            "attendee",
            vCalAddress(f"mailto:{sign_up.email}"),
            # They have answered by signing up; the mail asks for nothing more.
            parameters={"cn": sign_up.name, "partstat": "ACCEPTED", "rsvp": "FALSE"},
        )
        calendar = _calendar([entry])
    calendar.add("method", method)
    return {
        "name": "place.ics",
        "type": f"text/calendar; method={method}",
        "content": calendar.to_ical().decode(),
    }


def feed(name: str, dates: Iterable[EventDate]) -> bytes:
    """Write dates as a calendar to subscribe to, in the active language."""
    return _feed(name, [_date(date) for date in dates])


def places(name: str, sign_ups: Iterable[SignUp]) -> bytes:
    """Write a person's own places as a calendar to subscribe to, in the active language."""
    return _feed(name, [_place(sign_up) for sign_up in sign_ups])


def _feed(name: str, entries: list[Entry]) -> bytes:
    calendar = _calendar(entries)
    for property_name in ("name", "x-wr-calname"):
        calendar.add(property_name, name)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return calendar.to_ical()


def _calendar(entries: list[Entry]) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.SITE_HOST}//Events//{current()}")
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(entry)
    return calendar


@cache
def _zone() -> Timezone:
    zone = Timezone.from_tzid(BEIJING.key, first_date=FIRST_DAY)
    del zone["comment"]  # for which years it was computed, which is nobody's business
    return zone


def _place(sign_up: SignUp) -> Entry:
    entry = _date(sign_up.date)
    entry.uid = f"place-{sign_up.pk}@{settings.SITE_HOST}"
    entry.sequence = sign_up.sequence
    entry.DTSTAMP = sign_up.changed_at
    if sign_up.has_ended:
        entry.status = "CANCELLED"
    elif sign_up.state != SignUp.State.CONFIRMED and not sign_up.date.is_called_off:
        entry.status = "TENTATIVE"
    return entry


def _date(date: EventDate) -> Entry:
    event, language = date.event, current()
    entry = Entry()
    entry.add("uid", f"date-{date.pk}@{settings.SITE_HOST}")
    entry.add("sequence", date.revision)
    entry.add("dtstamp", date.last_changed_at)
    for name, moment in (("dtstart", date.starts_at), ("dtend", date.ends_at)):
        here = moment.astimezone(BEIJING)
        entry.add(name, here.date() if date.is_whole_day else here)
    entry.add("summary", localized(event, "title", language))
    page = settings.SITE_ROOT + event.get_absolute_url()
    entry.add("description", f"{localized(event, 'summary', language)}\n\n{page}")
    entry.add("location", _location(date, language))
    if date.latitude is not None:
        entry.add("geo", (date.latitude, date.longitude))
    entry.add("status", "CANCELLED" if date.is_called_off else "CONFIRMED")
    return entry


def _location(date: EventDate, language: str) -> str:
    """Where it is: for a driver and for the maps of China, in Chinese too."""
    chinese = f"{date.venue_zh_hans}，{date.address_zh_hans}"
    if language == "zh-hans":
        return chinese
    return f"{date.venue_en}, {date.address_en} · {chinese}"


def _organiser(date: EventDate) -> tuple[vCalAddress, dict[str, str]]:
    """Who invites: the sender of the mail, or mail programs would distrust it."""
    event = date.event
    name = localized(event, "organiser", current())
    address = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    return address, {"cn": name or localized(event.community, "name", current())}
