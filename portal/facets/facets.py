"""The questions that a list can be asked, each a group of options with counts.

A facet knows its parameter in the address and, for every option, the condition that a
row fulfils. Several options of one facet mean "one of these"; several facets mean "all
of these". What a record does not state is an option of its own, never a no.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan, LessThanOrEqual
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.base.plane import METRES_PER_DEGREE_EAST, METRES_PER_DEGREE_NORTH
from portal.base.wording import money
from portal.places.models import Precision

NOT_STATED = "not-stated"


class Option(NamedTuple):
    """One answer that a reader may choose."""

    value: str
    label: str
    condition: Q
    # The mark of a community, where the answer is one.
    lattice: str = ""


def not_stated(condition: Q) -> Option:
    """Build the option for records that say nothing about the matter."""
    return Option(NOT_STATED, pgettext_lazy("a fact", "Not stated"), condition)


class Facet:
    """A group of options."""

    # Whether the reader may type a number beside choosing options.
    numeric = False
    # What the answers hang on beside what is published, and when that changes next.
    state = ""
    until: dt.datetime | None = None

    def __init__(self, name: str, label: str, options: Iterable[Option]):
        self.name = name
        self.label = label
        self.options = tuple(options)
        # Every value that can be chosen, with what a row must fulfil for it.
        self.answers = {option.value: option.condition for option in self.options}

    def clean(self, values: Sequence[str]) -> tuple[str, ...]:
        """Keep the values that are answers to this question, in the options' order."""
        return tuple(option.value for option in self.options if option.value in values)

    def condition(self, chosen: tuple[str, ...]) -> Q:
        """Return what a row must fulfil to be one of the chosen."""
        return reduce(or_, (self.answers[value] for value in chosen))

    def name_of(self, value: str) -> str:
        """Return the words for a chosen value."""
        return next((o.label for o in self.options if o.value == value), value)

    def number_in(self, chosen: tuple[str, ...]) -> str:
        """Return the number that was typed, if any."""
        return next((value for value in chosen if self.numeric and value != NOT_STATED), "")


class ChoiceFacet(Facet):
    """A field that holds one of a fixed set of choices, or nothing."""

    def __init__(self, name: str, label: str, choices, *, field: str | None = None):
        field = field or name
        options = [Option(value, text, Q((field, value))) for value, text in choices.choices]
        super().__init__(name, label, [*options, not_stated(Q((field, "")))])


class ArrayFacet(Facet):
    """A field that holds several values, or none stated."""

    def __init__(self, name: str, label: str, choices, *, field: str | None = None):
        field = field or name
        pairs = getattr(choices, "choices", choices)
        options = [
            Option(str(value), text, Q((f"{field}__contains", [value])))
            for value, text in pairs
        ]
        super().__init__(name, label, [*options, not_stated(Q((field, [])))])


class TriStateFacet(Facet):
    """A field that says yes, no, or nothing."""

    def __init__(self, name: str, label: str, *, field: str | None = None):
        field = field or name
        super().__init__(
            name,
            label,
            [
                Option("yes", pgettext_lazy("a fact", "Yes"), Q((field, True))),
                Option("no", pgettext_lazy("a fact", "No"), Q((field, False))),
                not_stated(Q((f"{field}__isnull", True))),
            ],
        )


class StationFacet(Facet):
    """How far a place is from its metro station, in a straight line.

    Where a place is known only to be near its station, nobody knows how far that is.
    """

    def __init__(self, name: str, label: str):
        near_is = Q(position_precision=Precision.METRO) | Q(latitude__isnull=True)
        known = Q(nearest_metro__isnull=False) & ~near_is
        within = LessThanOrEqual(_square_of_metres_to_station(), 1000**2)
        super().__init__(
            name,
            label,
            [
                Option("1km", _("Within 1 km"), known & Q(within)),
                Option("farther", _("Farther than 1 km"), known & ~Q(within)),
                Option(
                    "near",
                    _("Near a station, how near is not stated"),
                    Q(nearest_metro__isnull=False) & near_is,
                ),
                not_stated(Q(nearest_metro__isnull=True)),
            ],
        )


def _square_of_metres_to_station():
    north = (F("latitude") - F("nearest_metro__latitude")) * METRES_PER_DEGREE_NORTH
    east = (F("longitude") - F("nearest_metro__longitude")) * METRES_PER_DEGREE_EAST
    return north * north + east * east


class BandFacet(Facet):
    """A range of money (`field`_min to `field`_max), sorted into bands that it touches.

    Bands are given by the amounts that part them. A record with one end stated counts
    where that end lies.
    """

    def __init__(self, name: str, label: str, *, field: str, steps: Sequence[int]):
        low, high = f"{field}_min", f"{field}_max"
        edges = [None, *steps, None]
        options = [
            Option(f"{floor or 0}-{ceiling or ''}", Band(floor, ceiling), self._touches(
                Coalesce(low, high), Coalesce(high, low), floor, ceiling
            ))
            for floor, ceiling in pairwise(edges)
        ]  # fmt: skip
        unknown = Q((f"{low}__isnull", True), (f"{high}__isnull", True))
        super().__init__(name, label, [*options, not_stated(unknown)])

    @staticmethod
    def _touches(lowest, highest, floor: int | None, ceiling: int | None) -> Q:
        """A band holds its lower end, not its upper one."""
        parts = []
        if floor is not None:
            parts.append(GreaterThanOrEqual(highest, floor))
        if ceiling is not None:
            parts.append(LessThan(lowest, ceiling))
        return Q(*parts)


class Band:
    """The name of a band of money, in the language of the page that shows it."""

    def __init__(self, floor: int | None, ceiling: int | None):
        self.floor, self.ceiling = floor, ceiling

    def __str__(self):
        if self.floor is None:
            return gettext("under %(amount)s") % {"amount": money(self.ceiling)}
        if self.ceiling is None:
            return gettext("%(amount)s and more") % {"amount": money(self.floor)}
        return money(self.floor, self.ceiling)


class NumberFacet(Facet):
    """A number that must lie between `field`_min and `field`_max, typed by the reader.

    An end that is not stated does not shut anybody out; a record that states neither
    end is under "not stated", which may be asked for together with a number.
    """

    numeric = True

    def __init__(self, name: str, label: str, *, field: str, least: int, most: int):
        self.least, self.most = least, most
        self.low, self.high = f"{field}_min", f"{field}_max"
        self.unknown = Q((f"{self.low}__isnull", True), (f"{self.high}__isnull", True))
        super().__init__(name, label, [not_stated(self.unknown)])
        self.answers |= {str(number): self._of(number) for number in range(least, most + 1)}

    def clean(self, values):
        numbers = (int(value) for value in values if re.fullmatch(r"[0-9]{1,6}", value))
        fitting = [str(number) for number in numbers if self.least <= number <= self.most]
        return tuple(fitting[:1]) + super().clean(values)

    def _of(self, number: int) -> Q:
        old_enough = Q((f"{self.low}__isnull", True)) | Q((f"{self.low}__lte", number))
        young_enough = Q((f"{self.high}__isnull", True)) | Q((f"{self.high}__gte", number))
        return old_enough & young_enough & ~self.unknown
