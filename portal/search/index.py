"""Writes the search entries; publishing and withdrawing call it in their transaction."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from portal.base.languages import CODES, localized, suffix
from portal.search.models import SearchEntry

_KEY = ["kind", "object_pk"]
_WRITTEN = [
    field.name
    for field in SearchEntry._meta.concrete_fields
    if not field.primary_key and field.name not in _KEY
]


def refresh(thing: Model) -> None:
    """Write the entry of a published thing anew, or remove it if it is not public."""
    if thing.live:
        refresh_many([thing])
    else:
        remove(thing)


def refresh_many(things: Iterable[Model]) -> None:
    """Write the entries of many published things in one statement."""
    SearchEntry.objects.bulk_create(
        [_entry(thing) for thing in things],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=_KEY,
        update_fields=_WRITTEN,
    )


def remove(thing: Model) -> None:
    """Take a thing out of everything that reads the index."""
    SearchEntry.objects.filter(kind=thing.kind, object_pk=thing.pk).delete()


def _entry(thing: Model) -> SearchEntry:
    entry = SearchEntry(
        kind=thing.kind,
        object_pk=thing.pk,
        slug=thing.slug,
        changed_on=thing.meaning_changed_on or timezone.localdate(),
    )
    for language in CODES:
        ending = suffix(language)
        setattr(entry, f"title_{ending}", localized(thing, thing.name_field, language))
        setattr(entry, f"summary_{ending}", localized(thing, "summary", language))
        setattr(entry, f"text_{ending}", thing.search_text(language))
    for field in ("latitude", "longitude"):
        setattr(entry, field, getattr(thing, field, None))
    for field in ("district", "position_precision"):
        setattr(entry, field, getattr(thing, field, ""))
    community = getattr(thing, "community", None)
    entry.community = community.slug if community else ""
    return entry
