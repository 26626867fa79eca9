"""Keeps the census of each kind: in the shared cache, and the newest in this process.

A census belongs to a state of what is public. Once that has changed, a worker takes a new
one within seconds (portal/pages/tasks.py); a reader who comes before it does so too.
While one process counts, the others wait for what it finds. Without the shared cache each
process counts for itself.
"""

import hashlib
import pickle
import time
import zlib
from collections.abc import Callable

from django.core.cache import cache

from portal.facets.census import Bits, Census, take
from portal.facets.facets import Facet
from portal.facets.question import Kind

LONGEST = 10  # seconds that the others wait for a process that counts
PAUSE = 0.05  # seconds
MOMENT = 900  # seconds that answers of a moment are kept; most come again the next day

# By its name in the shared cache: which state a thing belongs to, and the thing.
held: dict[str, tuple[str, Census | Bits]] = {}


def census_of(kind: Kind, facets: tuple[Facet, ...], state: str) -> Census:
    """Return the census of a kind in a state, with what its facets answer at this moment."""
    lasting = tuple(facet for facet in facets if not facet.state)
    name = f"census:{kind.name}"
    found = _keep(name, _stamp(state, lasting), None, lambda: take(kind, lasting))
    for facet in facets:
        if facet.state:
            found = found.with_answers(_at_this_moment(kind, facet, found, state))
    return found


def _at_this_moment(kind: Kind, facet: Facet, whole: Census, state: str) -> Bits:
    def read() -> Bits:
        rows = kind.rows().order_by().values_list("pk", flat=True)
        return {
            (facet.name, value): whole.bits_of(set(rows.filter(condition)))
            for value, condition in facet.answers.items()
        }

    stamp = _stamp(f"{state}:{facet.state}", (facet,))
    return _keep(f"census:{kind.name}:{facet.name}", stamp, MOMENT, read)


def _stamp(state: str, facets: tuple[Facet, ...]) -> str:
    """Tell states apart; so does every new answer that a new version of the code knows."""
    asked = [(facet.name, *facet.answers) for facet in facets]
    return hashlib.blake2b(repr((state, asked)).encode(), digest_size=12).hexdigest()


def _keep(name: str, stamp: str, seconds: int | None, make: Callable) -> Census | Bits:
    """Return what is kept under a name if it has this stamp; make and keep it if not."""
    kept_stamp, thing = held.get(name, ("", None))
    if kept_stamp != stamp:
        thing = _kept(name, stamp) or _made_once(name, stamp, seconds, make)
        held[name] = stamp, thing
    return thing


def _kept(name: str, stamp: str) -> Census | Bits | None:
    kept_stamp, packed = cache.get(name, ("", b""))
    return pickle.loads(zlib.decompress(packed)) if kept_stamp == stamp else None  # noqa: S301


def _made_once(name: str, stamp: str, seconds: int | None, make: Callable) -> Census | Bits:
    making = f"{name}:making:{stamp}"
    if not cache.add(making, True, LONGEST):
        while cache.get(making):
            time.sleep(PAUSE)
        if (thing := _kept(name, stamp)) is not None:
            return thing
    thing = make()
    cache.set(name, (stamp, zlib.compress(pickle.dumps(thing), 1)), seconds)
    cache.delete(making)
    return thing
