"""The verbs: ask, confirm, end; tell of changes, and forget what nobody needs."""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from portal.outbox.queue import enqueue
from portal.publishing.actions import publishable_models
from portal.publishing.history import MeaningChange
from portal.search.models import DERIVED, SearchEntry
from portal.subscriptions.rhythm import last_letter_day
from portal.watches import mails, topics
from portal.watches.models import PageWatch, Rhythm
from portal.watches.topics import Topic

# Readers written to in one transaction, and changes that get their turn in one statement.
BATCH = 200


@transaction.atomic
def ask(*, page: SearchEntry | Topic, email: str, language: str, rhythm: str) -> None:
    """Note the wish and ask the mailbox whether it is its own.

    Until the mailbox has confirmed, asking again replaces the wish; after that it changes
    nothing, and nobody is written to. Whoever asks learns neither.
    """
    now = timezone.now()
    followed = {
        "kind": page.kind,
        "object_pk": page.object_pk,
        "group": page.group if page.kind == topics.KIND else "",
    }
    wish = PageWatch(
        **followed,
        email=email,
        language=language,
        rhythm=rhythm,
        asked_at=now,
    )
    # Of two who ask at once the second waits for the first, and then finds its row.
    PageWatch.objects.bulk_create([wish], ignore_conflicts=True)
    same = PageWatch.objects.filter(**followed).of_person(email)
    watch = same.select_for_update().get()
    if watch.confirmed_at:
        return
    watch.language, watch.rhythm, watch.asked_at = language, rhythm, now
    watch.save(update_fields=["language", "rhythm", "asked_at"])
    enqueue(mails.confirmation(watch, page))


@transaction.atomic
def confirm(watch: PageWatch) -> None:
    """Begin: what changes from now on is told. Doing it again changes nothing."""
    asked = PageWatch.objects.filter(pk=watch.pk, confirmed_at__isnull=True)
    asked.update(confirmed_at=timezone.now(), told_turn=_give_turns())


@transaction.atomic
def end(*, token) -> None:
    """End a wish and keep nothing of it. Doing it again changes nothing."""
    PageWatch.objects.filter(token=token).delete()


def tell() -> int:
    """Write to everybody whose page or topic has changed; return how many wishes were due."""
    _give_turns()
    told = 0
    while batch := _tell_batch():
        told += batch
    return told


@transaction.atomic
def _give_turns() -> int:
    """Number the changes that have appeared, and return the newest number.

    Their keys would not do: a transaction that wrote a change early may end late, after a
    change with a greater key has been told. What appears gets the next turn.
    """
    new = list(MeaningChange.objects.select_for_update().filter(turn=None).order_by("pk"))
    told = MeaningChange.objects.aggregate(newest=Max("turn"))["newest"] or 0
    for turn, change in enumerate(new, start=told + 1):
        change.turn = turn
    # An import makes thousands; one statement for all of them would take ever longer.
    MeaningChange.objects.bulk_update(new, ["turn"], batch_size=BATCH)
    return told + len(new)


@transaction.atomic
def _tell_batch() -> int:
    weekly_until = last_letter_day()
    due = PageWatch.objects.due(weekly_until=weekly_until)
    batch = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:BATCH])
    if not batch:
        return 0
    pages, since = _pages_of(batch), _heard_singly_since(batch)
    letters = []
    for watch in batch:
        changes = [
            change
            for _page, of_page in pages[watch.followed]
            for change in of_page
            if _is_news(change, watch, weekly_until)
        ]
        watch.told_turn = max((each.turn for each in changes), default=watch.told_turn)
        to_tell = {each for each in changes if not _is_told_singly(each, watch, since)}
        news = [
            (page, told)
            for page, of_page in pages[watch.followed]
            if (told := [each for each in of_page if each in to_tell])
        ]
        if news:
            topic = topics.of_group(watch.group) if watch.group else None
            letters.append(mails.changed(watch, topic or news[0][0], news))
    PageWatch.objects.bulk_update(batch, ["told_turn"])
    enqueue(*letters)
    return len(batch)


def _pages_of(watches: list[PageWatch]) -> dict[str, list[tuple]]:
    """Read the pages of all that is followed, each with its new changes, the newest first.

    Two queries for any number.
    """
    followed = {watch.followed for watch in watches}
    groups = {watch.group for watch in watches if watch.group}
    singly = {
        "kind__in": {watch.kind for watch in watches},
        "object_pk__in": {watch.object_pk for watch in watches if watch.object_pk},
    }
    shown = SearchEntry.objects.filter(Q(**singly) | Q(groups__overlap=[*groups]))
    entries = list(shown.defer(*DERIVED).order_by("slug"))
    changes = defaultdict(list)
    of_entries = MeaningChange.objects.filter(
        kind__in={entry.kind for entry in entries},
        object_pk__in={entry.object_pk for entry in entries},
        turn__gt=min(watch.told_turn for watch in watches),
    )
    for change in of_entries.order_by("-turn"):
        changes[change.kind, change.object_pk].append(change)
    pages = defaultdict(list)
    for entry in entries:
        of_page = changes[entry.kind, entry.object_pk]
        for name in {f"{entry.kind}/{entry.object_pk}", *groups.intersection(entry.groups)}:
            if name in followed:
                pages[name].append((entry, of_page))
    return pages


def _heard_singly_since(watches: list[PageWatch]) -> dict[tuple, dt.datetime]:
    """Tell since when the readers of topics hear of single pages by a wish of its own."""
    readers = {watch.email_key for watch in watches if watch.group}
    singly = PageWatch.objects.confirmed().filter(group="", email_key__in=readers)
    return {(each.email_key, each.kind, each.object_pk): each.confirmed_at for each in singly}


def _is_told_singly(change: MeaningChange, watch: PageWatch, since: dict) -> bool:
    heard_since = since.get((watch.email_key, change.kind, change.object_pk))
    return bool(watch.group and heard_since and heard_since < change.at)


def _is_news(change: MeaningChange, watch: PageWatch, weekly_until: dt.datetime) -> bool:
    in_time = watch.rhythm != Rhythm.WEEKLY or change.at <= weekly_until
    return in_time and change.turn > watch.told_turn


@transaction.atomic
def forget() -> int:
    """Delete what was never confirmed, and wishes about pages that are gone; count both."""
    gone, _by_model = PageWatch.objects.outlived().delete()
    for model in publishable_models():
        of_kind = PageWatch.objects.filter(kind=model.kind)
        deleted, _by_model = of_kind.exclude(object_pk__in=model.objects.values("pk")).delete()
        gone += deleted
    return gone
