"""From facts to points: what each part of the score is worth, and why.

Pure: whatever is needed is handed in. docs/match.md explains every number here.
"""

from dataclasses import dataclass, field

from communities.directory.models import Community
from portal.getting_around.ends import End
from portal.getting_around.network import Journey, Network, metres_between
from portal.match.needs import Need
from services.listings.models import Listing

# The way to work: full points up to the first number of minutes, none from the second on.
SHORT, LONG = 15, 75
# Places: so many count, those that fit before those that may fit, which count half.
ENOUGH = 3
# Within reach: so far in a straight line, or so many minutes by metro.
REACH = {"schools": 5_000, "hospitals": 5_000, "homes": 2_000}
MINUTES = {"schools": 30, "hospitals": 30, "homes": 0}


@dataclass(frozen=True)
class Near:
    """A place within reach of a community, and how it is so."""

    place: Listing
    is_certain: bool  # states everything that is asked
    is_own: bool  # says itself that it serves the community
    metres: float | None
    minutes: int | None


@dataclass(frozen=True)
class Finding:
    """What a community has for one need."""

    need: Need
    near: tuple[Near, ...]

    @property
    def certain(self) -> int:
        return sum(each.is_certain for each in self.near)

    @property
    def uncertain(self) -> int:
        return len(self.near) - self.certain

    @property
    def points(self) -> float:
        certain = min(self.certain, ENOUGH)
        return (certain + min(self.uncertain, ENOUGH - certain) / 2) / ENOUGH


@dataclass(frozen=True)
class Part:
    """One part of a community's score; no points where nothing is known."""

    name: str
    points: float | None
    findings: tuple[Finding, ...] = ()
    journey: Journey | None = None

    @property
    def hundredths(self) -> int | None:
        return None if self.points is None else round(100 * self.points)


@dataclass
class Score:
    """A community's parts and what they come to under the given weights."""

    community: Community
    parts: list[Part]
    weights: dict[str, int] = field(default_factory=dict)

    @property
    def counted(self) -> list[Part]:
        return [part for part in self.parts if self._weight(part)]

    def _weight(self, part: Part) -> int:
        return 0 if part.points is None else self.weights[part.name]

    def share(self, part: Part) -> int:
        """Return how much of the whole a part counts here, per cent."""
        total = sum(map(self._weight, self.parts))
        return round(100 * self._weight(part) / total) if total else 0

    @property
    def hundredths(self) -> int | None:
        """Return the score out of a hundred; None where nothing counts."""
        total = sum(map(self._weight, self.parts))
        if not total:
            return None
        return round(100 * sum(p.points * self._weight(p) for p in self.counted) / total)


def way(journey: Journey | None, *, is_known: bool, has_metro: bool) -> Part:
    """Score the way to work: no metro nearby is known to be bad, no position is not known."""
    if not is_known:
        return Part("way", None)
    if journey is None:
        return Part("way", None if has_metro else 0)
    points = (LONG - journey.minutes) / (LONG - SHORT)
    return Part("way", max(0, min(1, points)), journey=journey)


def supply(name: str, findings: list[Finding]) -> Part:
    """Score schools, hospitals or homes: the mean over what is needed."""
    points = [finding.points for finding in findings]
    return Part(name, sum(points) / len(points) if points else None, tuple(findings))


class Surroundings:
    """What lies within reach of one community."""

    def __init__(self, community: Community, end: End | None, network: Network):
        self.community = community
        self.end = end
        self.network = network
        self._reach = network.from_(end.stations) if end else None

    def findings(self, name: str, needs: list[Need], places: list[Listing]) -> list[Finding]:
        """For each need, the places of a kind within reach that fit or may fit it."""
        reachable = [near for place in places if (near := self._near(name, place))]
        return [
            Finding(need, tuple(sorted(self._answering(n, reachable), key=_order)))
            for n, need in enumerate(needs)
        ]

    def _answering(self, n: int, reachable: list[tuple]) -> list[Near]:
        return [
            Near(place, bool(getattr(place, f"fits_{n}")), own, metres, minutes)
            for place, own, metres, minutes in reachable
            if getattr(place, f"may_fit_{n}")
        ]

    def _near(self, name: str, place: Listing) -> tuple | None:
        own = place.community_id == self.community.pk
        metres, minutes = self._distances(place)
        close = metres is not None and metres <= REACH[name]
        quick = minutes is not None and minutes <= MINUTES[name]
        return (place, own, metres, minutes) if own or close or quick else None

    def _distances(self, place: Listing) -> tuple[float | None, int | None]:
        if self.end is None or not place.has_position:
            return None, None
        there = (place.latitude, place.longitude)
        metres = metres_between((self.end.latitude, self.end.longitude), there)
        seconds = self._reach.seconds(self.network.around(*there))
        return metres, None if seconds is None else round(seconds / 60)


def _order(near: Near) -> tuple:
    far = near.metres if near.metres is not None else float("inf")
    return not near.is_certain, not near.is_own, far, near.place.pk
