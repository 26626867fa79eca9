"""Whatever would leave a reader lost is found and named."""

import pytest

from services.models import Answer, Case, Outcome, Question
from services.questions import checking
from services.questions.flow import Flow


def question(slug, kind="yes_no", **fields):
    return Question(
        slug=slug, kind=kind, text_en=f"{slug}?", text_zh_hans=f"{slug}？", **fields
    )


def answers(of, **goes_to):
    return [Answer(question=of, slug=slug, goes_to=code) for slug, code in goes_to.items()]


def outcome(slug, guides=()):
    return Outcome(slug=slug, title_en=slug.title(), title_zh_hans=slug, guides=list(guides))


def bands(of, *edges, goes_to="end"):
    return [
        Answer(question=of, slug=f"{low}-{high}", low=low, high=high, goes_to=goes_to)
        for low, high in edges
    ]


def faults(questions, rows, outcomes, cases=()):
    return checking.faults(Flow(questions, rows, outcomes), list(cases), {"visa"})


SOUND = (
    [question("one"), question("two")],
    [*answers("one", yes="two", no="end"), *answers("two", yes="end", no="other")],
    [outcome("end", ["visa"]), outcome("other")],
)


def test_a_sound_set_has_no_fault():
    assert faults(*SOUND, [Case(given="yes no", outcome="other")]) == []


def test_a_set_without_questions_says_so():
    assert faults([], [], []) == ["There is no question yet."]


def test_a_dead_end_is_named():
    questions, _rows, outcomes = SOUND
    rows = answers("one", yes="two", no="nowhere")

    assert faults(questions, rows, outcomes) == [
        "Question “one?” (one), answer “no” is a dead end: it leads to “nowhere”, which is"
        " neither a question nor an outcome.",
        "Question “two?” (two) is a dead end: it has no answer.",
        "Outcome “End” (end) is never reached.",
        "Outcome “Other” (other) is never reached.",
    ]


def test_a_loop_is_named_with_its_way():
    questions, _rows, outcomes = SOUND
    rows = [*answers("one", yes="two", no="end"), *answers("two", yes="one", no="other")]

    assert faults(questions, rows, outcomes) == [
        "Nobody gets out of this loop: “one?” (one) → “two?” (two) → “one?” (one)."
    ]


def test_what_is_never_reached_is_named():
    questions, rows, outcomes = SOUND

    found = faults(
        [*questions, question("three")],
        [*rows, *answers("three", yes="end", no="end")],
        [*outcomes, outcome("lonely")],
    )

    assert found == [
        "Outcome “Lonely” (lonely) is never reached.",
        "Question “three?” (three) is never reached.",
    ]


def test_a_failing_test_case_says_where_it_ends():
    cases = [
        Case(given="yes no", outcome="end"),
        Case(given="yes", outcome="end"),
        Case(given="yes perhaps", outcome="end"),
        Case(given="yes yes", outcome="end"),
    ]

    assert faults(*SOUND, cases) == [
        "Test case “yes no” must end at “end”: it ends at “Other” (other).",
        "Test case “yes” must end at “end”: it stops at question “two?” (two).",
        "Test case “yes perhaps” must end at “end”: question “two?” (two) does not know its"
        " answer.",
    ]


def test_codes_twice_strangers_and_unknown_guides_are_named():
    questions, rows, outcomes = SOUND

    found = faults(
        questions, [*rows, *answers("ghost", yes="end")], [*outcomes, outcome("end", ["tax"])]
    )

    assert found == [
        "The code “end” stands twice.",
        "Answer “yes” belongs to question “ghost”, which does not exist.",
        "Outcome “End” (end) names no public guide with “tax”.",
    ]


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([(0, 60), (60, None)], []),
        (
            [(0, 60), (61, None)],
            [
                "Question “n?” (n): where “0-60” ends, “61-None” must begin; put the bands in"
                " order, without gap or overlap."
            ],
        ),
        (
            [(0, 60), (50, None)],
            [
                "Question “n?” (n): where “0-60” ends, “50-None” must begin; put the bands in"
                " order, without gap or overlap."
            ],
        ),
        ([(0, 60)], ["Question “n?” (n): the last band must have no upper end."]),
    ],
)
def test_bands_leave_no_gap_and_no_overlap(edges, expected):
    assert faults([question("n", "number")], bands("n", *edges), [outcome("end")]) == expected


def test_each_kind_of_question_needs_its_answers():
    questions = [question("a"), question("b", "choice"), question("c", "points")]
    rows = [
        *answers("a", yes="b", maybe="b"),
        *answers("b", x="c"),
        *answers("c", any="end"),
    ]

    assert faults(questions, rows, [outcome("end")]) == [
        "Question “a?” (a) needs two answers: “yes” and “no”.",
        "Question “b?” (b): answer “x” needs words in both languages.",
        "Question “c?” (c) needs a points rule, and one answer for all.",
    ]


def test_nothing_is_decided_by_what_not_everybody_was_asked():
    questions = [
        question("one"),
        question("n", "number"),
        question("by-n", "decided", looks_at="n"),
    ]
    rows = [
        *answers("one", yes="n", no="by-n"),
        *bands("n", (0, None), goes_to="by-n"),
        *bands("by-n", (0, 5), (5, None)),
    ]

    assert faults(questions, rows, [outcome("end")]) == [
        "Question “by-n?” (by-n) is decided by what is not asked on every way to it."
    ]
