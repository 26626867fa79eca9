"""What a field looks like in a cell, and how what stands in a cell becomes a value again."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.permissions import policy_registry

from portal.base.fields import ChoiceArrayField
from portal.base.languages import CODES, current, join, localized

BETWEEN = "; "
_MANY = re.compile(r"[;\n]")
_MANY_OR_COMMAS = re.compile(r"[;\n,、]")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_OFFERED = 12  # words that a fault names; more would be no help
_YES, _NO = {"true", "1", "y"}, {"false", "0", "n"}


class Cell:
    """A field as one cell: `write` makes text or a number of a value, `read` the reverse.

    `read` raises ValidationError, in words for somebody who knows spreadsheets and no more.
    """

    def __init__(self, field: models.Field):
        self.field = field

    def write(self, value):
        return "" if value is None else value

    def read(self, said: str):
        """Return the value that a cell's text means; an empty cell states nothing."""
        if said:
            return self.parse(said)
        if not self.field.blank and not self.field.null:
            raise ValidationError(_("This must not be empty."))
        return self.nothing

    @cached_property
    def nothing(self):
        """What the field holds where nothing is stated."""
        empty = self.field.empty_strings_allowed and not isinstance(self.field, ArrayField)
        return "" if empty else self.field.get_default()

    def parse(self, said: str):
        value = self.field.to_python(said)
        self.field.run_validators(value)
        return value


class Number(Cell):
    def parse(self, said):
        plain = unicodedata.normalize("NFKC", said).replace(",", "").replace(" ", "")
        whole = isinstance(self.field, models.IntegerField)
        try:
            value = int(plain) if whole else float(plain)
        except ValueError:
            words = (
                _("“%(said)s” is no whole number: write digits only, such as 5000.")
                if whole
                else _("“%(said)s” is no number: write it as 39.9087.")
            )
            raise ValidationError(words % {"said": said}) from None
        self.field.run_validators(value)
        return value


class Day(Cell):
    def write(self, value):
        return value.isoformat() if value else ""

    def parse(self, said):
        found = _DATE.fullmatch(unicodedata.normalize("NFKC", said))
        try:
            day = dt.date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
        if day is None:
            raise ValidationError(
                _("“%(said)s” is no date: write it as %(example)s.")
                % {"said": said, "example": timezone.localdate().isoformat()}
            )
        return day


class YesNo(Cell):
    """Yes, no, or nothing where nobody states it."""

    def write(self, value):
        return "" if value is None else str(self._words[value])

    @property
    def _words(self) -> dict[bool, str]:
        return {True: pgettext("a fact", "Yes"), False: pgettext("a fact", "No")}

    @cached_property
    def _known(self) -> dict[str, bool]:
        known = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
        for code in CODES:
            with translation.override(code):
                known |= {_level(word): answer for answer, word in self._words.items()}
        return known

    def parse(self, said):
        try:
            return self._known[_level(said)]
        except KeyError:
            words = self._words | {"said": said}
            raise ValidationError(
                _("“%(said)s”: write “%(yes)s” or “%(no)s”, or leave it empty.")
                % {"said": said, "yes": words[True], "no": words[False]}
            ) from None


class Choice(Cell):
    """One of some choices, by its word in either language."""

    @cached_property
    def choices(self) -> list[tuple]:
        return list(self.field.choices)

    def write(self, value):
        return str(dict(self.choices).get(value, value or ""))

    @cached_property
    def _known(self) -> dict[str, object]:
        known = {_level(str(value)): value for value, _label in self.choices}
        for code in CODES:
            with translation.override(code):
                known |= {_level(str(label)): value for value, label in self.choices}
        return known

    def parse(self, said):
        try:
            return self._known[_level(said)]
        except KeyError:
            raise _unknown(said, [str(label) for _value, label in self.choices]) from None


class Several(Choice):
    """Some of the choices, with semicolons between them."""

    @cached_property
    def choices(self):
        return list(self.field.base_field.choices)

    def write(self, value):
        return BETWEEN.join(str(label) for one, label in self.choices if one in (value or ()))

    def parse(self, said):
        parts = _parts(_MANY, said)
        if any(_level(part) not in self._known for part in parts):
            # Only where no word with a comma in it is meant.
            parts = _parts(_MANY_OR_COMMAS, said)
        chosen = {super(Several, self).parse(part) for part in parts}
        return [value for value, _label in self.choices if value in chosen]


class Numbers(Cell):
    """Whole numbers, with semicolons between them."""

    def write(self, value):
        return BETWEEN.join(map(str, value or ()))

    def parse(self, said):
        one = Number(self.field.base_field)
        value = [one.read(part) for part in _parts(_MANY_OR_COMMAS, said)]
        self.field.run_validators(value)
        return value


class Reference(Cell):
    """Another record, by its name in the reader's language; known are those that the
    reader may see at the desk."""

    def __init__(self, field, user):
        super().__init__(field)
        self.user = user

    @cached_property
    def _seen(self) -> list[models.Model]:
        policy = policy_registry.get_by_type(self.field.related_model)
        return list(policy.instances_user_has_permission_for(self.user, "view"))

    @cached_property
    def _known(self) -> dict[str, models.Model | None]:
        known = {}
        for thing in self._seen:
            for name in {_level(localized(thing, "name", code)) for code in CODES}:
                # A name of two things names neither.
                known[name] = None if name in known else thing
        return known | {thing.slug: thing for thing in self._seen}

    def write(self, value):
        if value is None:
            return ""
        name = localized(value, "name", current())
        return name if self._known.get(_level(name)) else value.slug

    def parse(self, said):
        thing = self._known.get(_level(said))
        if thing is None:
            names = [localized(each, "name", current()) for each in self._seen]
            raise _unknown(said, names if len(names) <= _OFFERED else [])
        return thing


def cell_of(field: models.Field, user) -> Cell | None:
    """Return how a field stands in a table, if it can."""
    if isinstance(field, models.ForeignKey):
        return Reference(field, user) if hasattr(field.related_model, "slug") else None
    kinds = (
        (ChoiceArrayField, Several),
        (ArrayField, Numbers),
        (models.BooleanField, YesNo),
        (models.DateField, Day),
        (models.IntegerField | models.FloatField, Number),
        (models.CharField | models.TextField, Cell),
    )
    if field.choices:
        return Choice(field)
    if isinstance(field, models.DateTimeField):
        # When a thing is shown is said at the desk, for each by itself.
        return None
    return next((cell(field) for kind, cell in kinds if isinstance(field, kind)), None)


def _parts(between: re.Pattern, said: str) -> list[str]:
    said = unicodedata.normalize("NFKC", said)
    return [part.strip() for part in between.split(said) if part.strip()]


def _level(word: str) -> str:
    """One spelling for what people type alike: wide letters, capitals, blanks."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def _unknown(said: str, words: Iterable[str]) -> ValidationError:
    words = list(words)
    if not words:
        return ValidationError(_("“%(said)s” is not known here.") % {"said": said})
    offered = join(words[:_OFFERED]) + (" …" if len(words) > _OFFERED else "")
    return ValidationError(
        _("“%(said)s” is not known here. Write one of: %(words)s.")
        % {"said": said, "words": offered}
    )
