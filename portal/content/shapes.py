"""The forms that a value in the pack can have, most of them derived from a model field.

A shape reads a value, tells the Spot every fault it finds, and returns what the column
is to hold. It never raises, so that one run names all faults.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.fields import StreamField

from portal.base.fields import PartialDateField
from portal.content.spots import Spot
from portal.facts.models import Fact
from portal.facts.texts import names_in
from portal.places.models import MetroStation


class Shape:
    """One form of value."""

    wanted = "a value"
    type: type = object

    def read(self, value, spot: Spot):
        """Return the clean value; a value of another type is a fault."""
        # To Python True is a number; to a reader of the pack it is not.
        if not isinstance(value, self.type) or (
            isinstance(value, bool) and self.type is not bool
        ):
            return spot.fault(f"must be {self.wanted}, not {value!r}")
        return self.clean(value, spot)

    def clean(self, value, spot: Spot):
        return value


class Text(Shape):
    wanted, type = "a text", str

    def clean(self, value, spot):
        return value.strip() or spot.fault("is empty")


class Whole(Shape):
    wanted, type = "a whole number", int


class Number(Shape):
    wanted, type = "a number", (int, float)


class Flag(Shape):
    wanted, type = "true or false", bool


class Day(Shape):
    wanted, type = "a day (2026-11-28)", (dt.date, str)

    def clean(self, value, spot):
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return spot.fault(f"must be {self.wanted}, not {value!r}")


class PartialDay(Shape):
    """2020, 2020-10 or 2020-10-15; YAML makes numbers and dates of some of them."""

    wanted, type = "a year, a month or a day (2020, 2020-10, 2020-10-15)", (dt.date, str, int)

    def clean(self, value, spot):
        return str(value)


class Station(Text):
    """The slug of a metro station, kept as text inside a JSON column."""

    def clean(self, value, spot):
        spot.refer(MetroStation, value)
        return value


@dataclass(frozen=True)
class Row(Shape):
    """The row of another model, named by a field of it."""

    model: type[models.Model]
    by: str = "slug"
    wanted, type = "the name of another record", str

    def clean(self, value, spot):
        return spot.refer(self.model, value, self.by)


@dataclass(frozen=True)
class Mapping(Shape):
    """Named values: some demanded, some not, no others."""

    demanded: dict[str, Shape]
    optional: dict[str, Shape] = field(default_factory=dict)
    wanted, type = "a record", dict

    def clean(self, value, spot):
        shapes = self.demanded | self.optional
        for name in self.demanded.keys() - value.keys():
            spot.at(name).fault("is missing")
        for name in value.keys() - shapes.keys():
            spot.at(name).fault("is not a known field")
        return {
            name: shapes[name].read(item, spot.at(name))
            for name, item in value.items()
            if name in shapes
        }


class Listed(Shape):
    """A list of one shape, or of mappings (given as their demanded and optional fields)."""

    wanted, type = "a list", list

    def __init__(
        self, item: Shape | dict[str, Shape], optional: dict[str, Shape] | None = None
    ):
        self.item = Mapping(item, optional or {}) if isinstance(item, dict) else item

    def clean(self, value, spot):
        return [self.item.read(item, spot.at(number)) for number, item in enumerate(value)]


class Lines(Listed):
    """A list of texts, kept as one text with a line for each."""

    separator = "\n"

    def __init__(self):
        super().__init__(Text())

    def clean(self, value, spot):
        return self.separator.join(text for text in super().clean(value, spot) if text)


class WithCommas(Lines):
    """A list of texts, kept as one text with commas between them."""

    separator = ", "


class Sources(Shape):
    """Where the facts stand; the checks are those of the desk's form for a source."""

    wanted, type = "a list of sources", list

    def __init__(self, column: StreamField):
        self.column = column
        self.source = column.stream_block.child_blocks["source"]

    def clean(self, value, spot):
        if not value:
            return spot.fault("names no source")
        blocks = [self._source(item, spot.at(number)) for number, item in enumerate(value)]
        if None in blocks:
            return None
        return self.column.to_python([{"type": "source", "value": block} for block in blocks])

    def _source(self, item, spot):
        if not isinstance(item, dict):
            return spot.fault(f"must be a source, not {item!r}")
        fields = self.source.child_blocks
        for name in item.keys() - fields.keys():
            spot.at(name).fault("is not a known field")
        values = {name: self._text(item.get(name)) for name in fields}
        for name, block in fields.items():
            try:
                block.clean(block.to_python(values[name]))
            except ValidationError as error:
                spot.at(name).fault(" ".join(error.messages))
        return {name: value for name, value in values.items() if value}

    @staticmethod
    def _text(value) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Column(Shape):
    """What a column of a model takes: a shape, then the column's own limits and choices."""

    column: models.Field
    shape: Shape

    def read(self, value, spot):
        before = len(spot.faults)
        value = self.shape.read(value, spot)
        if len(spot.faults) == before:
            self._limits(value, spot)
        return value

    def _limits(self, value, spot):
        for name in names_in(value) if isinstance(value, str) else ():
            spot.refer(Fact, name)
        choices = [choice for choice, _label in self.column.flatchoices]
        if choices and value not in choices:
            return spot.fault(f"{value!r} is not one of {', '.join(map(str, choices))}")
        if self.column.name in ("latitude", "longitude") and self._outside(value):
            return spot.fault(f"{value} lies outside Beijing")
        for validator in self.column.validators:
            try:
                validator(value)
            except ValidationError as error:
                spot.fault(" ".join(error.messages))
        return None

    def _outside(self, degrees) -> bool:
        return any(
            validator.compare(degrees, validator.limit_value)
            for validator in self.column.validators
            if isinstance(validator, MinValueValidator | MaxValueValidator)
        )


_SHAPES = {
    PartialDateField: PartialDay,
    models.BooleanField: Flag,
    models.IntegerField: Whole,
    models.FloatField: Number,
    models.DateField: Day,
    models.CharField: Text,
    models.TextField: Text,
}


def shape_of(column: models.Field, by: str = "slug") -> Shape:
    """Derive the shape of a value from the field that is to hold it."""
    if isinstance(column, models.ManyToManyField):
        return Listed(Row(column.related_model, by))
    if isinstance(column, models.ForeignKey):
        return Row(column.related_model, by)
    if isinstance(column, StreamField):
        return Sources(column)
    if isinstance(column, ArrayField):
        return Column(column, Listed(shape_of(column.base_field)))
    return Column(
        column, next(_SHAPES[base]() for base in type(column).mro() if base in _SHAPES)
    )
