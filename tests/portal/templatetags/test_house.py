"""The house's filters write dates, money and distances as each language does."""

import pytest
from django.utils import translation

from portal.templatetags.house import metres, money, partial_date


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
