"""Days and months as people write them, in either language."""

import datetime as dt

import pytest
from django.utils import translation

from portal.base.dates import is_over_a_year_old, month_name, partial_date

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


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("", "", ""),
        ("2020", "2020", "2020年"),
        ("2020-10", "October 2020", "2020年10月"),
        ("2020-10-05", "5 October 2020", "2020年10月5日"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(text, english, chinese):
    with translation.override("en"):
        assert partial_date(text) == english
    with translation.override("zh-hans"):
        assert partial_date(text) == chinese


@pytest.mark.parametrize(
    ("first", "last", "english", "chinese"),
    [
        ("2022-08-26", "2022-08-28", "26–28 August 2022", "2022年8月26日至28日"),
        ("2022-08-26", "2022-08-26", "26 August 2022", "2022年8月26日"),
        ("2022-08-26", "", "26 August 2022", "2022年8月26日"),
        (
            "2025-03-30",
            "2025-04-02",
            "30 March 2025 to 2 April 2025",
            "2025年3月30日至2025年4月2日",
        ),
        ("2021-09", "2021-12", "September 2021 to December 2021", "2021年9月至2021年12月"),
    ],
)
def test_a_range_of_days_names_its_month_once_where_it_can(first, last, english, chinese):
    with translation.override("en"):
        assert partial_date(first, last) == english
    with translation.override("zh-hans"):
        assert partial_date(first, last) == chinese


def test_a_month_alone_has_its_name():
    with translation.override("en"):
        assert month_name(7) == "July"
    with translation.override("zh-hans"):
        assert month_name(7) == "7月"
