"""The table of a kind: which columns its records have in a file, and what heads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.translator import translator

from portal.base.languages import CODES, field_label, suffix
from portal.exchange.cells import Cell, Day, cell_of
from portal.publishing.blocks import SourceBlock
from portal.publishing.models import Publishable

KEY = "slug"
_LAST = "reviewed_on"  # stands beside the sources
_PARTS = ("title", "publisher", "url", "read_on", "as_of")
# There is always room for some more sources.
_FEWEST_SOURCES = 3
_MOST_SOURCES = 20
_DAY = Day(models.DateField())


@dataclass(frozen=True)
class Column:
    """One column: its name in the code, the field it belongs to, and its place there."""

    name: str
    field: str
    number: int = 0
    part: str = ""


class Table:
    """The columns of a kind of record, for one person's eyes."""

    def __init__(self, model: type[Publishable], user):
        self.model = model
        self.cells: dict[str, Cell] = {}
        for field in _fields(model):
            if cell := cell_of(field, user):
                self.cells[field.name] = cell

    def columns(self, things: Iterable[Publishable] = ()) -> list[Column]:
        """Return all columns, with as many for sources as the things need."""
        needed = max((len(thing.sources) for thing in things), default=0)
        number = max(needed, _FEWEST_SOURCES)
        own = [Column(name, name) for name in (KEY, *self.cells)]
        return own + [column for n in range(number) for column in _source_columns(n)]

    def heading(self, column: Column) -> str:
        """Name a column in the active language, as the form names its field."""
        if column.field != "sources":
            return field_label(self.model, column.field)
        label = SourceBlock.base_blocks[column.part].label
        return _("Source %(n)d: %(part)s") % {"n": column.number + 1, "part": label}

    @cached_property
    def _known(self) -> dict[str, Column]:
        columns = self.columns()
        columns += [
            column
            for n in range(_FEWEST_SOURCES, _MOST_SOURCES)
            for column in _source_columns(n)
        ]
        known = {column.name: column for column in columns}
        for code in CODES:
            with translation.override(code):
                known |= {self.heading(column): column for column in columns}
        return known

    def find(self, heading: str) -> Column | None:
        """Return the column that is meant by a heading in either language."""
        return self._known.get(heading) or self._known.get(capfirst(heading.strip()))

    def write(self, thing: Publishable) -> dict[str, object]:
        """Return what stands in each of a thing's cells, by the column's name."""
        row = {KEY: thing.slug}
        for name, cell in self.cells.items():
            row[name] = cell.write(getattr(thing, name))
        for n, source in enumerate(thing.sources):
            for column in _source_columns(n):
                value = source.value.get(column.part)
                row[column.name] = (
                    value.isoformat() if hasattr(value, "isoformat") else value or ""
                )
        return row


def read_source(said: dict[str, str]) -> dict:
    """Return a source's parts from its cells. Raises ValidationError, part by part."""
    source, faults = {}, {}
    for part, block in SourceBlock.base_blocks.items():
        text = said.get(part, "")
        try:
            source[part] = _DAY.parse(text).isoformat() if part == "read_on" and text else text
            block.clean(block.to_python(source[part]))
        except ValidationError as fault:
            faults[part] = fault
    if faults:
        raise ValidationError(faults)
    return source


def _source_columns(n: int) -> list[Column]:
    return [Column(f"source_{n + 1}_{part}", "sources", n, part) for part in _PARTS]


def _fields(model: type[Publishable]) -> list:
    """Return the fields that staff fill in: texts first, both languages of each."""
    texts = translator.get_options_for_model(model).all_fields
    # By its name staff find a row.
    texts = sorted(texts, key=lambda name: name != model.name_field)
    in_languages = [f"{name}_{suffix(code)}" for name in texts for code in CODES]
    left_out = {KEY, "id", *texts, *in_languages, *model.bookkeeping}
    facts = [
        field.name
        for field in model._meta.concrete_fields
        if field.editable and field.name not in left_out
    ]
    facts.sort(key=lambda name: name == _LAST)
    return [model._meta.get_field(name) for name in (*in_languages, *facts)]
