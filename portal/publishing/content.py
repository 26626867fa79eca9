"""The version of everything public: cached pages belong to one, and fall with it."""

import hashlib
import secrets

from django.core.cache import cache
from django.db import connection, models, transaction
from django.db.models import F

from portal.publishing.together import put_off

CACHE_KEY = "content-version"
_RANDOM_BITS = 20
_TOLD_APART = 50  # changes
_STATE_LIVES = 3600  # seconds; it falls with the version anyway


class ContentChange(models.Model):
    """One row for every change of what the public sees; the highest number is the
    version that cached pages belong to (portal/pages/cache.py)."""

    at = models.DateTimeField(auto_now_add=True)
    # Of which kind it was; nothing where it may have been of any.
    kind = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(F("kind"), F("id").desc(), name="content_change_by_kind")]

    def __str__(self):
        return f"{self.pk} at {self.at:%Y-%m-%d %H:%M:%S}"


def content_changed(kind: str = "") -> None:
    """Note, inside the caller's transaction, that the public sees something new.

    Whoever knows of which kind it is says so: what hangs on other kinds then stands.
    The version moves after the commit; should that fail, beat repairs it
    (`repair_version`), and no cached page lives longer than a minute anyway.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("content_changed() belongs inside the transaction it reports on")
    if not put_off(_note, kind):
        _note([kind])


def _note(kinds: list[str]) -> None:
    changes = ContentChange.objects.bulk_create(
        ContentChange(kind=kind) for kind in dict.fromkeys(kinds)
    )
    newest = max(change.pk for change in changes)
    transaction.on_commit(lambda: _move_to(newest), robust=True)


def repair_version() -> int:
    """Move the version if a commit's own move was lost; return it in any case."""
    newest = ContentChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    cached = cache.get(CACHE_KEY)
    if cached is None or cached >> _RANDOM_BITS < newest:
        return _move_to(newest)
    return cached


def version() -> int:
    """Return the version of what the public sees now."""
    cached = cache.get(CACHE_KEY)
    return repair_version() if cached is None else cached


def state_of(*kinds: str) -> str:
    """Name the state that the public sees some kinds in; another state has another name.

    It is told by the newest changes, not by the newest alone: of two that are made at the
    same time the later may be committed first.
    """
    key = f"content-state:{version()}:{':'.join(kinds)}"
    if (state := cache.get(key)) is None:
        changes = ContentChange.objects.filter(kind__in=(*kinds, "")).order_by("-pk")
        newest = list(changes.values_list("pk", flat=True)[:_TOLD_APART])
        state = hashlib.blake2b(repr(newest).encode(), digest_size=12).hexdigest()
        cache.set(key, state, _STATE_LIVES)
    return state


def _move_to(change: int) -> int:
    """Set a version that has never been: two changes may commit out of order, and a page
    made between the two must not come back to life."""
    moved = change << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    cache.set(CACHE_KEY, moved, None)
    return moved
