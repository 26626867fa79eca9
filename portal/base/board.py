"""Kinds of work that wait at the desk, and how they are counted: the lines of its first page.

A feature names its lines in a `board.py` of its own; portal/desk/lines.py lists them all.

Django takes longer to write these questions than the database to answer them. What waits
is the same for everybody, so that part is written once a day and kept as SQL; whose it is
stands around it.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    DateTimeField,
    F,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Extract
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.permissions import policy_registry

from portal.base.rights import Scope

# How work that waits for everybody who may do it, or not for all of them, is told in SQL.
ANYBODYS = "{may}"
NOT_THEIR_OWN = "{may} AND person IS DISTINCT FROM {user}"
THEIR_OWN_OR_NOBODYS = "{may} AND (person = {user} OR person IS NULL)"
ANYBODYS_AND_THEIR_OWN = "{may} OR person = {user}"

# In this order and of these types, whatever the kind: the database puts them together.
COLUMNS = (
    "kind_of_thing::text, thing_pk::bigint, name_1::text, name_2::text, place::bigint, "
    "urgency::bigint, since::timestamptz, is_late::boolean"
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """One kind of work.

    `waits` takes the things of one model and returns those that wait for this work, marked
    with `urgency` (a whole number, the lowest first), `is_late` and `since` (a moment, or
    none); `by_time` does that for work that time makes urgent. It may ask for the day, but
    the time of day only of the database (`Now`). `needs` is what one must be allowed to do
    with a thing to do the work; `mine` tells for whom it waits among those, where `person`
    is the field that names somebody. `view` is where the work is done; `names` are the
    Chinese and the English name of a thing, where those are no fields of its model.
    """

    slug: str
    # As one person reads it ("Returned to you"), and at the head of the city's table.
    title: str | Promise
    heading: str | Promise
    since: str | Promise
    models: Callable[[], Iterable[type[Model]]]
    waits: Callable[[QuerySet], QuerySet]
    needs: str = "change"
    mine: str = ANYBODYS
    person: str = ""
    view: str = "edit"
    names: tuple = ()


def by_time(things: QuerySet, moment, *, late: Q) -> QuerySet:
    """Mark things that wait: the longer ago the moment, the more urgent."""
    moment = Cast(moment, DateTimeField())
    return mark(things, urgency=Extract(moment, "epoch"), since=moment, late=late)


def mark(things: QuerySet, *, urgency, since, late: Q) -> QuerySet:
    """Mark things that wait with what every line says of them."""
    return things.annotate(
        urgency=Cast(urgency, BigIntegerField()),
        since=since,
        is_late=Case(When(late, then=True), default=False, output_field=BooleanField()),
    )


def counted(lines: Iterable[Line], user) -> list[dict]:
    """Count what somebody sees of some lines, all in one query.

    A row for each line, kind and community; each knows how many there are (`number`),
    whether they are late, whether the work is this person's (`mine`), and `first`:
    urgency and key of the most urgent.
    """
    columns = "line, kind_of_thing, place, is_late, mine"
    numbers = "count(*) AS number, min(ARRAY[urgency, thing_pk]) AS first"
    parts = [part for line in lines for part in _seen(line, user)]
    question = f"SELECT {columns}, {numbers} FROM {{}} GROUP BY {columns}"  # noqa: S608
    return _ask(question, parts)


def listed(line: Line, user, *, narrowed: str, limit: int, offset: int) -> list[dict]:
    """Return things of a line, the most urgent first, in one query."""
    pages = f"ORDER BY urgency, thing_pk LIMIT {int(limit)} OFFSET {int(offset)}"
    question = f"SELECT * FROM {{}} WHERE {narrowed} {pages}"  # noqa: S608
    return _ask(question, [*_seen(line, user)])


def named(wanted: dict[Line, tuple[str, int]], user) -> dict[str, dict]:
    """Return the names of one thing for each line, by the line, in one query."""
    one = "SELECT * FROM ({}) AS one WHERE kind_of_thing = %s AND thing_pk = %s"
    parts = [
        (one.format(sql), [*values, *wanted[line]])
        for line in wanted
        for sql, values in _seen(line, user)
    ]
    return {row["line"]: row for row in _ask("SELECT line, name_1, name_2 FROM {}", parts)}


def _ask(question: str, parts: list[tuple[str, list]]) -> list[dict]:
    """Put a question to several tables together."""
    if not parts:
        return []
    together = " UNION ALL ".join(f"({sql})" for sql, _values in parts)
    with connection.cursor() as cursor:
        cursor.execute(
            question.format(f"({together}) AS waiting"),
            [value for _sql, values in parts for value in values],
        )
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _seen(line: Line, user) -> Iterable[tuple[str, list]]:
    """Yield, for each model, the SQL of what waits of what somebody sees."""
    for model in line.models():
        policy = policy_registry.get_by_type(model)
        if not policy.user_has_permission(user, "view"):
            continue
        sql, values = _written(line, model, timezone.localdate())
        sees, of_seen = _within(user.scope(policy.area, "view"))
        may, of_mine = _within(user.scope(policy.area, line.needs))
        mine = line.mine.format(may=may, user=int(user.pk))
        yield (
            f"SELECT %s::text AS line, {COLUMNS}, ({mine}) IS TRUE AS mine "  # noqa: S608
            f"FROM ({sql}) AS found WHERE {sees}",
            [line.slug, *of_mine, *values, *of_seen],
        )


def _within(scope: Scope) -> tuple[str, list]:
    """Ask in SQL for the things of a scope, by the column of their community."""
    if scope.everywhere and scope.shared:
        return "TRUE", []
    asked, values = [], []
    if scope.everywhere:
        asked.append("place IS NOT NULL")
    elif scope.communities:
        asked.append("place = ANY(%s)")
        values.append(sorted(scope.communities))
    if scope.shared:
        asked.append("place IS NULL")
    return f"({' OR '.join(asked) or 'FALSE'})", values


@lru_cache(maxsize=512)
def _written(line: Line, model: type[Model], day: dt.date) -> tuple[str, tuple]:
    """Write the question of what waits of one model; it holds for everybody, for a day."""
    path = policy_registry.get_by_type(model).path
    names = line.names or (f"{model.name_field}_zh_hans", f"{model.name_field}_en")
    first, second = (F(each) if isinstance(each, str) else each for each in names)
    nobody = Value(None, BigIntegerField())
    found = line.waits(model._default_manager.all()).order_by()
    columns = {
        "kind_of_thing": Value(model._meta.label_lower),
        "thing_pk": F("pk"),
        "name_1": first,
        "name_2": second,
        "place": Cast(F(path), BigIntegerField()) if path else nobody,
        "person": Cast(F(line.person), BigIntegerField()) if line.person else nobody,
    }
    marks = ("urgency", "since", "is_late")
    return found.annotate(**columns).values(*columns, *marks).query.sql_with_params()
