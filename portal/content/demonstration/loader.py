"""Fills a local portal with demonstration events and accounts."""

import datetime as dt
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from communities.directory.models import Community
from communities.events.models import Event, EventDate, Question, SignUp
from communities.events.models.dates import CLOSES_BEFORE
from portal.accounts.models import User
from portal.content.demonstration.accounts import ACCOUNTS, password
from portal.places.models import MetroStation

EVENTS = Path(__file__).with_name("events.yaml")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TEXTS = ("title", "summary", "description")
NOTES = {
    "en": "*This is a demonstration. The event will not take place; signing up shows you how "
    "the portal works.*",
    "zh_hans": "*本活动仅作演示，不会实际举办；您可以报名体验平台功能。*",
}
ORGANISERS = {"en": "Demonstration team", "zh_hans": "演示团队"}


@transaction.atomic
def load() -> tuple[int, int]:
    """Make the events and accounts that are not there yet; return how many of each.

    What is there stays as it is, with everything that somebody has tried on it.
    """
    pack = yaml.safe_load(EVENTS.read_text(encoding="utf-8"))
    there = set(Event.objects.values_list("slug", flat=True))
    new = [record for record in pack["events"] if record["slug"] not in there]
    for record in new:
        _make_event(record, pack["venues"])
    return len(new), sum(_make_account(account) for account in ACCOUNTS)


def _make_account(account) -> bool:
    if User.objects.filter(email=account.email).exists():
        return False
    secret = password(account, settings.SECRET_KEY)
    User.objects.create_superuser(account.email, secret, name=account.name)
    return True


def _make_event(record: dict, venues: dict) -> None:
    texts = {f"{text}_{code}": record[f"{text}_{code}"] for text in TEXTS for code in NOTES}
    for code, note in NOTES.items():
        texts[f"description_{code}"] = f"{note}\n\n{texts[f'description_{code}']}"
        texts[f"organiser_{code}"] = ORGANISERS[code]
    event = Event(
        slug=record["slug"],
        community=Community.objects.get(slug=record["community"]),
        topic=record["topic"],
        languages=record["languages"],
        fee=record.get("fee", 0),
        contact_email="events@example.org",
        live=False,
        **texts,
    )
    event.questions = [
        Question(sort_order=order, **question)
        for order, question in enumerate(record.get("questions", []))
    ]
    event.save()
    event.save_revision().publish()
    for date in record["dates"]:
        _make_date(event, date, venues[date["where"]])


def _make_date(event: Event, record: dict, venue: dict) -> None:
    starts_at = _moment(record["week"], record["day"], record["at"])
    moved_from = record.get("moved_from")
    called_off = record.get("called_off", {})
    station = venue.get("nearest_metro")
    date = EventDate.objects.create(
        event=event,
        **venue | {"nearest_metro": station and MetroStation.objects.get(slug=station)},
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=record["hours"]),
        seats=record["seats"],
        waiting_places=record.get("waiting_places", 20),
        party_max=record.get("party_max", 1),
        sign_up_opens_at=min(starts_at, timezone.now()) - dt.timedelta(days=14),
        sign_up_closes_at=starts_at - CLOSES_BEFORE,
        moved_from=moved_from and _moment(record["week"], moved_from["day"], moved_from["at"]),
        revision=1 if moved_from else 0,
        status=EventDate.Status.CALLED_OFF if called_off else EventDate.Status.SCHEDULED,
        called_off_reason_en=called_off.get("en", ""),
        called_off_reason_zh_hans=called_off.get("zh_hans", ""),
    )
    parties = [
        (state, size)
        for state, people in (("confirmed", "taken"), ("waiting", "waiting"))
        for size in _parties(record.get(people, 0), date.party_max)
    ]
    # Written as rows, not through the sign-up itself, which would write to everybody.
    SignUp.objects.bulk_create(
        SignUp(
            date=date,
            name=f"访客{number}" if number % 2 else f"Guest {number}",
            email=f"guest{number}@example.org",
            language="zh-hans" if number % 2 else "en",
            state=state,
            party_size=size,
            answers=_answers(event, number),
        )
        for number, (state, size) in enumerate(parties, start=1)
    )


def _parties(people: int, largest: int) -> list[int]:
    """Share people out: most come alone, every third as a pair where that is allowed."""
    sizes: list[int] = []
    while people:
        size = min(2 if len(sizes) % 3 == 2 else 1, largest, people)
        sizes.append(size)
        people -= size
    return sizes


def _answers(event: Event, number: int) -> dict:
    """Let a guest answer what can be answered without words."""
    given = {}
    for question in event.questions.all():
        words = [value for value, _label in question.choices("en")]
        match question.kind:
            case Question.Kind.NUMBER:
                given[question.key] = number % 3
            case Question.Kind.CHOICE:
                given[question.key] = words[number % len(words)]
            case Question.Kind.CHOICES:
                given[question.key] = words[: 1 + number % len(words)]
    return given


def _moment(week: int, day: str, at: str) -> dt.datetime:
    """Return an hour of a day some weeks from this one, in Beijing's time."""
    today = timezone.localdate()
    monday = today - dt.timedelta(days=today.weekday())
    date = monday + dt.timedelta(weeks=week, days=DAYS.index(day))
    return timezone.make_aware(dt.datetime.combine(date, dt.time.fromisoformat(at)))
