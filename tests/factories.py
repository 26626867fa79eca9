"""Makers of valid records. A test names only what it is about."""

import datetime as dt
import io
from functools import cache, wraps
from itertools import count, pairwise

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
)

from communities.models import (
    Community,
    DoorLink,
    Event,
    EventDate,
    EventSeries,
    Link,
    LinkUse,
    Picture,
    Platform,
    Project,
    Question,
    Remark,
    Scenario,
    Score,
    SignUp,
)
from portal.base.languages import CODES
from portal.base.rights import Role
from portal.models import Duty, Fact, FactValue, MetroLine, MetroStation, Subscription, User
from portal.pictures.sizes import make as make_sizes
from portal.publishing import answers
from services.models import (
    Answer,
    Apartment,
    Case,
    Deadline,
    Guide,
    Hospital,
    Journey,
    JourneyStep,
    Outcome,
    Paper,
    QuestionSet,
    School,
    Step,
)
from services.models import Question as RouteQuestion

_number = count(1)
_lattices = [value for value, _label in Community.Lattice.choices]


def _names(kind: str, n: int) -> dict:
    return {
        "slug": f"{kind}-{n}",
        "name_en": f"{kind.title()} {n}",
        "name_zh_hans": f"名称{n}",
        "summary_en": f"About {kind} {n}.",
        "summary_zh_hans": f"简介{n}。",
    }


def make_user(**fields) -> User:
    n = next(_number)
    return User.objects.create_user(**{"email": f"staff{n}@example.org"} | fields)


def make_colleague(role: Role, community: Community | None = None, **fields) -> User:
    """Make somebody who works at the desk in one role, for a community or for the city."""
    user = make_user(is_staff=True, **fields)
    Duty.objects.create(user=user, role=role, community=community)
    return user


def make_line(**fields) -> MetroLine:
    n = next(_number)
    defaults = {
        "slug": f"line-{n}",
        "name_en": f"Line {n}",
        "name_zh_hans": f"{n}号线",
        "sign": str(n),
        "colour": "#a4343a",
        "as_of": dt.date(2026, 8, 3),
        "headway_peak_seconds": 120,
    }
    return MetroLine.objects.create(**defaults | fields)


def make_station(*, lines=(), **fields) -> MetroStation:
    n = next(_number)
    defaults = {
        "slug": f"station-{n}",
        "name_en": f"Station {n}",
        "name_zh_hans": f"车站{n}",
        "latitude": 39.99,
        "longitude": 116.47,
    }
    station = MetroStation.objects.create(**defaults | fields)
    station.lines.set(lines)
    return station


def make_community(**fields) -> Community:
    """Make one of the communities; there are eight lattices, so no more than eight."""
    n = next(_number)
    taken = set(Community.objects.values_list("lattice", flat=True))
    defaults = _names("community", n) | {
        "short_name_en": f"Short {n}",
        "short_name_zh_hans": f"简称{n}",
        "description_en": "A place.",
        "description_zh_hans": "一个地方。",
        "batch": 2017,
        "lattice": next(value for value in _lattices if value not in taken),
    }
    return Community.objects.create(**defaults | fields)


def make_apartment(**fields) -> Apartment:
    n = next(_number)
    defaults = _names("apartment", n) | {"apartment_kind": "talent_apartment"}
    return Apartment.objects.create(**defaults | fields)


def make_school(**fields) -> School:
    n = next(_number)
    return School.objects.create(**_names("school", n) | fields)


def make_hospital(**fields) -> Hospital:
    n = next(_number)
    defaults = _names("hospital", n) | {"hospital_kind": "clinic"}
    return Hospital.objects.create(**defaults | fields)


def picture_file(size=(960, 540), kind="JPEG", **options) -> bytes:
    """Draw a picture as a camera would send it."""
    drawn = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(drawn, kind, **options)
    return drawn.getvalue()


def make_link_use(**fields) -> LinkUse:
    """Make a place in a record that leads somewhere; the record itself may not be there."""
    n = next(_number)
    defaults = {
        "link": Link.objects.create(url=f"https://site{n}.example/", host=f"site{n}.example"),
        "kind": "apartments",
        "object_pk": n,
        "title_en": f"Record {n}",
        "title_zh_hans": f"内容{n}",
        "field": "website",
    }
    return LinkUse.objects.create(**defaults | fields)


@cache
def _drawn(file_size) -> tuple[bytes, list[dict]]:
    """Draw once for all tests: it takes a while."""
    content = picture_file(file_size)
    return content, make_sizes(content, (50, 50))


