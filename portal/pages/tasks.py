"""The sign of life of the background work."""

from celery import shared_task, signals
from django.core.cache import cache
from django.utils import timezone

from portal.search import actions

TICK = "health:tick"


@shared_task(name="health.tick")
def tick() -> None:
    """Note that beat has sent a task just now and a worker has taken it."""
    cache.set(TICK, timezone.now().timestamp(), timeout=None)


@shared_task(name="search.forget_missed")
def forget_missed() -> None:
    """Delete old counts of searches in vain. Called by beat; harmless to repeat."""
    actions.forget_missed()


@signals.beat_init.connect
def tick_at_once(**kwargs) -> None:
    """Beat would wait a whole turn before its first tick."""
    tick.delay()
