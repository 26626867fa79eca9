"""A shortlist as an address carries it: `schools.isb~apartments.ascott`.

Nothing in it has to be written in another way in an address, so it survives chats and mails.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

# What one can keep an eye on, and what a link can carry.
MOST = 30
_BETWEEN = "~"
_THING = re.compile(r"(?P<kind>[a-z]{1,20})\.(?P<slug>[-\w]{1,120})", re.ASCII)


class Thing(NamedTuple):
    """Anything that has a page: what kind it is and its own part of the address."""

    kind: str
    slug: str


def read(text: str) -> list[Thing]:
    """Read the things that a text names, each once, no more than a shortlist holds."""
    found = (_THING.fullmatch(part) for part in text.split(_BETWEEN)[: 2 * MOST])
    things = dict.fromkeys(Thing(**match.groupdict()) for match in found if match)
    return list(things)[:MOST]


def write(things: Iterable[Thing]) -> str:
    """Write things as `read` reads them."""
    return _BETWEEN.join(".".join(thing) for thing in things)