def make_picture(*, file_size=(960, 540), **fields) -> Picture:
    """Make a picture that is complete, with its sizes."""
    n = next(_number)
    content, sizes = _drawn(file_size)
    defaults = {
        "title": f"Picture {n}",
        "file": ContentFile(content, name=f"pictures/{n:024}.jpg"),
        "width": file_size[0],
        "height": file_size[1],
        "sizes": sizes,
        "alt_en": f"A street {n}",
        "alt_zh_hans": f"一条街{n}",
        "credit": f"Office {n}",
        "licence": "own",
    }
    return Picture.objects.create(**defaults | fields)


def make_guide(**fields) -> Guide:
    n = next(_number)
    defaults = {
        "slug": f"guide-{n}",
        "topic": "residence",
        "title_en": f"Guide {n}",
        "title_zh_hans": f"指南{n}",
        "summary_en": "What to do.",
        "summary_zh_hans": "怎么办。",
        "who_en": "Everybody.",
        "who_zh_hans": "所有人。",
    }
    return Guide.objects.create(**defaults | fields)


def make_event(**fields) -> Event:
    n = next(_number)
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


def make_sign_up(**fields) -> SignUp:
    n = next(_number)
    if "date" not in fields:
        fields["date"] = make_date()
    defaults = {
        "name": f"Guest {n}",
        "email": f"guest{n}@example.org",
        "language": "en",
        "state": "confirmed",
    }
    return SignUp.objects.create(**defaults | fields)


def make_step(*, guide: Guide, **fields) -> Step:
    defaults = {
        "title_en": "Go",
        "title_zh_hans": "去",
        "body_en": "Go.",
        "body_zh_hans": "去。",
    }
    return Step.objects.create(guide=guide, **defaults | fields)


def make_paper(*, guide: Guide, **fields) -> Paper:
    return Paper.objects.create(
        guide=guide, **{"name_en": "Passport", "name_zh_hans": "护照"} | fields
    )


def make_deadline(*, guide: Guide, **fields) -> Deadline:
    """Make a firm deadline for everybody: within a day of moving in."""
    n = next(_number)
    defaults = {
        "slug": f"deadline-{n}",
        "title_en": f"Deadline {n}",
        "title_zh_hans": f"期限{n}",
        "clock": "moved_in",
        "direction": "within",
        "firm": True,
    }
    length = {"number": fields.pop("amount", 24), "unit": fields.pop("unit", "hours")}
    if "fact" not in fields:
        fields["fact"] = make_fact(values=[length])
    return Deadline.objects.create(guide=guide, **defaults | fields)


def make_fact(*, values, **fields) -> Fact:
    """Make a fact, a period if nothing else is said, with the values that follow each other."""
    n = next(_number)
    defaults = {
        "slug": f"fact-{n}",
        "name_en": f"Fact {n}",
        "name_zh_hans": f"事项{n}",
        "kind": "period",
        "checked_on": timezone.localdate(),
    }
    fact = Fact.objects.create(**defaults | fields)
    for value in values:
        FactValue.objects.create(fact=fact, **value)
    return fact


def make_scenario(**fields) -> Scenario:
    n = next(_number)
    return Scenario.objects.create(**_names("scenario", n) | {"number": n} | fields)


def make_project(**fields) -> Project:
    n = next(_number)
    defaults = _names("project", n) | {"project_kind": "construction", "status": "under_way"}
    return Project.objects.create(**defaults | fields)


def make_platform(**fields) -> Platform:
    n = next(_number)
    defaults = _names("platform", n) | {"platform_kind": "service_site"}
    return Platform.objects.create(**defaults | fields)


def make_series(**fields) -> EventSeries:
    n = next(_number)
    return EventSeries.objects.create(**_names("series", n) | fields)


def make_subscription(**fields) -> Subscription:
    """Make a confirmed subscription to everything, at once, that has heard of nothing yet."""
    n = next(_number)
    defaults = {
        "email": f"reader{n}@example.org",
        "language": "en",
        "confirmed_at": timezone.now(),
    }
    return Subscription.objects.create(**defaults | fields)


def make_remark(**fields) -> Remark:
    defaults = {
        "kind": "guides",
        "object_pk": 1,
        "version": 1,
        "about": "text",
        "text": "Not so.",
        "language": "en",
    }
    return Remark.objects.create(**defaults | fields)


def make_door_link(**fields) -> DoorLink:
    if "date" not in fields:
        fields["date"] = make_date()
    return DoorLink.objects.create(**{"name": "Volunteer"} | fields)


