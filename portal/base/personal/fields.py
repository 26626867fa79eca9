"""One field that says something about a person."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

# "Erased" by staying: says nothing about anybody once the other fields are gone.
STAYS = object()


@dataclass(frozen=True, kw_only=True)
class Personal:
    """One field: what it is, why it is kept, for how long, and what takes its place then.

    `erased` is a value, an expression of the database, or STAYS.
    """

    what: str | Promise
    why: str | Promise
    kept: str | Promise
    erased: Any
