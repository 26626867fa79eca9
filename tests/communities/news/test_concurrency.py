"""Several clocks at once, each with a connection of its own."""

import pytest

from communities.models import Announcement
from communities.news import tasks
from portal.models import Message, Subscription
from portal.subscriptions import actions
from tests.communities.events.test_concurrency import all_at_once
from tests.factories import make_date, make_subscription

pytestmark = pytest.mark.django_db(transaction=True)

CLOCKS = 4


def test_however_many_clocks_there_are_everybody_is_told_once():
    readers = [make_subscription() for _turn in range(20)]
    make_date()

    all_at_once([tasks.tell] * CLOCKS)

    assert Announcement.objects.count() == 1
    told = Message.objects.order_by("to").values_list("to", flat=True)
    assert list(told) == sorted(reader.email for reader in readers)


def test_one_who_asks_several_times_at_once_has_one_subscription():
    def ask():
        actions.ask(
            email="ada@example.org", language="en", communities=[], topics=[], rhythm="weekly"
        )

    all_at_once([ask] * CLOCKS)

    assert Subscription.objects.count() == 1
    assert Message.objects.count() == CLOCKS
