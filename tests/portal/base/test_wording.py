"""Money, distances and lists as people write them, in either language."""

import pytest
from django.utils import translation

from portal.base.wording import after_label, lines, metres, money


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
    ("label", "language", "said"),
    [
        ("Age", "en", "Age: Too young."),
        ("Which one?", "en", "Which one? Too young."),
        ("年龄", "zh-hans", "年龄：Too young."),
        ("哪一位？", "zh-hans", "哪一位？Too young."),
    ],
)
def test_a_fault_stands_behind_its_label_as_the_language_joins_them(label, language, said):
    with translation.override(language):
        assert after_label("Too young.", label) == said


def test_a_text_of_lines_becomes_a_list():
    assert lines("One\n\n Two \n") == ["One", "Two"]
