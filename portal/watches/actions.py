"""The verbs: ask, confirm, end; tell of changes, and forget what nobody needs."""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.outbox.queue import enqueue
from portal.publishing.actions import publishable_models
from portal.publishing.history import MeaningChange
from portal.search.models import SearchEntry
from portal.subscriptions.rhythm import last_letter_day
from portal.watches import mails
from portal.watches.models import PageWatch, Rhythm

# Readers written to in one transaction.
BATCH = 200


@transaction.atomic
def ask(*, page: SearchEntry, email: str, language: str, rhythm: str) -> None:
    """Note the wish and ask the mailbox whether it is its own.

    Until the mailbox has confirmed, asking again replaces the wish; after that it changes
    nothing, and nobody is written to. Whoever asks learns neither.
    """
    now = timezone.now()
    wish = PageWatch(
        kind=page.kind,
        object_pk=page.object_pk,
        email=email,
        language=language,
        rhythm=rhythm,
        asked_at=now,
    )
    # Of two who ask at once the second waits for the first, and then finds its row.
    PageWatch.objects.bulk_create([wish], ignore_conflicts=True)
    of_page = PageWatch.objects.filter(kind=page.kind, object_pk=page.object_pk)
    watch = of_page.of_person(email).select_for_update().get()
    if watch.confirmed_at:
        return
    watch.language, watch.rhythm, watch.asked_at = language, rhythm, now
    watch.save(update_fields=["language", "rhythm", "asked_at"])
    enqueue(mails.confirmation(watch, page))


@transaction.atomic
def confirm(watch: PageWatch) -> None:
    """Begin: what changes from now on is told. Doing it again changes nothing."""
    of_page = MeaningChange.objects.filter(kind=watch.kind, object_pk=watch.object_pk)
    newest = of_page.aggregate(newest=Max("version"))["newest"] or 0
    asked = PageWatch.objects.filter(pk=watch.pk, confirmed_at__isnull=True)
    asked.update(confirmed_at=timezone.now(), told_version=newest)


@transaction.atomic
def end(*, token) -> None:
    """End a wish and keep nothing of it. Doing it again changes nothing."""
    PageWatch.objects.filter(token=token).delete()


def tell() -> int:
    """Write to everybody whose page has changed; return how many were written to."""
    told = 0
    while batch := _tell_batch():
        told += batch
    return told


@transaction.atomic
def _tell_batch() -> int:
    weekly_until = last_letter_day()
    due = PageWatch.objects.due(weekly_until=weekly_until)
    batch = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:BATCH])
    pages, changes = _pages_of(batch)
    letters = []
    for watch in batch:
        page = (watch.kind, watch.object_pk)
        told = [each for each in changes[page] if _is_news(each, watch, weekly_until)]
        watch.told_version = told[0].version
        letters.append(mails.changed(watch, pages[page], told))
    PageWatch.objects.bulk_update(batch, ["told_version"])
    enqueue(*letters)
    return len(batch)


def _pages_of(watches: list[PageWatch]) -> tuple[dict, dict]:
    """Read what is watched and its changes, the newest first: two queries for any number."""
    watched = {
        "kind__in": {watch.kind for watch in watches},
        "object_pk__in": {watch.object_pk for watch in watches},
    }
    changes = defaultdict(list)
    for change in MeaningChange.objects.filter(**watched).order_by("-version"):
        changes[change.kind, change.object_pk].append(change)
    entries = SearchEntry.objects.filter(**watched)
    return {(entry.kind, entry.object_pk): entry for entry in entries}, changes


def _is_news(change: MeaningChange, watch: PageWatch, weekly_until: dt.datetime) -> bool:
    in_time = watch.rhythm != Rhythm.WEEKLY or change.at <= weekly_until
    return in_time and change.version > watch.told_version


@transaction.atomic
def forget() -> int:
    """Delete what was never confirmed, and wishes about pages that are gone; count both."""
    gone, _by_model = PageWatch.objects.outlived().delete()
    for model in publishable_models():
        of_kind = PageWatch.objects.filter(kind=model.kind)
        deleted, _by_model = of_kind.exclude(object_pk__in=model.objects.values("pk")).delete()
        gone += deleted
    return gone
