"""How long it takes by metro: worked out from lines, running times and ways to change.

What is counted: the walk to a station and from one, half the interval at the rush hour for
every train that one waits for, the ride with its stops, and the walk where one changes.
What is not: the way from the street to the platform, the queue at the security check, a
full train. docs/metro-minutes.md compares it with published times.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from portal.places.models import MetroLine, MetroStation, MetroTransfer
from portal.places.walking import metres_between, walking_seconds

NEAR = 2_000  # metres in a straight line within which one walks to a station
_REACHES_KEPT = 64
_POSITIONS_KEPT = 4_096


@dataclass(frozen=True)
class Leg:
    """One ride on one line, with what comes before it."""

    line: MetroLine
    start: MetroStation
    end: MetroStation
    towards: MetroStation | None
    stops: int
    change: int  # seconds of walking from the line before
    wait: int
    ride: int


@dataclass(frozen=True)
class Journey:
    """A way from one place to another. Without a leg it is walked."""

    walk_there: int
    legs: tuple[Leg, ...]
    walk_on: int

    @property
    def seconds(self) -> int:
        rides = sum(leg.change + leg.wait + leg.ride for leg in self.legs)
        return self.walk_there + rides + self.walk_on

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)


# Before one has boarded one stands at a station, then at a station on a line.
_Node = tuple[str, str]
_STREET = ""


class Network:
    """The lines as a graph; made once for each version of the content."""

    def __init__(
        self,
        lines: Iterable[MetroLine],
        stations: Iterable[MetroStation],
        transfers: Iterable[dict],
    ):
        self.lines = {line.slug: line for line in lines}
        self.stations = {station.slug: station for station in stations}
        self._ways: dict[_Node, list[tuple[_Node, int]]] = defaultdict(list)
        for line in self.lines.values():
            self._lay(line)
        for each in transfers:
            start, end = (
                each["station__slug"],
                each["to_station__slug"] or each["station__slug"],
            )
            before, after = each["from_line__slug"], each["to_line__slug"]
            seconds = each["seconds"] + self.wait(after)
            self._ways[start, before].append(((end, after), seconds))
        self._reach = lru_cache(_REACHES_KEPT)(self._search)
        self.around = lru_cache(_POSITIONS_KEPT)(self._around)

    def _lay(self, line: MetroLine) -> None:
        served = {slug for branch in line.branches for slug in branch}
        for slug in served:
            self._ways[slug, _STREET].append(((slug, line.slug), self.wait(line.slug)))
            for stop, seconds in line.next_stops(slug):
                self._ways[slug, line.slug].append(((stop, line.slug), seconds))

    def wait(self, line: str) -> int:
        """Return how long one waits for a train, on average, in seconds."""
        return round(self.lines[line].headway_peak_seconds / 2)

    def _around(self, latitude: float, longitude: float) -> dict[str, int]:
        """Return the stations that one walks to from a position, with the seconds."""
        here = (latitude, longitude)
        distances = {
            slug: metres_between(here, (station.latitude, station.longitude))
            for slug, station in self.stations.items()
        }
        return {slug: walking_seconds(d) for slug, d in distances.items() if d <= NEAR}

    def _search(self, start: frozenset[tuple[str, int]]) -> "Reach":
        """Find the fastest way from a start (stations with the walk to each) to everywhere."""
        seconds: dict[_Node, int] = {}
        before: dict[_Node, _Node | None] = {}
        queue = [(walk, (slug, _STREET), None) for slug, walk in sorted(start)]
        heapq.heapify(queue)
        while queue:
            passed, node, came_from = heapq.heappop(queue)
            if node in seconds:
                continue
            seconds[node], before[node] = passed, came_from
            for following, takes in self._ways[node]:
                if following not in seconds:
                    heapq.heappush(queue, (passed + takes, following, node))
        return Reach(self, seconds, before)

    def from_(self, start: Mapping[str, int]) -> "Reach":
        """Return the fastest ways from a start; those asked for of late are kept."""
        return self._reach(frozenset(start.items()))

    def towards(self, line: MetroLine, start: str, end: str) -> MetroStation | None:
        """Return the terminus that a train shows; a circle has none."""
        if line.loop:
            return None
        for branch in line.branches:
            if start in branch and end in branch:
                last = -1 if branch.index(start) < branch.index(end) else 0
                return self.stations[branch[last]]
        return None


@dataclass(frozen=True)
class Reach:
    """The fastest ways from one start to every station."""

    network: Network
    _seconds: dict[_Node, int]
    _before: dict[_Node, _Node | None]
    _arrivals: dict[str, _Node] = field(default_factory=dict)

    def __post_init__(self):
        for node, seconds in self._seconds.items():
            best = self._arrivals.get(node[0])
            if best is None or seconds < self._seconds[best]:
                self._arrivals[node[0]] = node

    def seconds(self, end: Mapping[str, int]) -> int | None:
        """Return the shortest time to an end (stations with the walk from each)."""
        times = [
            self._seconds[self._arrivals[slug]] + walk
            for slug, walk in end.items()
            if slug in self._arrivals
        ]
        return min(times, default=None)

    def journey(self, end: Mapping[str, int]) -> Journey | None:
        """Return the fastest way to an end; nothing where the metro does not lead there."""
        shortest = self.seconds(end)
        if shortest is None:
            return None
        slug, walk = next(
            (slug, walk)
            for slug, walk in sorted(end.items())
            if slug in self._arrivals and self._seconds[self._arrivals[slug]] + walk == shortest
        )
        nodes = self._nodes_to(self._arrivals[slug])
        return Journey(self._seconds[nodes[0]], tuple(self._legs(nodes[1:])), walk)

    def _nodes_to(self, node: _Node | None) -> list[_Node]:
        nodes = []
        while node is not None:
            nodes.append(node)
            node = self._before[node]
        return nodes[::-1]

    def _legs(self, nodes: list[_Node]) -> Iterable[Leg]:
        """Put the stops on one line together into a ride."""
        rides = [nodes[:1]] if nodes else []
        for before, after in pairwise(nodes):
            if before[1] == after[1]:
                rides[-1].append(after)
            else:
                rides.append([after])
        last = None
        for ride in rides:
            yield self._leg(ride, last)
            last = ride[-1]

    def _leg(self, ride: list[_Node], came_from: _Node | None) -> Leg:
        (start, slug), (end, _line) = ride[0], ride[-1]
        line, wait = self.network.lines[slug], self.network.wait(slug)
        change = self._seconds[ride[0]] - self._seconds[came_from] - wait if came_from else 0
        return Leg(
            line=line,
            start=self.network.stations[start],
            end=self.network.stations[end],
            towards=self.network.towards(line, start, end),
            stops=len(ride) - 1,
            change=change,
            wait=wait,
            ride=self._seconds[ride[-1]] - self._seconds[ride[0]],
        )


@lru_cache(maxsize=1)
def network_at(version: int) -> Network:
    """Return the network, read once in each process for each version of the content."""
    columns = ("station__slug", "to_station__slug", "from_line__slug", "to_line__slug")
    return Network(
        MetroLine.objects.order_by("pk"),
        MetroStation.objects.order_by("pk"),
        MetroTransfer.objects.order_by("pk").values(*columns, "seconds"),
    )
