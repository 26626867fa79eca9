"""Days as lists and letters write them."""

import datetime as dt

import pytest

from portal.base.dates import is_over_a_year_old

TODAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("date", "is_old"),
    [
        ("", False),
        ("2026", False),
        ("2025", False),  # it may have been on the last of December
        ("2024", True),
        ("2025-11", False),
        ("2025-10", True),
        ("2024-02", True),
        ("2025-11-26", False),
        ("2025-11-25", True),
    ],
)
def test_a_fact_is_old_once_it_is_surely_more_than_a_year_old(date, is_old):
    assert is_over_a_year_old(date, TODAY) is is_old
