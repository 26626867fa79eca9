"""What is written about searches: those in vain, so that staff can add the missing word."""

import datetime as dt
import re

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.search.models import MissedSearch

KEPT = dt.timedelta(days=90)
MOST_A_DAY = 500
# What may belong to a person is not kept: addresses and long numbers.
_PERSONAL = re.compile(r"@|\d[\d\s-]{5,}\d")


@transaction.atomic
def note_missed(words: str) -> None:
    """Count that somebody found nothing; nothing is kept of who it was.

    Words are cut short, what looks like an address or a number of a person is left out,
    and a day holds so many different ones and no more.
    """
    words = words[: MissedSearch._meta.get_field("words").max_length].casefold().strip()
    if not words or _PERSONAL.search(words):
        return
    today = timezone.localdate()
    of_today = MissedSearch.objects.filter(day=today)
    if of_today.filter(words=words).update(number=F("number") + 1):
        return
    if of_today.count() < MOST_A_DAY:
        MissedSearch.objects.bulk_create(
            [MissedSearch(day=today, words=words)], ignore_conflicts=True
        )


def forget_missed() -> int:
    """Delete what is older than three months; return how many rows that were."""
    old = MissedSearch.objects.filter(day__lt=timezone.localdate() - KEPT)
    return old.delete()[0]
