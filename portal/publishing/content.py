"""The version of everything public: cached pages belong to one, and fall with it."""

from django.core.cache import cache
from django.db import connection, transaction

from portal.publishing.models import ContentChange

CACHE_KEY = "content-version"


def content_changed() -> None:
    """Note, inside the caller's transaction, that the public sees something new.

    The cached number moves after the commit; should that fail, beat repairs it
    (`repair_version`), and no cached page lives longer than a minute anyway.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("content_changed() belongs inside the transaction it reports on")
    version = ContentChange.objects.create().pk
    transaction.on_commit(lambda: cache.set(CACHE_KEY, version, None), robust=True)


def repair_version() -> int:
    """Bring the cached number up to the newest committed change and return it."""
    newest = ContentChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    cache.set(CACHE_KEY, newest, None)
    return newest


def version() -> int:
    """Return the number of the last change that the public sees."""
    cached = cache.get(CACHE_KEY)
    return repair_version() if cached is None else cached
