"""The two languages of the portal, and how to read one of them without fallback."""

import re
from collections.abc import Iterable

from django.db.models import F, Model
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

CODES = ("en", "zh-hans")
# Each language's name as its own speakers write it.
NAMES = {"en": "English", "zh-hans": "中文"}


def suffix(language: str) -> str:
    """Return the column suffix of a language: "zh-hans" gives "zh_hans"."""
    return language.replace("-", "_")


def current() -> str:
    """Return the code of the active language; anything unknown counts as English."""
    language = get_language()
    return language if language in CODES else CODES[0]


def other(language: str | None = None) -> str:
    """Return the other language's code (of the active one if none is given)."""
    return CODES[1] if (language or current()) == CODES[0] else CODES[0]


def localized(instance: Model, field: str, language: str) -> str:
    """Read a field in one language. No fallback: an empty text stays empty."""
    return getattr(instance, f"{field}_{suffix(language)}") or ""


def column(field: str, language: str | None = None):
    """Return a query expression: the field in a language, in the other one if empty.

    The bare column of a translated field is never read (it is kept by modeltranslation
    and may lag behind); lists are filtered and ordered through this.
    """
    language = language or current()
    first, second = (f"{field}_{suffix(code)}" for code in (language, other(language)))
    return Coalesce(NullIf(F(first), Value("")), F(second))


def join(words: Iterable[str]) -> str:
    """Put words in a row as the active language does."""
    return gettext(", ").join(words)


def field_label(model: type[Model], field: str) -> str:
    """Name a field as forms and messages do: "Opening hours", "Name (中文)"."""
    for code in CODES:
        bare = field.removesuffix(f"_{suffix(code)}")
        if bare != field and bare in {f.name for f in model._meta.get_fields()}:
            return f"{capfirst(model._meta.get_field(bare).verbose_name)} ({NAMES[code]})"
    return str(capfirst(model._meta.get_field(field).verbose_name))


_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def written_in(text: str) -> str:
    """Tell by its script which language a foreign title is in, as a value of `lang`."""
    for pattern, language in ((_KANA, "ja"), (_HANGUL, "ko"), (_HAN, "zh-Hans")):
        if pattern.search(text):
            return language
    return "en"
