"""The letter about new events."""

import datetime as dt

from communities.events.models import Event
from portal.outbox.queue import Draft
from portal.subscriptions.mails import letter
from portal.subscriptions.models import Subscription


def news(subscription: Subscription, events: list[Event], *, until: dt.datetime) -> Draft:
    """Tell a subscriber of events, each with its coming dates (`event.coming`)."""
    template = "communities/news/mails/news"
    key = f"news:{until:%Y%m%dT%H%M%S%f}"
    return letter(subscription, template, key=key, events=events)
