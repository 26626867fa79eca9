"""A shortlist as an address carries it, and as the browser's script writes it."""

import re
from pathlib import Path

import pytest

from portal.publishing import kinds
from portal.search.models import ON_ONE_PAGE
from portal.shortlist.things import MOST, Thing, read, write


def test_a_list_survives_the_address():
    things = [Thing("schools", "isb"), Thing("apartments", "ascott-raffles_city")]

    assert write(things) == "schools.isb~apartments.ascott-raffles_city"
    assert read(write(things)) == things


@pytest.mark.parametrize(
    "text", ["", "~", "schools", "schools.", ".isb", "Schools.isb", "a.b/c"]
)
def test_what_names_nothing_is_passed_over(text):
    assert read(f"{text}~schools.isb") == [Thing("schools", "isb")]


def test_each_stands_once_and_no_more_than_a_shortlist_holds():
    assert read("a.b~a.b") == [Thing("a", "b")]
    assert len(read(write(Thing("a", str(number)) for number in range(40)))) == MOST


def test_the_browser_saves_the_same_kinds_and_as_many():
    root = Path(__file__).resolve().parents[3]
    script = (root / "portal/static/portal/js/shortlist.js").read_text(encoding="utf-8")
    (saved,) = re.findall(r"\((communities\|[a-z|]+)\)", script)

    assert sorted(saved.split("|")) == sorted(kinds.plurals().keys() - ON_ONE_PAGE.keys())
    assert re.findall(r"const MOST = (\d+);", script) == [str(MOST)]