def make_metro(*stops: tuple[str, str], seconds: int = 600, **fields) -> MetroLine:
    """Make a line whose stations, named in both languages, lie ten kilometres apart."""
    slugs = [english.lower().replace(" ", "-") for english, _chinese in stops]
    line = make_line(
        branches=[slugs],
        segments=[
            {"from": start, "to": end, "metres": 10_000, "seconds": seconds}
            for start, end in pairwise(slugs)
        ],
        **fields,
    )
    for n, (slug, (english, chinese)) in enumerate(zip(slugs, stops, strict=True)):
        make_station(
            slug=slug,
            name_en=english,
            name_zh_hans=chinese,
            lines=[line],
            longitude=116.3 + n * 0.117,
        )
    return line


def make_question_set(*, guides=(), **fields) -> QuestionSet:
    """Make a set that asks whether one comes to work and, if so, for how many months: under
    3 or none are "visit", from 3 on "stay". The outcome "stay" names the guides."""
    n = next(_number)
    defaults = {
        "slug": f"questions-{n}",
        "title_en": f"Questions {n}",
        "title_zh_hans": f"问题组{n}",
        "summary_en": "Which one?",
        "summary_zh_hans": "哪一种？",
        "not_covered_en": "The rest.",
        "not_covered_zh_hans": "其他情况。",
    }
    made = QuestionSet.objects.create(**defaults | fields)
    asked = (
        ("work", "yes_no", "Do you work?", "您工作吗？"),
        ("months", "number", "How long?", "多久？"),
    )
    for place, (slug, kind, english, chinese) in enumerate(asked):
        RouteQuestion.objects.create(
            question_set=made, slug=slug, kind=kind, text_en=english, text_zh_hans=chinese,
            sort_order=place,
        )  # fmt: skip
    ways = (("work", "yes", None, None, "months"), ("work", "no", None, None, "visit"),
            ("months", "few", 0, 3, "visit"), ("months", "many", 3, None, "stay"))  # fmt: skip
    for place, (question, slug, low, high, goes_to) in enumerate(ways):
        Answer.objects.create(
            question_set=made, question=question, slug=slug, low=low, high=high,
            goes_to=goes_to, sort_order=place,
        )  # fmt: skip
    for slug, english, chinese in (
        ("visit", "Visit", "短期来访"),
        ("stay", "Stay", "长期居留"),
    ):
        Outcome.objects.create(
            question_set=made, slug=slug, title_en=english, title_zh_hans=chinese,
            text_en=f"**{english}**.", text_zh_hans=f"**{chinese}**。",
            guides=[guide.slug for guide in guides] if slug == "stay" else [],
        )  # fmt: skip
    Case.objects.create(question_set=made, given="yes 3", outcome="stay")
    return made


def publish(draft, *, note: str = "", stated_in=CODES) -> None:
    """Publish a record as it is in memory; with a note its meaning has changed."""
    revision = draft.save_revision()
    notes = dict.fromkeys(CODES, note)
    answers.answer(draft, by=None, is_change=bool(note), stated_in=list(stated_in), notes=notes)
    revision.publish()


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


def make_journey(*, steps=(), **fields) -> Journey:
    """Make a journey; its steps are guides, or titles of what no guide explains."""
    n = next(_number)
    defaults = {
        "slug": f"journey-{n}",
        "title_en": f"Journey {n}",
        "title_zh_hans": f"流程{n}",
        "summary_en": f"About journey {n}.",
        "summary_zh_hans": f"简介{n}。",
        "who_en": "Everybody.",
        "who_zh_hans": "所有人。",
    }
    journey = Journey.objects.create(**defaults | fields)
    for number, step in enumerate(steps, start=1):
        guide = step if isinstance(step, Guide) else None
        title = guide.title_en if guide else step
        JourneyStep.objects.create(
            journey=journey, key=f"step-{number}", sort_order=number, guide=guide,
            title_en=title, title_zh_hans=f"第{number}步",
        )  # fmt: skip
    return journey


def _without_references(make):
    """To note what each new record refers to takes three times as long as to make it, and
    is asked for only where staff delete; what the desk and the pack save is noted."""

    @wraps(make)
    def made(*args, **fields):
        if getattr(reference_index_auto_update_disabled, "value", False):
            return make(*args, **fields)
        with disable_reference_index_auto_update():
            return make(*args, **fields)

    return made


globals().update(
    {
        name: _without_references(make)
        for name, make in globals().items()
        if name.startswith("make_") and make.__module__ == __name__
    }
)
