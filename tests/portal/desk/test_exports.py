"""A list of the desk as a file: what is shown, in Chinese, and nothing that computes."""

import csv
import io

import openpyxl
import pytest

from communities.models import SignUp
from tests.factories import make_sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest():
    return make_sign_up(name="=HYPERLINK(1)", email="a@example.org")


def test_a_csv_file_opens_in_chinese_and_computes_nothing(desk, at, guest):
    file = desk.get(at(SignUp, "list"), {"export": "csv"}).getvalue()

    assert file.startswith(b"\xef\xbb\xbf")
    heading, row = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    shown = dict(zip(heading, row, strict=True))
    assert (shown["Full name"], shown["E-mail"]) == ("'=HYPERLINK(1)", "a@example.org")
    assert shown["Date"] == str(guest.date)
    assert shown["State"] == "confirmed"


def test_signs_that_no_cell_can_hold_stop_no_export(desk, at):
    make_sign_up(name="\x0bAda\x01\x1b")

    file = desk.get(at(SignUp, "list"), {"export": "xlsx"}).getvalue()

    _heading, row = openpyxl.load_workbook(io.BytesIO(file)).active.iter_rows(values_only=True)
    assert row[0] == "Ada"


def test_a_workbook_says_the_same(desk, at, guest):
    file = desk.get(at(SignUp, "list"), {"export": "xlsx"}).getvalue()

    heading, row = openpyxl.load_workbook(io.BytesIO(file)).active.iter_rows(values_only=True)
    shown = dict(zip(heading, row, strict=True))
    assert (shown["Full name"], shown["Date"]) == ("'=HYPERLINK(1)", str(guest.date))
