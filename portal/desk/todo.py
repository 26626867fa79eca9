"""What waits for one person at the desk, the next of each kind, and how communities stand."""

from collections import Counter
from dataclasses import dataclass, field

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from communities.directory.models import Community
from portal.base.board import Line, counted, listed, named
from portal.base.rights import Area
from portal.desk.lines import LINES

PER_PAGE = 50
# What belongs to no community, in an address.
SHARED = "shared"


@dataclass
class Todo:
    """How much of one kind of work waits for a person, how much is late, what comes next."""

    line: Line
    number: int = 0
    late: int = 0
    # Urgency, key and kind of the most urgent thing, and the community that it belongs to.
    first: tuple | None = None
    name: dict = field(default_factory=dict)
    url: str = ""

    @property
    def list_url(self) -> str:
        return reverse("desk_work", args=[self.line.slug])


class Work(Component):
    """The first thing at the desk: a count for each kind of work, with the next one to do;
    for the city's office also the same by community."""

    name = "work"
    order = 5
    template_name = "portal/desk/work.html"

    def get_context_data(self, parent_context=None):
        user = parent_context["request"].user
        rows = {line: [] for line in LINES if _sees(line, user)}
        by_slug = {line.slug: found for line, found in rows.items()}
        for row in counted(rows, user):
            by_slug[row["line"]].append(row)
        todos = [_todo(line, found) for line, found in rows.items()]
        # A line that can never be somebody's is not shown as done.
        todos = [todo for todo in todos if todo.number or _does(todo.line, user)]
        _name_the_next(todos, user)
        context = {"todos": todos, "late": sum(todo.late for todo in todos)}
        if sees_all(user):
            context |= {"lines": [*rows], "communities": _table(rows)}
        return context


def sees_all(user) -> bool:
    """Whether somebody looks after every community."""
    return user.scope(Area.LISTINGS, "view").everywhere


def _sees(line: Line, user) -> bool:
    return _may_somewhere(line, user, "view")


def _does(line: Line, user) -> bool:
    return _may_somewhere(line, user, line.needs)


def _may_somewhere(line: Line, user, action: str) -> bool:
    return any(
        policy_registry.get_by_type(model).user_has_permission(user, action)
        for model in line.models()
    )


def _todo(line: Line, rows: list[dict]) -> Todo:
    todo = Todo(line)
    for row in rows:
        if not row["mine"]:
            continue
        todo.number += row["number"]
        todo.late += row["number"] * row["is_late"]
        urgency, pk = row["first"]
        # What has no date comes last.
        first = (urgency is None, urgency, pk, row["kind_of_thing"], row["place"])
        todo.first = min(todo.first or first, first, key=lambda each: each[:4])
    return todo


def _name_the_next(todos: list[Todo], user) -> None:
    """Give every kind of work the name and the address of its next thing, in one query."""
    wanted = {}
    for todo in todos:
        if todo.first:
            _none, _urgency, pk, kind, place = todo.first
            wanted[todo.line] = kind, pk
            todo.url = way_in(user, todo.line, kind, pk, place)
    names = named(wanted, user)
    for todo in todos:
        todo.name = names.get(todo.line.slug, {})


def way_in(user, line: Line, kind: str, pk: int, place: int | None) -> str:
    """Return where somebody works on a thing of a community, or looks at it."""
    model = apps.get_model(kind)
    changes = place in user.scope(policy_registry.get_by_type(model).area, "change")
    view = line.view if changes else "inspect"
    return reverse(model.snippet_viewset.get_url_name(view), args=[pk])


# --- The communities side by side -------------------------------------------------


def _table(rows: dict[Line, list[dict]]) -> list[dict]:
    """A row for each community, for what belongs to none, and for all together."""
    numbers, late = Counter(), Counter()
    for line, found in rows.items():
        for row in found:
            for place in (row["place"], "all"):
                numbers[line.slug, place] += row["number"]
                late[line.slug, place] += row["number"] * row["is_late"]
    places = [(each, each.pk, each.pk) for each in Community.objects.in_order()]
    places += [
        (pgettext_lazy("desk", "Shared"), None, SHARED),
        (_("All together"), "all", "all"),
    ]
    return [
        {
            "name": name,
            "is_sum": place == "all",
            "cells": [
                {
                    "number": numbers[line.slug, place],
                    "late": late[line.slug, place],
                    "url": f"{reverse('desk_work', args=[line.slug])}?community={asked}",
                }
                for line in rows
            ],
        }
        for name, place, asked in places
    ]


def page(line: Line, user, *, community: str, number: str, names: dict) -> Page:
    """Return a page of one kind of work: what is this person's, or that of a community.

    `names` are those of the communities, by key.
    """
    narrowed = {"": "mine", "all": "TRUE", SHARED: "place IS NULL"}
    which = narrowed[community] if community in narrowed else f"place = {int(community)}"
    total = sum(
        row["number"]
        for row in counted([line], user)
        if (row["mine"] if not community else _is_of(row["place"], community))
    )
    shown = Paginator(range(total), PER_PAGE).get_page(number)
    found = listed(
        line, user, narrowed=which, limit=PER_PAGE, offset=max(shown.start_index() - 1, 0)
    )
    shown.object_list = [row | _whereabouts(row, line, user, names) for row in found]
    return shown


def _is_of(place: int | None, community: str) -> bool:
    return community == "all" or community == (SHARED if place is None else str(place))


def _whereabouts(row: dict, line: Line, user, names: dict) -> dict:
    kind = row["kind_of_thing"]
    return {
        "community": names.get(row["place"], ""),
        "kind_name": apps.get_model(kind)._meta.verbose_name,
        "url": way_in(user, line, kind, row["thing_pk"], row["place"]),
    }
