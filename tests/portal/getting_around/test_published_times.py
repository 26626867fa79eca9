"""How near our times come to published ones; docs/metro-minutes.md shows the same rows."""

import re
from pathlib import Path
from statistics import median

import pytest

from portal.getting_around import views
from portal.places.walking import METRES_A_MINUTE
from tests.portal.getting_around.pack import HERE, network, records

PAGE = Path(__file__).resolve().parents[3] / "docs" / "metro-minutes.md"


def ours(row: dict) -> float:
    if line := row.get("around"):
        return sum(segment["seconds"] for segment in network().lines[line].segments) / 60
    journey = network().from_({row["from"]: 0}).journey({row["to"]: 0})
    if row.get("counts", "ride") == "ride":
        return sum(leg.ride for leg in journey.legs) / 60
    return journey.seconds / 60 + row.get("walk_metres", 0) / METRES_A_MINUTE


def error(row: dict) -> float:
    return (ours(row) - row["minutes"]) / row["minutes"]


def name(slug: str) -> str:
    return network().stations[slug].name_en


def told(row: dict, *more: str) -> str:
    """Write a row as the table in docs/ has it."""
    if line := row.get("around"):
        way = f"once around {network().lines[line].name_en}"
    else:
        way = f"{name(row['from'])} → {name(row['to'])}"
    figures = f"{row['minutes']} | {ours(row):.0f} | {error(row):+.0%}"
    return f"| {way} | {' | '.join([*more, figures])} |"


PUBLISHED = records(HERE / "published_times.yaml")
LAST_TRAINS = records(HERE / "last_trains.yaml")


def test_half_of_our_times_lie_within_a_seventh_of_published_ones():
    errors = [abs(error(row)) for row in PUBLISHED]
    of = {
        sort: [abs(error(row)) for row in PUBLISHED if row["counts"] == sort]
        for sort in ("ride", "journey")
    }

    assert median(errors) < 0.15
    assert {
        "compared": len(errors),
        "all": round(100 * median(errors)),
        "rides": round(100 * median(of["ride"])),
        "journeys": round(100 * median(of["journey"])),
    } == views.ACCURACY


def test_our_rides_take_what_the_operators_timetable_states():
    errors = [abs(error(row)) for row in LAST_TRAINS]

    assert median(errors) < 0.05
    assert max(errors) < 0.10


@pytest.mark.parametrize("row", LAST_TRAINS, ids=lambda row: f"{row['from']}-{row['to']}")
def test_a_ride_along_a_line_needs_no_change(row):
    journey = network().from_({row["from"]: 0}).journey({row["to"]: 0})

    assert [leg.line.slug for leg in journey.legs] == [row["line"]]


def test_the_table_in_the_docs_is_the_one_that_is_tested():
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if " → " in line]
    rows += re.findall(r"^\| once around .*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(rows) == sorted(
        [told(row, f"{row['source']}, {row['date']}", row["counts"]) for row in PUBLISHED]
        + [told(row) for row in LAST_TRAINS]
    )
