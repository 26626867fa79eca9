"""What watches over the portal asks here whether all its parts are alive."""

from shutil import disk_usage

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import Case, DateTimeField, ExpressionWrapper, F, Min, When
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import KombuError

from portal.celery import app
from portal.outbox.models import LEASE, Message
from portal.pages.tasks import TICK

SILENCE = 60  # seconds without a tick, which beat sends every ten
MAIL_LATE = 600  # seconds that a mail may be due before somebody should look
LEAST_FREE = 500_000_000  # bytes on the disk of the pictures, where often all the rest lies


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything is seen alive, 503 with the names of what is not.

    A process that runs but does nothing counts as dead: the worker has to take tasks,
    the mail has to leave. Tells nothing about any person.
    """
    late = _seconds_that_mail_is_late()
    found = {
        "database": late is not None,
        "mail": late is None or late < MAIL_LATE,
        "disk": _disk_has_room(),
        **_background(),
    }
    missing = [part for part, alive in found.items() if not alive]
    return JsonResponse(
        {"alive": not missing, "missing": missing, "oldest_due_mail_seconds": late},
        status=503 if missing else 200,
    )


def _disk_has_room() -> bool:
    """Tell whether the pictures' disk has room; their folder comes with the first of them."""
    folders = (settings.MEDIA_ROOT, *settings.MEDIA_ROOT.parents)
    there = next(folder for folder in folders if folder.exists())
    return disk_usage(there).free > LEAST_FREE


def _background() -> dict[str, bool]:
    """Tell broker, cache, worker and beat apart, as far as those before them answer."""
    waiting = _waiting_tasks()
    found = {"broker": waiting is not None, "cache": _cache_answers()}
    if all(found.values()):
        silent = timezone.now().timestamp() - cache.get(TICK, 0) > SILENCE
        # Ticks that nobody takes pile up; where there are none, nobody sends them.
        found |= {"worker": not (silent and waiting), "beat": not (silent and not waiting)}
    return found


def _waiting_tasks() -> int | None:
    """Count what no worker has taken yet; None when the broker does not answer."""
    connection = app.connection_for_write(connect_timeout=1)
    try:
        with connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=1)
            queue = app.amqp.queues[app.conf.task_default_queue]
            return queue(connection.default_channel).queue_declare().message_count
    except (KombuError, *connection.connection_errors, *connection.channel_errors):
        return None


def _cache_answers() -> bool:
    now = timezone.now().timestamp()
    cache.set("health:cache", now, timeout=10)
    return cache.get("health:cache", 0) >= now


def _seconds_that_mail_is_late() -> int | None:
    """Return how long the oldest due mail has been due; None without a database."""
    due_since = Case(
        When(
            status=Message.Status.SENDING,
            then=ExpressionWrapper(F("claimed_at") + LEASE, DateTimeField()),
        ),
        default=F("send_after"),
    )
    try:
        late = (Message.objects.due() | Message.objects.abandoned()).order_by()
        oldest = late.aggregate(oldest=Min(due_since))["oldest"]
    except DatabaseError:
        return None
    return int((timezone.now() - oldest).total_seconds()) if oldest else 0
