"""Reads docs/permissions.md, and finds every address of the desk in the URL configuration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

PAGE = Path(__file__).resolve().parents[3] / "docs" / "permissions.md"
ROLES = ("editor", "publisher", "organiser", "helper", "translator", "city_office")


def _table(heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n", 1)[1]
    lines = re.search(r"(?:^\|.*\n)+", section.split("\n## ", 1)[0], re.M)[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [rows[0], *rows[2:]]


def _levels() -> dict[str, set[str]]:
    (_, *actions), *rows = _table("Levels")
    return {
        level: {action for action, tick in zip(actions, ticks, strict=True) if tick}
        for level, *ticks in rows
    }


def _rights(heading: str) -> dict[tuple[str, str], set[str]]:
    """Return the actions by area and role."""
    levels = _levels()
    _, *rows = _table(heading)
    return {
        (area, role): levels[level]
        for area, *cells in rows
        for role, level in zip(ROLES, cells, strict=True)
    }


def _turned(heading: str) -> dict[str, str]:
    """Return a table of lists by the members of the lists."""
    _, *rows = _table(heading)
    return {member.strip(): key for key, members in rows for member in members.split(",")}


OWN = _rights("Things of one's own community")
NONE = _rights("Things of no community")
AREAS = _turned("Kinds by area")
NEEDS = _turned("What a view needs")
OTHERS = dict(_table("Other addresses")[1:])


def allowed(role: str, area: str, action: str, *, whose: str) -> bool:
    """Whether the page says that a role may do this with a thing of "own" community, of
    "another", or of "none"; without a thing ("any"): with some thing or other."""
    if role == "administrator":
        return True
    own, none = (action in table.get((area, role), ()) for table in (OWN, NONE))
    return {
        "own": own,
        "another": own and role == "city_office",
        "none": none,
        "any": own or none,
    }[whose]


@dataclass(frozen=True)
class Address:
    """One entry of the URL configuration below /desk/."""

    route: str
    namespace: str
    name: str | None
    parameters: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The model whose view set it belongs to, in small letters; empty for the others."""
        if self.namespace == "wagtailusers_users":
            return "user"
        found = re.fullmatch(r"wagtailsnippets_[a-z]+_([a-z]+)", self.namespace)
        return found[1] if found else ""


def addresses() -> Iterator[Address]:
    """Find every address of the desk. What catches all the rest is none."""
    for each in _walk(get_resolver().url_patterns, "", ""):
        if each.route.startswith("desk/") and "^.*/$" not in each.route:
            yield each


def _walk(patterns, route: str, namespace: str) -> Iterator[Address]:
    for each in patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, here, each.namespace or namespace)
        elif isinstance(each, URLPattern):
            regex = each.pattern.regex
            yield Address(here, namespace, each.name, tuple(regex.groupindex))
