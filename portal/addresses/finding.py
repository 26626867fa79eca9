"""Where an old address leads now."""

from collections.abc import Iterable

from django.db import models
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import translation
from django.utils.text import capfirst

from portal.addresses.models import FormerAddress, Successor, with_pages
from portal.base.languages import CODES

MOST_STEPS = 5  # from one successor to the next


def now(kind: str, slugs: Iterable[str]) -> dict[str, str]:
    """Return the present slug of every public record of a kind for its former ones."""
    former = FormerAddress.objects.filter(kind=kind, slug__in=list(slugs))
    owners = dict(former.values_list("slug", "object_pk"))
    model = with_pages().get(kind)
    if not owners or model is None:
        return {}
    public = model._base_manager.filter(pk__in=owners.values(), live=True)
    present = dict(public.values_list("pk", "slug"))
    return {slug: present[pk] for slug, pk in owners.items() if pk in present}


def successor(kind: str, pk: int) -> models.Model | None:
    """Return the public record that came in the place of another, be it some steps on."""
    seen = {(kind, pk)}
    for _step in range(MOST_STEPS):
        found = Successor.objects.filter(kind=kind, object_pk=pk).first()
        if found is None or (found.page_kind, found.page_pk) in seen:
            return None
        kind, pk = found.page_kind, found.page_pk
        seen.add((kind, pk))
        record = with_pages()[kind]._base_manager.filter(pk=pk, live=True).first()
        if record:
            return record
    return None


def list_of(kind: str) -> tuple[str, str]:
    """Return the name and the address of the list that records of a kind stand in."""
    name = capfirst(with_pages()[kind]._meta.verbose_name_plural)
    try:
        return name, reverse(f"{kind}:index")
    except NoReverseMatch:
        return name, reverse("programme:index")


def record_at(path: str) -> models.Model | None:
    """Return the public record whose page is at a path of ours, in either language."""
    language = next((code for code in CODES if path.startswith(f"/{code}/")), CODES[0])
    try:
        with translation.override(language):
            match = resolve(path)
    except Resolver404:
        return None
    kind, slug = match.namespace, match.kwargs.get("slug")
    model = with_pages().get(kind)
    if model is None or slug is None:
        return None
    slug = now(kind, [slug]).get(slug, slug)
    return model._base_manager.filter(slug=slug, live=True).first()
