"""A few things of one kind side by side; which ones, the address says."""

from collections.abc import Callable, Iterable

from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from portal.addresses import finding
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
    if lost := [slug for slug in chosen if slug not in found]:
        present = finding.now(things.model.kind, lost)
        chosen = list(dict.fromkeys(present.get(slug, slug) for slug in chosen))
        if present:
            found = things.in_bulk(chosen, field_name="slug")
    compared = [found[slug] for slug in chosen if slug in found]
    context = table(request, compared, side_by_side(told(thing) for thing in compared)) | {
        "kind": capfirst(things.model._meta.verbose_name_plural),
        "index": reverse(f"{things.model.kind}:index"),
        "gone": [slug for slug in chosen if slug not in found],
        "left_out": len(asked) > MOST,
        "most": MOST,
    }
    return render(request, "portal/comparing/page.html", context)


def table(
    request: HttpRequest, things: list[Publishable], rows: list[Row], name: str = ""
) -> dict:
    """Gather what portal/comparing/table.html shows: the things, and what they state.

    The address may ask for what differs alone. `name` is the field that names a thing.
    """
    only = request.GET.get("only") == DIFFERENCES
    names = [localized(thing, name or thing.name_field, current()) for thing in things]
    return {
        "columns": [_column(thing, things, name or thing.name_field) for thing in things],
        "rows": [
            {
                "term": row.term,
                "differs": row.differs,
                # On a phone the name of its thing stands beside each cell of many.
                "cells": list(zip(names, row.cells, strict=True)),
            }
            for row in rows
            if row.differs or not only
        ],
        "only": only,
        "everything": _address(things),
        "differences": f"{_address(things)}&{urlencode({'only': DIFFERENCES})}",
    }


def _column(thing: Publishable, things: list[Publishable], name: str) -> dict:
    return {
        "href": thing.get_absolute_url(),
        "name": localized(thing, name, current()),
        "second": localized(thing, name, other()),
        "lattice": thing.lattice,
        "without": _address([each for each in things if each is not thing]),
    }


def _address(things: list[Publishable]) -> str:
    return "?" + urlencode([("c", thing.slug) for thing in things])
