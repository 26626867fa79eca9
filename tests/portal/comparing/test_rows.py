"""Facts of several things, side by side in rows."""

from portal.comparing.rows import Cell, Row, side_by_side


def row(term: str, *words: str) -> Row:
    return Row(term, [Cell(each) for each in words])


def test_rows_keep_the_order_of_the_facts_whoever_leaves_one_out():
    rows = side_by_side(
        [
            [("Ages", "3–18"), ("Fees", "¥100")],
            [("Stages", "Primary"), ("Ages", "6–18"), ("Boarding", "Yes"), ("Fees", "¥100")],
        ]
    )

    assert rows == [
        row("Stages", "", "Primary"),
        row("Ages", "3–18", "6–18"),
        row("Boarding", "", "Yes"),
        row("Fees", "¥100", "¥100"),
    ]


def test_what_is_not_stated_differs_from_nothing():
    assert [row("x", *cells).differs for cells in (["a", "b"], ["a", "a"], ["a", ""])] == [
        True,
        False,
        False,
    ]
