"""The numbers to call.

They stand in a file beside this one, each with the sources of what is said of it.
"""

from functools import cache
from pathlib import Path

import yaml

from portal.base.languages import current, other, suffix

FILE = Path(__file__).with_name("hotlines.yaml")


@cache
def _file() -> dict:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def sources() -> list[dict]:
    """List where it stands, in the order of the numbers that point there."""
    here = suffix(current())
    return [
        source | {"title": source[f"title_{here}"], "publisher": source[f"publisher_{here}"]}
        for source in _file()["sources"].values()
    ]


def hotlines() -> list[dict]:
    """List the numbers in the page's language, with the numbers of their sources."""
    here, there = suffix(current()), suffix(other())
    places = {name: number for number, name in enumerate(_file()["sources"], start=1)}
    return [
        {
            "number": each["number"],
            "name": each[f"name_{here}"],
            "second": each[f"name_{there}"],
            "hours": each.get(f"hours_{here}", ""),
            "languages": each.get(f"languages_{here}", ""),
            "note": each.get(f"note_{here}", ""),
            "sources": [places[name] for name in each["sources"]],
        }
        for each in _file()["numbers"]
    ]
