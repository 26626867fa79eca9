"""Writes the search entries; publishing and withdrawing call it in their transaction."""

from django.db.models import Model
from django.utils import timezone

from portal.base.languages import localized
from portal.search.models import SearchEntry


def refresh(thing: Model) -> None:
    """Write the entry of a published thing anew, or remove it if it is not public."""
    if not thing.live:
        remove(thing)
        return
    values = {
        "slug": thing.slug,
        "changed_on": thing.meaning_changed_on or timezone.localdate(),
    }
    for language, suffix in (("en", "en"), ("zh-hans", "zh_hans")):
        values[f"title_{suffix}"] = localized(thing, thing.name_field, language)
        values[f"summary_{suffix}"] = localized(thing, "summary", language)
        values[f"text_{suffix}"] = thing.search_text(language)
    for field in ("latitude", "longitude"):
        values[field] = getattr(thing, field, None)
    for field in ("district", "position_precision"):
        values[field] = getattr(thing, field, "")
    community = getattr(thing, "community", None)
    values["community"] = community.slug if community else ""
    SearchEntry.objects.update_or_create(kind=thing.kind, object_pk=thing.pk, defaults=values)


def remove(thing: Model) -> None:
    """Take a thing out of everything that reads the index."""
    SearchEntry.objects.filter(kind=thing.kind, object_pk=thing.pk).delete()
