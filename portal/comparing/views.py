"""A few things of one kind side by side; which ones, the address says."""

from collections.abc import Callable, Iterable

from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from portal.base.languages import current, localized, other
from portal.comparing.rows import Row, side_by_side
from portal.publishing.models import Publishable, PublishableQuerySet

# More do not fit beside one another.
MOST = 4
DIFFERENCES = "differences"


def show(
    request: HttpRequest,
    things: PublishableQuerySet,
    told: Callable[[Publishable], Iterable[tuple[str, str]]],
) -> HttpResponse:
    """Compare those of the things that the address asks for by `c`, in its order.

    `told` gives a thing's facts, each a term and its words. What is not public any more is
    named, so that whoever has kept the address knows.
    """
    # What cannot be in an address of ours would only be somebody's own words on our page.
    asked = [slug for slug in dict.fromkeys(request.GET.getlist("c")) if slug_re.match(slug)]
    chosen = asked[:MOST]
    found = things.in_bulk(chosen, field_name="slug")
    columns = [found[slug] for slug in chosen if slug in found]
    rows = side_by_side(told(thing) for thing in columns)
    only = request.GET.get("only") == DIFFERENCES
    context = {
        "kind": capfirst(things.model._meta.verbose_name_plural),
        "index": reverse(f"{things.model.kind}:index"),
        "columns": [_column(thing, columns) for thing in columns],
        "rows": [_row(row, columns) for row in rows if row.differs or not only],
        "gone": [slug for slug in chosen if slug not in found],
        "left_out": len(asked) > MOST,
        "most": MOST,
        "only": only,
        "everything": _address(columns),
        "differences": f"{_address(columns)}&{urlencode({'only': DIFFERENCES})}",
    }
    return render(request, "portal/comparing/page.html", context)


def _column(thing: Publishable, columns: list[Publishable]) -> dict:
    return {
        "href": thing.get_absolute_url(),
        "name": localized(thing, thing.name_field, current()),
        "second": localized(thing, thing.name_field, other()),
        "lattice": thing.lattice,
        "without": _address([each for each in columns if each is not thing]),
    }


def _row(row: Row, columns: list[Publishable]) -> dict:
    """Give each cell the name of its thing: on a phone it stands above it."""
    names = [localized(thing, thing.name_field, current()) for thing in columns]
    cells = list(zip(names, row.cells, strict=True))
    return {"term": row.term, "differs": row.differs, "cells": cells}


def _address(things: list[Publishable]) -> str:
    return "?" + urlencode([("c", thing.slug) for thing in things])
