"""A rush for one date, over HTTP, with every guarantee looked at afterwards (docs/speed.md).

Beside the portal as it is runs a careless one, which takes no lock: it shows how fast the
same answers can be given if nobody has to take turns, and it gives out wrong numbers.
"""

import datetime as dt
from collections import Counter
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from communities.directory.models import Community
from communities.events.models import Event, EventDate, SignUp
from portal.bench.rush import Answer, rush
from portal.bench.server import Server
from portal.outbox.models import Message

PEOPLE, SEATS, WAITING_PLACES = 1_000, 50, 100
SMALL = (200, 50, 50)
TRIGGER = "ALTER TABLE communities_signup {} TRIGGER no_seat_is_given_twice"


def measure(rounds: int) -> float:
    """Run the rushes, print what came of each; return the speed as a share of the careless.

    Both portals run, and take turns, so that what else the machine does meets both.
    """
    print("\nsign-ups: people at once over HTTP, two web processes", flush=True)
    best = {"with the lock": 0.0, "without": 0.0}
    with _server("portal.wsgi") as careful, _server("portal.bench.careless") as careless:
        for port in (careful, careless):
            with _trigger(disabled=port == careless):
                _rush(port, 60, 50, 0)  # everything loaded, every connection open
        _print("with the lock", SMALL, *_rush(careful, *SMALL))
        for _turn in range(rounds):
            for name, port in zip(best, (careful, careless), strict=True):
                numbers = (PEOPLE, SEATS, WAITING_PLACES)
                with _trigger(disabled=port == careless):
                    seconds, outcome = _rush(port, *numbers)
                _print(name, numbers, seconds, outcome)
                best[name] = max(best[name], PEOPLE / seconds)
    fast, limit = best.values()
    print(f"best: {fast:.0f} a second with the lock, {limit:.0f} without")
    return fast / limit


def _server(module: str) -> Server:
    return Server(f"{module}:application", workers=2, environment={"TRUSTED_PROXIES": "1"})


@contextmanager
def _trigger(*, disabled: bool):
    """Take the second net away too, which locks by itself."""
    with connection.cursor() as cursor:
        if disabled:
            cursor.execute(TRIGGER.format("DISABLE"))
        try:
            yield
        finally:
            cursor.execute(TRIGGER.format("ENABLE"))


def _rush(port: int, people: int, seats: int, waiting_places: int) -> tuple[float, dict]:
    """Let people rush for a date of its own; return the seconds and what came of it."""
    date = a_date(seats=seats, waiting_places=waiting_places)
    cache.clear()
    answers, seconds = rush(port, date.sign_up_url, people, host=settings.SITE_HOST)
    outcome = _outcome(date, answers)
    Message.objects.all().delete()
    SignUp.objects.filter(date=date).delete()
    date.delete()
    return seconds, outcome


def _outcome(date: EventDate, answers: list[Answer]) -> dict[str, int]:
    places = list(date.sign_ups.order_by("pk"))
    states = Counter(place.state for place in places)
    mailed = set(Message.objects.values_list("to", flat=True))
    return {
        "seats": states["confirmed"],
        "waiting": states["waiting"],
        "told full": Counter(answer.status for answer in answers)[422],
        "mails": len(mailed & {place.email for place in places}),
        "out of turn": sum(a != b.pk for a, b in zip(_as_committed(date), places, strict=True)),
    }


def _as_committed(date: EventDate) -> list[int]:
    """The places in the order of their commits: PostgreSQL numbers a transaction when it
    first writes, which these do under the lock on the date."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM communities_signup WHERE date_id = %s ORDER BY xmin::text::bigint",
            [date.pk],
        )
        return [pk for (pk,) in cursor]


def _print(name: str, numbers: tuple, seconds: float, outcome: dict[str, int]) -> None:
    people, seats, waiting = numbers
    given = seats + waiting
    wanted = (seats, waiting, people - given, given, 0)
    told = ", ".join(f"{number} {what}" for what, number in outcome.items())
    exact = "exact" if tuple(outcome.values()) == wanted else "NOT EXACT"
    print(
        f"{name:14}{people:>6,} for {seats} + {waiting:<4}{people / seconds:>5.0f} a second:"
        f" {told}: {exact}",
        flush=True,
    )


def a_date(*, seats: int, waiting_places: int = 0, hours: int = 168) -> EventDate:
    """Make a date, so many hours ahead, of an event of the bench's own."""
    starts_at = timezone.now() + dt.timedelta(hours=hours)
    return EventDate.objects.create(
        event=_make_event(),
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        venue_en="Library",
        venue_zh_hans="图书馆",
        address_en="1 Library Road, Beijing",
        address_zh_hans="北京市图书馆路1号",
        seats=seats,
        waiting_places=waiting_places,
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
