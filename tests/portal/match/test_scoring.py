"""What the parts of a score are worth."""

from types import SimpleNamespace

import pytest

from portal.getting_around.network import Journey
from portal.match.scoring import Finding, Near, Part, Score, supply, way


def minutes(number: int) -> Journey:
    return Journey(number * 60, (), 0)


def finding(certain: int, uncertain: int) -> Finding:
    sure = [Near(None, True, True, None, None)] * certain
    return Finding(None, (*sure, *[Near(None, False, True, None, None)] * uncertain))


@pytest.mark.parametrize(
    ("journey", "points"),
    [(minutes(5), 100), (minutes(15), 100), (minutes(45), 50), (minutes(75), 0)],
)
def test_the_longer_the_way_the_fewer_points(journey, points):
    assert way(journey, is_known=True, has_metro=True).hundredths == points


def test_no_metro_is_known_to_be_bad_and_no_position_is_not_known():
    assert way(None, is_known=True, has_metro=False).hundredths == 0
    assert way(None, is_known=True, has_metro=True).hundredths is None
    assert way(None, is_known=False, has_metro=False).hundredths is None


@pytest.mark.parametrize(
    ("certain", "uncertain", "points"),
    [(0, 0, 0), (1, 0, 33), (3, 0, 100), (9, 9, 100), (0, 1, 17), (0, 9, 50), (2, 9, 83)],
)
def test_what_may_fit_counts_half_and_never_makes_full_points(certain, uncertain, points):
    assert supply("schools", [finding(certain, uncertain)]).hundredths == points


def test_several_children_share_the_points():
    assert supply("schools", [finding(3, 0), finding(0, 0)]).hundredths == 50


def test_the_whole_is_the_weighted_mean_of_what_is_known():
    parts = [Part("way", 1.0), Part("schools", 0.5), Part("homes", None)]
    score = Score(SimpleNamespace(), parts, {"way": 1, "schools": 3, "homes": 3})

    assert score.hundredths == 62
    assert [score.share(part) for part in parts] == [25, 75, 0]


def test_where_nothing_counts_there_is_no_score():
    score = Score(SimpleNamespace(), [Part("way", 1.0)], {"way": 0})

    assert score.hundredths is None
