"""Somebody of one community, their list as a file, and a worker that looks when asked."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.base.rights import Role
from portal.exchange import actions
from portal.models import Import
from services.models import Apartment
from tests.factories import make_colleague, make_community


@pytest.fixture
def community(db):
    return make_community(name_zh_hans="望京", name_en="Wangjing")


@pytest.fixture
def publisher(client, community, settings):
    """A browser of somebody who publishes in the community."""
    return sign_in(client, Role.PUBLISHER, community, settings)


@pytest.fixture
def editor(client, community, settings):
    """A browser of somebody who drafts in the community."""
    return sign_in(client, Role.EDITOR, community, settings)


def sign_in(client, role, community, settings):
    settings.DESK_SECOND_FACTOR = False
    client.user = make_colleague(role, community, name="Li")
    client.force_login(client.user)
    return client


def taken_along(client, model=Apartment, form="xlsx") -> list[list]:
    """Return the cells of a list as its file holds them, headings first."""
    address = reverse(model.snippet_viewset.get_url_name("list"))
    file = client.get(address, {"export": form}).getvalue()
    if form == "csv":
        return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    return [["" if cell is None else cell for cell in row] for row in sheet.values]


def brought_back(client, rows, model=Apartment, form="xlsx", **said):
    """Upload cells as a file, let the worker look, and return the import."""
    out = io.BytesIO()
    if form == "csv":
        text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
        csv.writer(text).writerows(rows)
        text.flush()
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(out)
    address = reverse(model.snippet_viewset.get_url_name("imports"))
    file = SimpleUploadedFile(f"list.{form}", out.getvalue())
    client.post(address, {"step": "upload", "file": file} | said)
    actions.work()
    return Import.objects.latest("pk")


def decide(client, step, model=Apartment, *, note="", **said):
    """Press a button of the import; with a note the meaning changes. Let the worker do it."""
    address = reverse(model.snippet_viewset.get_url_name("imports"))
    said = {"is_change": int(bool(note)), "stated_in": ["en", "zh-hans"]} | said
    notes = {"note_en": note, "note_zh_hans": note} if note else {}
    response = client.post(address, {"step": step} | said | notes)
    actions.work()
    return response


class Rows(list):
    """The rows of a file, whose cells are found by the heading."""

    def set(self, row: int, **cells):
        """Write into cells: `set(1, rent_from=5000)` by headings with signs for blanks."""
        for name, value in cells.items():
            self[row][self.column(name)] = value
        return self

    def column(self, name: str) -> int:
        level = [str(each).lower().replace(" ", "_") for each in self[0]]
        return level.index(name)

    def add(self, **cells):
        """Add a row that says only this."""
        self.append([""] * len(self[0]))
        return self.set(-1, **cells)
