"""Reads an uploaded file: the texts of its cells, row by row, whatever program wrote it."""

import csv
import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

import openpyxl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils.exceptions import InvalidFileException

from portal.base.errors import Refusal
from portal.base.export import plain
from portal.exchange.columns import KEY, Column, Table

MOST_ROWS = 5000
MOST_BYTES = 10_000_000
# Of small parts that hold nothing, ten megabytes take a worker twenty seconds.
_MOST_UNPACKED = 6 * MOST_BYTES
_WORKBOOK = b"PK"
# Excel in Chinese writes its own when it is asked for "CSV" and not for "CSV UTF-8".
_ENCODINGS = ("utf-8-sig", "gb18030")
# What openpyxl says of a workbook that is broken, locked or made to do harm.
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, LookupError, ValueError,
    TypeError, AttributeError, RuntimeError, EOFError, OverflowError,
)  # fmt: skip


class Unreadable(Refusal):
    """A file that is no table of ours; the message says what to do."""


@dataclass
class Line:
    """One row of the file: its number there, and the text of each cell by column."""

    number: int
    said: dict[Column, str] = field(default_factory=dict)
    # Columns in which a formula stands.
    formulas: list[Column] = field(default_factory=list)


def read(content: bytes, table: Table) -> list[Line]:
    """Return the rows of a file in the columns of a table. Raises Unreadable."""
    rows = _workbook(content) if content.startswith(_WORKBOOK) else _text(content)
    heading = next(rows, [])
    columns = _columns([_as_text(cell)[0] for cell in heading], table)
    lines = []
    for number, cells in enumerate(rows, start=2):
        line = _line(number, cells, columns)
        if any(line.said.values()) or line.formulas:
            lines.append(line)
        if len(lines) > MOST_ROWS:
            raise Unreadable(
                ngettext(
                    "The file has more than %(n)d row: please divide it.",
                    "The file has more than %(n)d rows: please divide it.",
                    MOST_ROWS,
                )
                % {"n": MOST_ROWS}
            )
    if not lines:
        raise Unreadable(_("There is no row below the headings."))
    return lines


def _columns(headings: list[str], table: Table) -> list[Column | None]:
    columns = [table.find(heading) if heading else None for heading in headings]
    pairs = zip(headings, columns, strict=True)
    strange = [heading for heading, column in pairs if heading and not column]
    if KEY not in {column.name for column in columns if column}:
        raise Unreadable(
            _(
                "The first row must hold the headings of an export, among them “%(key)s”. "
                "Download the list first and change that file."
            )
            % {"key": table.heading(Column(KEY, KEY))}
        )
    if strange:
        raise Unreadable(
            _("These columns are not known here: %(headings)s. Rename or delete them.")
            % {"headings": _(", ").join(strange)}
        )
    known = [column for column in columns if column]
    twice = {table.heading(column) for column in known if known.count(column) > 1}
    if twice:
        raise Unreadable(
            _("These columns stand there twice: %(headings)s. Delete one of each.")
            % {"headings": _(", ").join(sorted(twice))}
        )
    return columns


def _line(number: int, cells: list, columns: list[Column | None]) -> Line:
    line = Line(number)
    # A row may end with its last cell that holds something.
    for cell, column in zip_longest(cells[: len(columns)], columns):
        if column is None:
            continue
        text, is_formula = _as_text(cell)
        line.said[column] = text
        if is_formula:
            line.formulas.append(column)
    return line


def _as_text(value) -> tuple[str, bool]:
    """Write what a cell holds as its text, and say whether it is a formula."""
    if value is None:
        return "", False
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    if isinstance(value, dt.date):
        value = value.isoformat()
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    return plain(text), text.startswith("=")


def _workbook(content: bytes) -> Iterator[list]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > _MOST_UNPACKED:
            raise Unreadable(_("This file is too large."))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        yield from map(list, rows)
    except _BROKEN as error:
        raise Unreadable(
            _("This workbook cannot be read. Please save it as .xlsx or as CSV.")
        ) from error


def _text(content: bytes) -> Iterator[list]:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable(_("This is neither a workbook (.xlsx) nor a CSV file."))
    if "\0" in text:
        raise Unreadable(_("This is neither a workbook (.xlsx) nor a CSV file."))
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=between)
    except csv.Error as error:
        raise Unreadable(_("This CSV file cannot be read: please save it anew.")) from error
