"""Communities, their events with dates and guests, and the programme."""

import datetime as dt

from django.utils import timezone

from communities.models import (
    Community,
    DoorLink,
    Event,
    EventDate,
    EventSeries,
    Platform,
    Project,
    Question,
    Scenario,
    Score,
    SignUp,
)
from tests.factories.making import maker, names, numbers

_lattices = [value for value, _label in Community.Lattice.choices]


@maker
def make_community(**fields) -> Community:
    """Make one of the communities; there are eight lattices, so no more than eight."""
    n = next(numbers)
    taken = set(Community.objects.values_list("lattice", flat=True))
    defaults = names("community", n) | {
        "short_name_en": f"Short {n}",
        "short_name_zh_hans": f"简称{n}",
        "description_en": "A place.",
        "description_zh_hans": "一个地方。",
        "batch": 2017,
        "lattice": next(value for value in _lattices if value not in taken),
    }
    return Community.objects.create(**defaults | fields)


@maker
def make_event(**fields) -> Event:
    n = next(numbers)
    if "community" not in fields:
        fields["community"] = make_community()
    defaults = {
        "slug": f"event-{n}",
        "title_en": f"Event {n}",
        "title_zh_hans": f"活动{n}",
        "summary_en": "Come along.",
        "summary_zh_hans": "欢迎参加。",
        "description_en": "What happens.",
        "description_zh_hans": "活动内容。",
        "topic": "settling_in",
    }
    return Event.objects.create(**defaults | fields)


@maker
def make_question(*, event: Event, **fields) -> Question:
    """Ask a number, unless told otherwise."""
    defaults = {
        "kind": "number",
        "label_en": "How many?",
        "label_zh_hans": "多少？",
        "why_en": "To plan.",
        "why_zh_hans": "便于安排。",
    }
    return Question.objects.create(event=event, **defaults | fields)


@maker
def make_date(**fields) -> EventDate:
    """Make a date a week from now, open for sign-up, with ten seats."""
    if "event" not in fields:
        fields["event"] = make_event()
    starts_at = fields.get("starts_at", timezone.now() + dt.timedelta(days=7))
    defaults = {
        "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(hours=2),
        "venue_en": "Library",
        "venue_zh_hans": "图书馆",
        "address_en": "1 Library Road, Beijing",
        "address_zh_hans": "北京市图书馆路1号",
        "seats": 10,
        "sign_up_opens_at": starts_at - dt.timedelta(days=30),
        "sign_up_closes_at": starts_at,
    }
    return EventDate.objects.create(**defaults | fields)


@maker
def make_sign_up(**fields) -> SignUp:
    n = next(numbers)
    if "date" not in fields:
        fields["date"] = make_date()
    defaults = {
        "name": f"Guest {n}",
        "email": f"guest{n}@example.org",
        "language": "en",
        "state": "confirmed",
    }
    return SignUp.objects.create(**defaults | fields)


@maker
def make_door_link(**fields) -> DoorLink:
    if "date" not in fields:
        fields["date"] = make_date()
    return DoorLink.objects.create(**{"name": "Volunteer"} | fields)


@maker
def make_scenario(**fields) -> Scenario:
    n = next(numbers)
    return Scenario.objects.create(**names("scenario", n) | {"number": n} | fields)


@maker
def make_project(**fields) -> Project:
    n = next(numbers)
    defaults = names("project", n) | {"project_kind": "construction", "status": "under_way"}
    return Project.objects.create(**defaults | fields)


@maker
def make_platform(**fields) -> Platform:
    n = next(numbers)
    defaults = names("platform", n) | {"platform_kind": "service_site"}
    return Platform.objects.create(**defaults | fields)


@maker
def make_series(**fields) -> EventSeries:
    n = next(numbers)
    return EventSeries.objects.create(**names("series", n) | fields)


@maker
def make_score(**fields) -> Score:
    defaults = {
        "points": 70,
        "evidence_en": "A library with books in six languages.",
        "evidence_zh_hans": "图书馆有六种语言的书。",
        "source_title": "Annual report",
    }
    if "community" not in fields:
        fields["community"] = make_community()
    if "scenario" not in fields:
        fields["scenario"] = make_scenario()
    return Score.objects.create(**defaults | fields)
