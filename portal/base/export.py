"""Lists as files that open everywhere, and in which nothing is taken for a formula."""

import codecs
import datetime as dt

from django.http import StreamingHttpResponse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.ui.tables import BaseColumn, Column

_EMPTY = ("", None)
# A cell that begins so is a formula to a spreadsheet program, whatever it was to us.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value):
    """Return a value of a cell so that no spreadsheet program computes it or stumbles."""
    if not isinstance(value, str):
        return value
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{value}" if _computes(value) else value


def plain(text: str) -> str:
    """Return what a cell said before it was made harmless."""
    return text[1:] if text.startswith("'") and _computes(text) else text


def _computes(text: str) -> bool:
    # The sign before it may be ours, or stand in the text itself: each gets one more.
    return text.lstrip("'").startswith(_FORMULA)


class Exports:
    """A list that can be taken along as XLSX or CSV: its columns as they are shown."""

    @cached_property
    def list_export(self):
        return [column.name for column in self.export_columns]

    @cached_property
    def export_columns(self) -> list[BaseColumn]:
        """What a file holds: what the list shows, and more where a list says so."""
        return [column for column in self.columns if isinstance(column, Column)]

    @cached_property
    def export_headings(self):
        return {column.name: str(column.label) for column in self.export_columns}

    @cached_property
    def export_filename(self):
        return self.model._meta.model_name

    def to_row_dict(self, item):
        return {column.name: _shown(column, item) for column in self.export_columns}

    def generate_xlsx_row(self, worksheet, row_dict, date_format=None):
        """Make cells of what there is; most of a wide table is empty, and takes no time so."""
        there = {name: value for name, value in row_dict.items() if value not in _EMPTY}
        cells = super().generate_xlsx_row(worksheet, there, date_format)
        for name in row_dict:
            yield next(cells) if name in there else None

    def preprocess_field_value(self, field, value, export_format):
        return harmless(super().preprocess_field_value(field, value, export_format))

    def write_csv_response(self, queryset):
        response = super().write_csv_response(queryset)
        # Without this mark Excel reads Chinese as rubbish.
        return StreamingHttpResponse(
            (codecs.BOM_UTF8, *response.streaming_content), headers=response.headers
        )


def _shown(column: BaseColumn, item):
    value = column.get_value(item)
    if isinstance(value, dt.datetime):
        return localtime(value).replace(tzinfo=None)
    return value
