"""Kinds of work that wait at the desk, and how they are counted: the lines of its first page.

A feature names its lines in a `board.py` of its own; portal/desk/lines.py lists them all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    DateTimeField,
    F,
    Func,
    Min,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Extract
from django.utils.functional import Promise
from wagtail.permissions import policy_registry


def who_may(user, may: Q) -> Q:
    """Say that work is for everybody who may do it."""
    return may


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """One kind of work.

    `waits` takes the things of one model and returns those that wait for this work, marked
    with `urgency` (a whole number, the lowest first), `is_late` and `since` (a moment, or
    none); `by_time` does that for work that time makes urgent. `needs` is what one must be
    allowed to do with a thing to do the work; `mine` tells what waits for one person, beside
    what that person may. `view` is where the work is done; `names` are the Chinese and the
    English name of a thing, where those are no fields of its model.
    """

    slug: str
    # As one person reads it ("Returned to you"), and at the head of the city's table.
    title: str | Promise
    heading: str | Promise
    since: str | Promise
    models: Callable[[], Iterable[type[Model]]]
    waits: Callable[[QuerySet], QuerySet]
    needs: str = "change"
    mine: Callable[[Model, Q], Q] = who_may
    view: str = "edit"
    names: tuple = ()

    def names_of(self, model: type[Model]) -> dict:
        """Return what to add to the rows of a model, so that each is named."""
        first, second = self.names or (f"{model.name_field}_zh_hans", f"{model.name_field}_en")
        as_column = (F(each) if isinstance(each, str) else each for each in (first, second))
        return dict(zip(("name_1", "name_2"), as_column, strict=True))


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


def counted(line: Line, user) -> QuerySet | None:
    """Count what somebody sees of a line, in one query: a row for each kind and community.

    Each knows how many there are (`number`), whether they are late, whether the work is
    this person's (`mine`), and `first`: urgency and key of the most urgent.
    """
    first = Func(
        F("urgency"),
        F("pk"),
        template="ARRAY[%(expressions)s]",
        output_field=ArrayField(BigIntegerField()),
    )
    return _together(
        things.order_by()
        .values("kind_of_thing", "place", "is_late", "mine")
        .annotate(number=Count("pk"), first=Min(first))
        for things in waiting(line, user)
    )


def listed(line: Line, user, *, narrowed: Q) -> QuerySet | None:
    """Return the things of a line, the most urgent first, in one query."""
    columns = ("kind_of_thing", "thing_pk", "name_1", "name_2", "place", "urgency", "since")
    found = _together(
        things.filter(narrowed).order_by().values(*columns, "is_late", "mine")
        for things in waiting(line, user)
    )
    return None if found is None else found.order_by("urgency", "thing_pk")


def waiting(line: Line, user) -> Iterable[QuerySet]:
    """Yield what waits of each model, of what somebody sees, marked for counts and lists."""
    for model in line.models():
        policy = policy_registry.get_by_type(model)
        if not policy.user_has_permission(user, "view"):
            continue
        mine = line.mine(user, user.scope(policy.area, line.needs).among(policy.path))
        yield line.waits(policy.instances_user_has_permission_for(user, "view")).annotate(
            kind_of_thing=Value(model._meta.label_lower),
            thing_pk=F("pk"),
            place=F(policy.path) if policy.path else Value(None, BigIntegerField()),
            mine=Case(When(mine, then=True), default=False, output_field=BooleanField()),
            **line.names_of(model),
        )


def _together(questions: Iterable[QuerySet]) -> QuerySet | None:
    first, *others = [*questions] or [None]
    return first.union(*others, all=True) if others else first
