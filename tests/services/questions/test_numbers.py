"""Numbers as people type them, and what they hear when it is none."""

import pytest

from services.questions import numbers
from services.questions.numbers import NotAnAnswer


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("350000", "350000"),
        (" 350,000 ", "350000"),
        ("３５００００", "350000"),
        ("2.50", "2.5"),
        ("007", "7"),
        ("0", "0"),
        ("0.0", "0"),
        ("100", "100"),
    ],
)
def test_a_number_is_read_as_it_is_meant_and_has_one_spelling(text, plain):
    assert numbers.plain(numbers.read(text)) == plain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Please write a number."),
        ("  ", "Please write a number."),
        ("-1", "Please write a number that is not below zero."),
        ("−5", "Please write a number that is not below zero."),
        ("about ten", "Please write the number in figures alone, such as 12 or 350000."),
        ("45万", "Please write the number in figures alone, such as 12 or 350000."),
        ("2,5", "Please write the number in figures alone, such as 12 or 350000."),
        ("1e5", "Please write the number in figures alone, such as 12 or 350000."),
        ("NaN", "Please write the number in figures alone, such as 12 or 350000."),
        ("9" * 400, "Please check the number: the highest that makes sense here is 12."),
        ("13", "Please check the number: the highest that makes sense here is 12."),
        ("1", "This begins at 2: nothing is stated for less."),
    ],
)
def test_what_is_no_answer_is_told_in_plain_words(text, message):
    with pytest.raises(NotAnAnswer) as refusal:
        numbers.read(text, low=2, most=12)
    assert str(refusal.value.message) == message


def test_without_a_limit_there_is_still_one():
    with pytest.raises(NotAnAnswer, match="999,999,999"):
        numbers.read("1000000000")
