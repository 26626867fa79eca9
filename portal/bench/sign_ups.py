"""1,000 people at once for 50 seats and 100 waiting places (docs/speed.md).

Beside the portal as it is runs a careless one, which takes no lock: it shows how fast the
same answers can be given if nobody has to take turns, and it gives out wrong numbers.
"""

import datetime as dt
import statistics
from collections import Counter

from django.conf import settings
from django.db import connection
from django.utils import timezone

from communities.directory.models import Community
from communities.events.models import Event, EventDate, SignUp
from portal.bench.rush import Answer, rush
from portal.bench.server import Server
from portal.outbox.models import Message

PEOPLE, SEATS, WAITING_PLACES = 1_000, 50, 100
TRIGGER = "ALTER TABLE communities_signup {} TRIGGER no_seat_is_given_twice"


def measure(rounds: int) -> tuple[float, float]:
    """Run the rush against both, print what came of it; return requests a second of both."""
    print(f"\n{PEOPLE:,} at once for {SEATS} seats and {WAITING_PLACES} waiting places …")
    careful = _middle("portal.wsgi:application", rounds)
    print("… and again without the lock", flush=True)
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER.format("DISABLE"))
        try:
            careless = _middle("portal.bench.careless:application", rounds)
        finally:
            cursor.execute(TRIGGER.format("ENABLE"))
    return careful, careless


def _middle(application: str, rounds: int) -> float:
    environment = {"TRUSTED_PROXIES": "1"}
    with Server(application, workers=2, environment=environment) as port:
        _round(port, people=50)  # everything loaded, every connection open
        return statistics.median(_round(port, people=PEOPLE) for _turn in range(rounds))


def _round(port: int, *, people: int) -> float:
    date = a_date()
    connection.close()
    answers, seconds = rush(port, date.sign_up_url, people, host=settings.SITE_HOST)
    if people == PEOPLE:
        _print(date, answers, seconds)
    Message.objects.all().delete()
    SignUp.objects.filter(date=date).delete()
    date.delete()
    return people / seconds


def _print(date: EventDate, answers: list[Answer], seconds: float) -> None:
    places = Counter(date.sign_ups.values_list("state", flat=True))
    statuses = Counter(answer.status for answer in answers)
    print(
        f"{len(answers) / seconds:>8,.0f} a second: {places['confirmed']} seats, "
        f"{places['waiting']} waiting, {Message.objects.count()} mails, "
        f"{statuses[422]} told that it is full",
        flush=True,
    )


def a_date() -> EventDate:
    """Make a date of an event of its own."""
    starts_at = timezone.now() + dt.timedelta(days=7)
    return EventDate.objects.create(
        event=_make_event(),
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        venue_en="Library",
        venue_zh_hans="图书馆",
        address_en="1 Library Road, Beijing",
        address_zh_hans="北京市图书馆路1号",
        seats=SEATS,
        waiting_places=WAITING_PLACES,
        sign_up_closes_at=starts_at,
    )


def _make_event() -> Event:
    texts = {"title": "A rush", "summary": "Everybody comes.", "description": "At once."}
    return Event.objects.get_or_create(
        slug="rush",
        defaults={
            "community": Community.objects.first(),
            "topic": Event.Topic.CULTURE,
            **{f"{name}_en": text for name, text in texts.items()},
            **{f"{name}_zh_hans": text for name, text in texts.items()},
        },
    )[0]
