"""Demonstration data: plainly not real, made once, and only where it may be."""

import datetime as dt
import io

import pytest
from django.conf import settings as real_settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from communities.models import Event, EventDate, Question, SignUp
from portal.content.demonstration.accounts import ACCOUNTS, password
from portal.models import Message, SearchEntry, User
from tests.factories import make_community, make_station

pytestmark = pytest.mark.django_db

COMMUNITIES = (
    "wangjing", "zhongguancun-science-city", "future-science-city", "new-shougang",
    "tongzhou", "shunyi", "huairou-science-city", "yizhuang",
)  # fmt: skip
STATIONS = (
    "wangjing", "wudaokou", "future-science-city", "shougang-park", "houshayu",
    "rongjing-dongjie",
)  # fmt: skip


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Load it once for all tests; return what the command said."""
    with django_db_blocker.unblock(), transaction.atomic():
        for slug in COMMUNITIES:
            make_community(slug=slug)
        for slug in STATIONS:
            make_station(slug=slug)
        yield load()
        transaction.set_rollback(True)


def load() -> str:
    said = io.StringIO()
    with override_settings(DEMONSTRATION=True):
        call_command("load_demo", stdout=said)
    return said.getvalue().strip()


def test_it_refuses_any_database_but_the_local_runners_own():
    with pytest.raises(CommandError, match="embedded database"):
        call_command("load_demo")

    assert not User.objects.exists()


def test_the_events_are_as_different_as_real_ones(demonstration):
    assert demonstration == "14 demonstration events and 1 accounts made."

    events = Event.objects.published()
    assert {event.community.slug for event in events} == set(COMMUNITIES)
    assert {event.topic for event in events} == set(Event.Topic.values)
    assert {bool(event.fee) for event in events} == {True, False}
    assert SearchEntry.objects.filter(kind="events").count() == 14
    for event in events:
        assert event.missing_translations() == []
        assert "demonstration" in event.description_en
        assert "演示" in event.description_zh_hans
    assert {q.kind for event in events for q in event.questions.all()} == set(Question.Kind)
    assert EventDate.objects.exclude(moved_from=None).count() == 1
    assert EventDate.objects.filter(party_max__gt=1).count() == 4
    stages = {date.stage for date in EventDate.objects.with_places()}
    assert stages == {"open", "waiting_list", "called_off", "over"}


def test_the_dates_lie_in_the_next_ten_weeks_in_the_evening_or_at_the_weekend(demonstration):
    last = timezone.now() + dt.timedelta(weeks=10)
    for date in EventDate.objects.upcoming():
        begins = timezone.localtime(date.starts_at)
        assert begins < last
        assert begins.hour >= 18 or begins.weekday() >= 5


def test_the_guests_are_nobody_and_get_no_mail(demonstration):
    assert not SignUp.objects.exclude(email__endswith="@example.org").exists()
    assert not Message.objects.exists()


def test_the_account_opens_with_the_password_that_the_runner_tells(demonstration):
    (account,) = ACCOUNTS
    user = User.objects.get()
    assert (user.email, user.is_superuser) == (account.email, True)
    assert user.check_password(password(account, real_settings.SECRET_KEY))
    assert not user.check_password(password(account, "another key"))


def test_a_second_time_makes_nothing_and_changes_nothing(demonstration):
    load()
    Event.objects.filter(slug="saturday-science").update(fee=70)
    before = list(EventDate.objects.values()), list(SignUp.objects.values())

    assert load() == "0 demonstration events and 0 accounts made."

    assert (list(EventDate.objects.values()), list(SignUp.objects.values())) == before
    assert Event.objects.get(slug="saturday-science").fee == 70
