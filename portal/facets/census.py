"""Which rows each answer stands for, kept as bits, so that counting asks no database.

A census of 100,000 rows and a hundred answers takes a database most of a second; to count
under any choice of filters then takes a processor a few milliseconds. Where it is kept,
and until when: portal/facets/keeping.py.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain, compress, islice
from operator import and_, or_

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.db.models import Case, Func, Q, QuerySet, TextField, Value, When
from django.utils import translation

from portal.base.languages import CODES
from portal.facets.facets import Facet
from portal.facets.question import PAGE_SIZE, Kind, Order, Question

# The bits of each answer, by the facet's name and the answer's value. The first row's bit
# is the highest, as in the string of signs that the database writes.
Bits = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Tally:
    """The counts that belong to one choice of filters."""

    total: int
    # For every option: the places left if it were chosen under all other facets' choices.
    options: dict[tuple[str, str], int]
    # For every facet in use: the places if it were not, and the places if it alone were.
    without: dict[str, int]
    alone: dict[str, int]


@dataclass(frozen=True)
class Census:
    """Which rows of a kind each answer stands for, and in which orders they can stand."""

    # The rows' numbers, smallest first: a row's place here is the place of its bit.
    rows: array
    answers: Bits
    # By an order's name: the places of all rows in that order.
    orders: dict[str, array] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        return (1 << len(self.rows)) - 1

    def with_answers(self, answers: Bits) -> "Census":
        """Return the same with more answers."""
        return replace(self, answers=self.answers | answers)

    def tally(self, question: Question) -> Tally:
        """Count everything that the page of a question tells."""
        chosen = {name: self._chosen(question, name) for name in question.chosen}
        total = reduce(and_, chosen.values(), self.everything)
        without = {name: self._all_but(chosen, name) for name in chosen}
        return Tally(
            total=total.bit_count(),
            options={
                (facet.name, option.value): (
                    self.answers[facet.name, option.value] & without.get(facet.name, total)
                ).bit_count()
                for facet in question.facets
                for option in facet.options
            },
            without={name: left.bit_count() for name, left in without.items()},
            alone={name: bits.bit_count() for name, bits in chosen.items()},
        )

    def page(
        self, question: Question, size: int = PAGE_SIZE, *, first: tuple[str, str] | None = None
    ) -> list[int]:
        """Return the numbers of the rows on the question's page, in order; those that the
        answer `first` stands for lead the whole list."""
        chosen = (self._chosen(question, name) for name in question.chosen)
        left = reduce(and_, chosen, self.everything)
        leading = left & self.answers.get(first, 0)
        parts = (leading, left & ~leading) if leading else (left,)
        in_order = chain.from_iterable(self._places(question.order, bits) for bits in parts)
        start = (question.page - 1) * size
        return [self.rows[place] for place in islice(in_order, start, start + size)]

    def _chosen(self, question: Question, name: str) -> int:
        return reduce(or_, (self.answers[name, value] for value in question.chosen[name]))

    def _all_but(self, chosen: dict[str, int], name: str) -> int:
        others = (bits for other, bits in chosen.items() if other != name)
        return reduce(and_, others, self.everything)

    def _places(self, order: Order, bits: int) -> Iterator[int]:
        flags = f"{bits:0{len(self.rows)}b}".encode().replace(b"0", b"\0")
        ordered = self.orders[order.full_name]
        return compress(ordered, map(flags.__getitem__, ordered))

    def bits_of(self, numbers: set[int]) -> int:
        """Return the bits of some rows; those that came after the census have none."""
        return _bits("".join("1" if row in numbers else "0" for row in self.rows))


def take(kind: Kind, facets: tuple[Facet, ...]) -> Census:
    """Read a census from the database: one question, and one for each order."""
    conditions = [list(facet.answers.values()) for facet in facets]
    row = kind.rows().order_by().aggregate(
        rows=ArrayAgg("pk", order_by="pk", default=[]),
        signs=StringAgg(_row_of(conditions), delimiter="", order_by="pk", default=""),
    )  # fmt: skip
    names = [(facet.name, value) for facet in facets for value in facet.answers]
    answers = {
        name: _bits(row["signs"][place :: len(names)]) for place, name in enumerate(names)
    }
    return Census(array("q", row["rows"]), answers, _orders(kind, row["rows"]))


def _row_of(conditions: list[list[Q]]) -> Func:
    """Write a row's answers as signs, 1 or 0; a function takes a hundred arguments at most."""
    return _joined(*(_joined(*map(_sign, some)) for some in conditions))


def _joined(*parts) -> Func:
    return Func(*parts, function="concat", output_field=TextField())


def _sign(condition: Q) -> Case:
    return Case(When(condition, then=Value("1")), default=Value("0"), output_field=TextField())


def _bits(signs: str) -> int:
    return int(signs, 2) if signs else 0


def _orders(kind: Kind, rows: list[int]) -> dict[str, array]:
    """Read each order, in each language: the same may stand in another place there."""
    places = {row: place for place, row in enumerate(rows)}
    orders = {}
    for language in CODES:
        with translation.override(language):
            for order in kind.orders:
                if order.full_name not in orders:
                    orders[order.full_name] = _order(kind.rows(), order, places)
    return orders


def _order(rows: QuerySet, order: Order, places: dict[int, int]) -> array:
    numbers = rows.order_by(*order.columns()).values_list("pk", flat=True)
    # What came since the rows were read is not in this census.
    return array("i", (places[number] for number in numbers if number in places))
