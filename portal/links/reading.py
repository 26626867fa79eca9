"""Finds every link of a record, and changes one, wherever records hold links."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.urls import Resolver404, resolve
from django.utils import translation
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from portal.base import markdown
from portal.base.languages import CODES, field_label
from portal.publishing.kinds import plurals


def links_of(record: models.Model) -> Iterator[tuple[str, str]]:
    """Yield every address that a record leads to, with the name of the field."""
    for thing, prefix in _parts(record):
        for field in _fields(thing):
            for url in _urls(thing, field):
                if url:
                    yield url, f"{prefix}{field.name}"


def _parts(record: models.Model) -> Iterator[tuple[models.Model, str]]:
    yield record, ""
    for relation in get_all_child_relations(type(record)):
        name = relation.get_accessor_name()
        for child in getattr(record, name).all():
            yield child, f"{name}."


def _fields(thing: models.Model) -> list[models.Field]:
    """Every field that may hold links; of a translated one, its two columns."""
    fields = thing._meta.concrete_fields
    names = {field.name for field in fields}
    return [
        field
        for field in fields
        if isinstance(field, models.URLField | StreamField | models.TextField)
        and f"{field.name}_en" not in names
    ]


def _urls(thing: models.Model, field: models.Field) -> Iterator[str]:
    value = getattr(thing, field.attname)
    if isinstance(field, StreamField):
        yield from (source.value.get("url") for source in value or ())
    elif isinstance(field, models.URLField):
        yield value
    else:
        for node in markdown.parse(value or "").walk():
            if node.type == "link":
                href = str(node.attrs.get("href", ""))
                if href.startswith(("http://", "https://", "/")):
                    yield href


def field_words(model: type[models.Model], name: str) -> str:
    """Name a field of a record as its form does."""
    part, dot, field = name.rpartition(".")
    if not dot:
        return field_label(model, field)
    child = next(
        each.related_model
        for each in get_all_child_relations(model)
        if each.get_accessor_name() == part
    )
    return f"{child._meta.verbose_name}: {field_label(child, field)}"


def our_page(url: str) -> tuple[str, str] | None:
    """Return the kind and the slug that an address of ours stands for; "-" and nothing if it
    stands for no page at all. None for other hosts, and for our lists and the like."""
    parts = urlsplit(url)
    if parts.netloc and parts.hostname != settings.SITE_HOST:
        return None
    language = next((code for code in CODES if parts.path.startswith(f"/{code}/")), CODES[0])
    try:
        with translation.override(language):
            match = resolve(parts.path or "/")
    except Resolver404:
        return "-", ""
    slug = match.kwargs.get("slug")
    if slug is None or match.namespace not in plurals():
        return None
    return match.namespace, slug


def replace(record: models.Model, *, old: str, new: str) -> int:
    """Put another address in the place of one in a draft, in memory; count the places."""
    return sum(
        _replace_in(thing, field, old, new)
        for thing, _prefix in _parts(record)
        for field in _fields(thing)
    )


def _replace_in(thing: models.Model, field: models.Field, old: str, new: str) -> int:
    value = getattr(thing, field.attname)
    if isinstance(field, StreamField):
        found = [source for source in value or () if source.value.get("url") == old]
        for source in found:
            source.value["url"] = new
        return len(found)
    if isinstance(field, models.URLField):
        changed, number = (new, 1) if value == old else (value, 0)
    else:
        # A longer address that begins alike is another one.
        whole = re.compile(re.escape(old) + r"(?=[\s)>\"'\]]|$)")
        changed, number = whole.subn(lambda _match: new, value or "")
    if number:
        setattr(thing, field.attname, changed)
    return number
