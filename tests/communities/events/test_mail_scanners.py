"""Programs at companies open every link of a mail before its reader does. They change
nothing: a link shows a page, and only a button acts."""

import datetime as dt
import re
from html import unescape

import pytest
from django.core import serializers
from django.test import Client
from django.utils import timezone

from communities.events import actions, organising
from communities.models import SignUp
from portal.models import Message, Subscription
from portal.subscriptions.actions import ask
from tests.factories import make_date

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^\s\"'<>)]+")


def everything_that_links_could_change() -> str:
    return serializers.serialize(
        "json", [*SignUp.objects.order_by("pk"), *Subscription.objects.order_by("pk")]
    )


def test_opening_every_link_of_every_mail_changes_nothing(settings):
    soon = timezone.now() + dt.timedelta(hours=20)  # so late that a seat is offered first
    date = make_date(seats=1, starts_at=soon)
    for number in range(3):
        guest = f"guest{number}@example.org"
        actions.sign_up(date, name="Guest", email=guest, language=["en", "zh-hans"][number % 2])
    actions.cancel(SignUp.objects.order_by("pk").first())
    organising.move_date(date, starts_at=soon + dt.timedelta(hours=1))
    ask(
        email="reader@example.org",
        language="en",
        communities=[],
        topics=[],
        rhythm=Subscription.Rhythm.AT_ONCE,
    )
    links = {
        unescape(link).rstrip(".,;")
        for message in Message.objects.all()
        for link in LINK.findall(message.text + message.html)
    }
    paths = {link.removeprefix(settings.SITE_ROOT) for link in links}
    before, written = everything_that_links_could_change(), Message.objects.count()

    scanner = Client()
    answers = {path: scanner.get(path).status_code for path in paths}
    for path in paths:
        scanner.head(path)

    assert set(answers.values()) == {200}
    assert len(answers) > 6
    assert everything_that_links_could_change() == before
    assert Message.objects.count() == written
