"""What a record says, apart from how it says it: what changed, and which language lags.

A meaning has three parts, one for each language's texts and one for the facts that both
share. Links, the order of lists, Markdown and blanks are no part of it.
"""

import hashlib
import json
import re
from collections.abc import Collection
from functools import lru_cache

import nh3
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator
from wagtail.fields import StreamField

from portal.base import markdown
from portal.base.languages import CODES, localized, suffix

FACTS = "facts"
# Says nothing to a reader: where a page is, when it is shown, where it was read.
_SILENT = {
    "id", "slug", "picture", "reviewed_on", "sort_order", "live", "has_unpublished_changes",
    "first_published_at", "last_published_at", "go_live_at", "expire_at", "expired",
    "locked", "locked_at", "locked_by", "latest_revision", "live_revision",
}  # fmt: skip
_LINKS = (models.URLField, StreamField)


class State(models.TextChoices):
    """How a language stands beside what the record means today."""

    MISSING = "missing", pgettext_lazy("translation", "Missing")
    DRAFT = "draft", pgettext_lazy("translation", "Draft")
    OUTDATED = "outdated", pgettext_lazy("translation", "Outdated")
    CURRENT = "current", pgettext_lazy("translation", "Current")


def state(thing: models.Model, language: str) -> State:
    """Tell from the versions, never from times, how one language of a record stands."""
    if not all(
        localized(thing, name, language).strip() for name in thing.required_in_every_language
    ):
        return State.MISSING
    if not thing.was_public:
        return State.DRAFT
    return State.OUTDATED if is_outdated(thing, language) else State.CURRENT


def is_outdated(thing: models.Model, language: str) -> bool:
    """Whether a language still states a meaning that has changed since."""
    return getattr(thing, f"answered_version_{suffix(language)}") < thing.meaning_version


def outdated(language: str) -> Q:
    """Ask for the records that were public and whose text in a language is outdated."""
    answered = {f"answered_version_{suffix(language)}__lt": F("meaning_version")}
    return Q(**answered) & (Q(live=True) | Q(last_published_at__isnull=False))


def missing(model: type[models.Model], language: str) -> Q:
    """Ask for the records that lack a text without which they cannot be shown."""
    question = Q(pk__in=())
    for name in model.required_in_every_language:
        column = f"{name}_{suffix(language)}"
        question |= Q(**{column: ""}) | Q(**{f"{column}__isnull": True})
    return question


def of(thing: models.Model) -> dict[str, str]:
    """Return a fingerprint of each part of what a record says, as it is in memory."""
    parts = _parts(thing, thing.bookkeeping)
    for relation in get_all_child_relations(type(thing)):
        name = relation.get_accessor_name()
        children = [
            _parts(child, (relation.field.name,)) for child in getattr(thing, name).all()
        ]
        for part, said in parts.items():
            # In no order: to move a step up says nothing new.
            said[name] = sorted(_as_text(child[part]) for child in children)
    return {part: _digest(said) for part, said in parts.items()}


def changed(before: dict[str, str], after: dict[str, str]) -> frozenset[str]:
    """Name the parts that say something else than before."""
    return frozenset(part for part in after if before.get(part) != after[part])


def likely_stated(thing: models.Model, parts: Collection[str]) -> list[str]:
    """Guess which languages state what changed: those whose texts did, or, where only
    facts did, those that were up to date, since they share them."""
    changed_texts = [code for code in CODES if code in parts]
    return changed_texts or [code for code in CODES if not is_outdated(thing, code)]


def _parts(thing: models.Model, left_out: Collection[str]) -> dict[str, dict]:
    texts = _translated(type(thing))
    said = {part: {} for part in (*CODES, FACTS)}
    for field in thing._meta.concrete_fields:
        if field.name in texts or field.name in left_out or field.name in _SILENT:
            continue
        if isinstance(field, _LINKS):
            continue
        said[_part(field.name, texts)][field.name] = _plain(thing, field)
    return said


def _translated(model: type[models.Model]) -> set[str]:
    try:
        return set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return set()


def _part(name: str, texts: set[str]) -> str:
    for code in CODES:
        if name.removesuffix(f"_{suffix(code)}") in texts - {name}:
            return code
    return FACTS


def _plain(thing: models.Model, field: models.Field):
    value = getattr(thing, field.attname)
    if value is None and isinstance(field, models.CharField | models.TextField):
        return ""
    if not isinstance(value, str):
        return value
    return _words(value) if isinstance(field, models.TextField) else _level(value)


@lru_cache(maxsize=1000)
def _words(text: str) -> str:
    """Return the words of a Markdown text. Before and after are mostly the same."""
    return _level(nh3.clean(markdown.render(text), tags=set()))


def _level(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _digest(said: dict) -> str:
    return hashlib.sha256(_as_text(said).encode()).hexdigest()


def _as_text(said: dict) -> str:
    return json.dumps(said, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False)
