"""Names in the order in which readers of each language look for them."""

import re
import unicodedata

from django.db import models

from portal.base.languages import localized, suffix

LONGEST = 200
DIGITS = 4  # numbers in names are no longer


def sort_key(name: str, language: str) -> str:
    """Return what a name sorts by: letters without accents and case, Chinese as pinyin.

    A tone breaks the tie between syllables that are spelt alike; numbers go by their
    size; "The" does not count.
    """
    name = re.sub(r"[0-9]+", lambda number: number[0].zfill(DIGITS), name)
    if language == "zh-hans":
        # Its dictionary takes most of a second to load, and only writing needs it.
        from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

        name = " ".join(lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True))
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain)
    if language == "en" and words[:1] == ["the"]:
        words = words[1:]
    return " ".join(words)[:LONGEST]


class SortKeyField(models.CharField):
    """Holds the sort key of another field in one language; written with every save."""

    def __init__(self, *, source: str = "name", language: str = "en", **options):
        self.source, self.language = source, language
        super().__init__(
            **{
                "max_length": LONGEST,
                "db_collation": "C",
                "editable": False,
                "default": "",
                "blank": True,
            }
            | options
        )

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source, "language": self.language}

    def pre_save(self, model_instance, add):
        key = sort_key(localized(model_instance, self.source, self.language), self.language)
        setattr(model_instance, self.attname, key)
        return key


def sort_column(language: str) -> str:
    """Return the name of the column that a list in a language is ordered by."""
    return f"sort_key_{suffix(language)}"
