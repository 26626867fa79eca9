"""People who sign up, and the mails that they get."""

import datetime as dt

import pytest
from django.db.models import F

from communities.events import actions
from communities.events.models import EventDate
from portal.models import Message

MOMENTS = (
    "starts_at", "ends_at", "sign_up_opens_at", "sign_up_closes_at", "change_until",
    "next_due_at",
)  # fmt: skip


def let_time_pass(date, time: dt.timedelta) -> None:
    """Let everything about a date be so much longer ago."""
    EventDate.objects.filter(pk=date.pk).update(**{name: F(name) - time for name in MOMENTS})
    places = date.sign_ups.all()
    places.update(told_at=F("told_at") - time, offered_until=F("offered_until") - time)
    date.refresh_from_db()


@pytest.fixture
def sign_up(db):
    """Sign somebody up for a date: sign_up(date, "ada")."""

    def _sign_up(date, name="ada", *, language="en"):
        email = f"{name}@example.org"
        actions.sign_up(date, name=name.title(), email=email, language=language)
        return date.sign_ups.active().of_person(email).get()

    return _sign_up


@pytest.fixture
def mails(db):
    """The mails in the outbox so far: (to, occasion) in the order of writing."""

    def _mails():
        keys = Message.objects.order_by("pk").values_list("to", "key")
        return [(to.split("@")[0], key.split(":")[2]) for to, key in keys]

    return _mails
