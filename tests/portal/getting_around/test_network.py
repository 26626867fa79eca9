"""The fastest way by metro, on a small network and on the real one."""

from itertools import pairwise

import pytest

from portal.getting_around.network import Network, metres_between, walking_seconds
from portal.models import MetroLine, MetroStation
from tests.portal.getting_around.pack import network as real_network


def line(slug, *branches, seconds=120, headway=120, **fields):
    segments = [
        {"from": start, "to": end, "seconds": seconds, **fields}
        for branch in branches
        for start, end in pairwise(branch)
    ]
    return MetroLine(
        slug=slug, branches=list(branches), segments=segments, headway_peak_seconds=headway
    )


def station(slug, pk=1):
    return MetroStation(pk=pk, slug=slug, latitude=39.9, longitude=116.4 + pk / 10)


def change(at, before, after, seconds, to=None):
    return {
        "station__slug": at,
        "to_station__slug": to,
        "from_line__slug": before,
        "to_line__slug": after,
        "seconds": seconds,
    }


STATIONS = [station(slug, pk) for pk, slug in enumerate("abcdef", start=1)]


def legs(journey):
    return [(leg.line.slug, leg.start.slug, leg.end.slug) for leg in journey.legs]


def test_a_ride_counts_half_the_interval_and_every_stop():
    network = Network([line("one", ["a", "b", "c"])], STATIONS, [])

    journey = network.from_({"a": 0}).journey({"c": 0})

    assert legs(journey) == [("one", "a", "c")]
    assert journey.seconds == 60 + 240
    assert (journey.legs[0].stops, journey.legs[0].towards.slug) == (2, "c")


def test_a_change_counts_the_walk_and_another_wait():
    lines = [line("one", ["a", "b"]), line("two", ["b", "c"], headway=300)]
    network = Network(lines, STATIONS, [change("b", "one", "two", 90)])

    journey = network.from_({"a": 0}).journey({"c": 0})

    assert legs(journey) == [("one", "a", "b"), ("two", "b", "c")]
    assert [(leg.change, leg.wait, leg.ride) for leg in journey.legs] == [
        (0, 60, 120),
        (90, 150, 120),
    ]


def test_a_change_may_lead_along_the_street_to_another_station():
    lines = [line("one", ["a", "b"]), line("two", ["c", "d"])]
    network = Network(lines, STATIONS, [change("b", "one", "two", 600, to="c")])

    assert legs(network.from_({"a": 0}).journey({"d": 0})) == [
        ("one", "a", "b"),
        ("two", "c", "d"),
    ]


def test_a_way_with_one_change_less_wins_when_changing_takes_longer():
    lines = [
        line("slow", ["a", "b", "c"], seconds=300),
        line("fast", ["a", "d"], seconds=60),
        line("other", ["d", "c"], seconds=60),
    ]
    changes = [change("d", "fast", "other", 600)]

    journey = Network(lines, STATIONS, changes).from_({"a": 0}).journey({"c": 0})

    assert legs(journey) == [("slow", "a", "c")]


def test_a_train_that_runs_one_way_does_not_bring_one_back():
    network = Network([line("one", ["a", "b"], one_way=True)], STATIONS, [])

    assert network.from_({"a": 0}).seconds({"b": 0}) == 180
    assert network.from_({"b": 0}).journey({"a": 0}) is None


def test_one_walks_to_the_station_from_which_it_is_fastest():
    network = Network([line("one", ["a", "b", "c"])], STATIONS, [])

    journey = network.from_({"a": 0, "b": 100}).journey({"c": 30})

    assert legs(journey) == [("one", "b", "c")]
    assert (journey.walk_there, journey.walk_on, journey.seconds) == (100, 30, 310)


def test_who_is_there_already_takes_no_train():
    network = Network([line("one", ["a", "b"])], STATIONS, [])

    journey = network.from_({"a": 200}).journey({"a": 100})

    assert (journey.legs, journey.minutes) == ((), 5)


def test_walking_counts_a_fifth_more_than_the_straight_line():
    assert walking_seconds(1_000) == 900
    assert metres_between((39.9, 116.4), (39.91, 116.4)) == pytest.approx(1_110, abs=1)


def test_the_real_network_leads_from_every_station_to_every_other():
    network = real_network()
    reach = network.from_({"wangjing": 0})

    assert [slug for slug in network.stations if reach.seconds({slug: 0}) is None] == []


def test_a_search_of_the_real_network_is_kept():
    network = real_network()

    assert network.from_({"wangjing": 0}) is network.from_({"wangjing": 0})
