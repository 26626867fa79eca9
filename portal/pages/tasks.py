"""What the clock asks of the pages, and the sign of life of the background work."""

from celery import shared_task, signals
from django.core.cache import cache
from django.utils import timezone

from portal.search import actions
from services.apartments.kind import APARTMENTS
from services.hospitals.kind import HOSPITALS
from services.schools.kind import SCHOOLS

TICK = "health:tick"


@shared_task(name="health.tick")
def tick() -> None:
    """Note that beat has sent a task just now and a worker has taken it."""
    cache.set(TICK, timezone.now().timestamp(), timeout=None)


@shared_task(name="listings.count")
def count_lists() -> None:
    """Count what stands beside the filters of each list, before a reader has to wait for it.

    Called by beat every few seconds; where nothing has changed there is nothing to do.
    """
    for kind in (APARTMENTS, SCHOOLS, HOSPITALS):
        kind.census()


@shared_task(name="search.forget_missed")
def forget_missed() -> None:
    """Delete old counts of searches in vain. Called by beat; harmless to repeat."""
    actions.forget_missed()


@signals.beat_init.connect
def tick_at_once(**kwargs) -> None:
    """Beat would wait a whole turn before its first tick."""
    tick.delay()
