"""What a page states piece by piece, so that a reader can point at the piece that is wrong."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass


@dataclass(frozen=True)
class Particular:
    """One thing that is stated: its key for ever, its name and its words in the page's
    language."""

    key: str
    term: str
    value: str
    _: KW_ONLY
    # A number or an address by which one reaches somebody.
    is_contact: bool = False
    # Where it was read and when that was last looked at, for what is kept by itself.
    sources: Iterable = ()
    checked_on: dt.date | None = None
