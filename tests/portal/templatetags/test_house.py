"""The house's filters write dates, money and distances as each language does."""

import pytest
from django.utils import translation

from portal.templatetags.house import lines, metres, money, month_name, partial_date


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
    ("ends", "english", "chinese"),
    [
        ((5000,), "¥5,000", "¥5,000"),
        ((18000, 46000), "¥18,000–46,000", "¥18,000–46,000"),
        ((18000, 18000), "¥18,000", "¥18,000"),
        ((18000, None), "from ¥18,000", "¥18,000起"),
        ((None, 46000), "up to ¥46,000", "¥46,000以内"),
        ((None, None), "", ""),
    ],
)
def test_money_is_yuan_and_an_open_range_says_so(ends, english, chinese):
    with translation.override("en"):
        assert money(*ends) == english
    with translation.override("zh-hans"):
        assert money(*ends) == chinese


@pytest.mark.parametrize(
    ("distance", "english", "chinese"),
    [
        (None, "", ""),
        (0, "0 m", "0米"),
        (847.3, "850 m", "850米"),
        (996, "1.0 km", "1.0公里"),
        (1740, "1.7 km", "1.7公里"),
    ],
)
def test_a_distance_is_no_more_exact_than_a_walk(distance, english, chinese):
    with translation.override("en"):
        assert metres(distance) == english
    with translation.override("zh-hans"):
        assert metres(distance) == chinese


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


def test_a_text_of_lines_becomes_a_list():
    assert lines("One\n\n Two \n") == ["One", "Two"]
