"""Facts that age by themselves, so that staff confirm each apart from the rest."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DatedFact:
    """A fact of a record: what it is called, and the columns that state it."""

    name: str
    label: str | Promise
    columns: tuple[str, ...]

    def of(self, thing: Model) -> list:
        """Return what a record states of it."""
        return [getattr(thing, column) for column in self.columns]

    def is_stated(self, thing: Model) -> bool:
        """Whether a record says anything of it."""
        return any(value not in (None, "", []) for value in self.of(thing))


class Check(NamedTuple):
    """A day by which staff look at something again."""

    day: dt.date
    # Whether what it says ends on this day, and nothing is known of what comes after.
    is_end: bool = False


PHONE = DatedFact("phone", _("Phone"), ("phone",))
HOURS = DatedFact(
    "hours", _("Opening hours"), ("hours", "opening_hours_en", "opening_hours_zh_hans")
)


def unchanged(facts: Iterable[DatedFact], before: Model, after: Model) -> set[str]:
    """Name the facts that two states of a record state alike."""
    return {fact.name for fact in facts if fact.of(before) == fact.of(after)}
