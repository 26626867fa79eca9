"""Anything that is published, whatever its kind: found, and named in a few words."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.base.languages import current, localized, other
from portal.publishing import kinds
from portal.publishing.actions import publishable_models
from portal.publishing.models import Publishable


def find(kind: str, slug: str) -> Publishable:
    """Return a published thing. Raises Http404, for drafts too."""
    model = next((each for each in publishable_models() if each.kind == kind), None)
    if model is None:
        raise Http404("there is no such kind")
    rows = model.objects.published()
    if any(field.name == "community" for field in model._meta.fields):
        rows = rows.select_related("community")
    return get_object_or_404(rows, slug=slug)


def title(thing: Publishable) -> str:
    """Name it in the page's language."""
    return localized(thing, thing.name_field, current())


def second(thing: Publishable) -> str:
    """Name it in the other language."""
    return localized(thing, thing.name_field, other())


def text(thing: Publishable, field: str) -> str:
    """Return a text in the page's language; nothing for a kind that has no such field."""
    return localized(thing, field, current()) if hasattr(thing, field) else ""


def lattice(thing: Publishable) -> str:
    """Return the mark of the community that it is, or belongs to."""
    community = getattr(thing, "community", None)
    return getattr(community, "lattice", "") or getattr(thing, "lattice", "none")


def eyebrow(thing: Publishable) -> str:
    """Say what it is, and of which community."""
    kind = kinds.names()[thing.kind]
    community = getattr(thing, "community", None)
    area = localized(community, "short_name", current()) if community else ""
    return f"{kind} · {area}" if area else kind
