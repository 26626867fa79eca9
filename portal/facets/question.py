"""What a reader asks of a list, made clean: filters, order, page and view."""

import re
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import Protocol
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

from portal.base import languages
from portal.base.sorting import sort_column
from portal.facets.facets import Facet

PAGE_SIZE = 24
LIST, MAP = "list", "map"


@dataclass(frozen=True)
class Order:
    """One way to put a list in order; rows that tie are kept apart by their number."""

    name: str
    label: str
    first: OrderBy | None = None

    @property
    def full_name(self) -> str:
        """Its name, with the language where that makes a difference."""
        return self.name if self.first else f"{self.name}-{languages.current()}"

    def columns(self) -> list:
        first = self.first or F(sort_column(languages.current())).asc()
        return [first, F("pk").asc()]


class Kind(Protocol):
    """What a list holds: apartments, schools, dates of events."""

    name: str
    url: str
    orders: tuple[Order, ...]

    def rows(self) -> QuerySet:
        """Return everything that the list can show, with what its facets ask about."""


@dataclass(frozen=True)
class Question:
    """Filters, order, page and view in one normal form.

    Whatever is no answer to a facet, no order and no page number is not asked: two
    addresses that mean the same are the same question.
    """

    kind: Kind
    facets: tuple[Facet, ...]
    chosen: dict[str, tuple[str, ...]]
    order: Order
    page: int = 1
    view: str = LIST

    @classmethod
    def asked(cls, kind: Kind, facets: tuple[Facet, ...], parameters: QueryDict) -> "Question":
        """Read a question from the parameters of an address."""
        cleaned = {facet.name: facet.clean(parameters.getlist(facet.name)) for facet in facets}
        orders = {order.name: order for order in kind.orders}
        page = parameters.get("page", "")
        return cls(
            kind=kind,
            facets=facets,
            chosen={name: values for name, values in cleaned.items() if values},
            order=orders.get(parameters.get("order"), kind.orders[0]),
            page=int(page) if re.fullmatch(r"[1-9][0-9]{0,5}", page) else 1,
            view=MAP if parameters.get("view") == MAP else LIST,
        )

    @property
    def filters(self) -> str:
        """The filters alone, as they stand in an address."""
        return urlencode(self.chosen, doseq=True)

    @property
    def extras(self) -> dict[str, str]:
        """What the address says beside the filters; the usual is not said."""
        extras = {}
        if self.order != self.kind.orders[0]:
            extras["order"] = self.order.name
        if self.view != LIST:
            extras["view"] = self.view
        return extras

    @property
    def url(self) -> str:
        """The one address of this question."""
        said = self.chosen | self.extras
        if self.page > 1:
            said["page"] = self.page
        return f"{self.kind.url}?{urlencode(said, doseq=True)}" if said else self.kind.url

    def condition(self, *, leaving_out: str = "") -> Q:
        """Return what a row must fulfil, all facets together or all but one."""
        conditions = [
            facet.condition(self.chosen[facet.name])
            for facet in self.facets
            if facet.name in self.chosen and facet.name != leaving_out
        ]
        return reduce(and_, conditions, Q())

    def without(self, facet: str, value: str | None = None) -> "Question":
        """Ask the same without a facet, or without one of its values."""
        left = {facet: tuple(v for v in self.chosen[facet] if value is not None and v != value)}
        chosen = {name: values for name, values in (self.chosen | left).items() if values}
        return replace(self, chosen=chosen, page=1)

    def only(self, facet: str) -> "Question":
        """Ask what is chosen in one facet and nothing else."""
        return replace(self, chosen={facet: self.chosen[facet]}, page=1)

    def narrowed(self, facet: str, value: str) -> "Question":
        """Ask the same of one value of a facet."""
        return replace(self, chosen=self.chosen | {facet: (value,)}, page=1)

    def without_filters(self) -> "Question":
        return replace(self, chosen={}, page=1)

    def in_order(self, order: Order) -> "Question":
        return replace(self, order=order, page=1)

    def seen_as(self, view: str) -> "Question":
        return replace(self, view=view)
