"""The verbs: note which events are new, and write to those who want to hear of them.

Both look at the tables and not at what staff have just done, so that an event is told
of however it became public, and so that it makes no difference how often the clock
comes by, or how many clocks there are.
"""

import datetime as dt

from django.db import connection, transaction
from django.db.models import Max, Min, Prefetch
from django.utils import timezone

from communities.events.models import Event, EventDate
from communities.news import mails
from communities.news.models import Announcement
from portal.outbox.queue import Draft, enqueue
from portal.subscriptions.models import Subscription
from portal.subscriptions.rhythm import last_letter_day

# Subscribers written to in one transaction.
BATCH = 200


@transaction.atomic
def announce() -> int:
    """Note the events that have become public with a date to come; return how many."""
    with connection.cursor() as cursor:
        # One at a time: no announcement may appear that is older than one already told of.
        table = connection.ops.quote_name(Announcement._meta.db_table)
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
    now = timezone.now()
    dates = _coming()
    fresh = Event.objects.published().filter(
        announcement__isnull=True, pk__in=dates.values("event")
    )
    rows = [Announcement(event=event, at=now) for event in fresh]
    return len(Announcement.objects.bulk_create(rows))


def tell() -> int:
    """Write to everybody who has not heard yet; return how many subscribers were looked at."""
    looked_at = 0
    while batch := _tell_batch():
        looked_at += batch
    return looked_at


@transaction.atomic
def _tell_batch() -> int:
    newest = Announcement.objects.aggregate(newest=Max("at"))["newest"]
    if newest is None:
        return 0
    weekly = min(newest, last_letter_day())
    due = Subscription.objects.not_told_since(now=newest, weekly=weekly)
    batch = list(due.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    if not batch:
        return 0
    news = _news(since=min(subscription.told_until for subscription in batch))
    letters = []
    for subscription in batch:
        until = weekly if subscription.rhythm == Subscription.Rhythm.WEEKLY else newest
        letters += _letter(subscription, news, until=until)
        subscription.told_until = until
    Subscription.objects.bulk_update(batch, ["told_until"])
    enqueue(*letters)
    return len(batch)


def _letter(
    subscription: Subscription, news: list[Announcement], *, until: dt.datetime
) -> list[Draft]:
    events = [
        each.event
        for each in news
        if subscription.told_until < each.at <= until
        and subscription.wants(community=each.event.community.slug, topic=each.event.topic)
    ]
    return [mails.news(subscription, events, until=until)] if events else []


def _news(*, since: dt.datetime) -> list[Announcement]:
    """What was announced and can still be gone to, the next first."""
    announced = (
        Announcement.objects.filter(at__gt=since, event__live=True)
        .annotate(next=Min("event__dates__starts_at"))
        .select_related("event__community")
        .prefetch_related(Prefetch("event__dates", _coming(), to_attr="coming"))
        .order_by("next", "pk")
    )
    return [each for each in announced if each.event.coming]


def _coming():
    return EventDate.objects.filter(
        status=EventDate.Status.SCHEDULED, starts_at__gt=timezone.now()
    ).order_by("starts_at", "pk")
