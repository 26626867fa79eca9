"""Facts about several things, one row for each fact."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """What one thing states of a fact: words, or several; nothing where it is not stated."""

    words: str = ""
    second: str = ""  # the same in the other language
    href: str = ""
    items: tuple[str, ...] = ()
    is_none: bool = False  # the words say that there is none

    @property
    def is_stated(self) -> bool:
        return bool(self.words or self.items)


@dataclass(frozen=True)
class Row:
    """One fact of every thing; an empty cell where it is not stated."""

    term: str
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        """Whether two things state it differently; what is not stated differs from nothing."""
        return len({(cell.words, cell.items) for cell in self.cells if cell.is_stated}) > 1


def side_by_side(columns: Iterable[Iterable[tuple[str, str]]]) -> list[Row]:
    """Set facts, each a term and its words, side by side.

    Every thing tells its facts in the same order but leaves some out; the rows keep that
    order.
    """
    stated = [dict(facts) for facts in columns]
    terms: list[str] = []
    for facts in stated:
        place = 0
        for term in facts:
            if term in terms:
                place = terms.index(term) + 1
            else:
                terms.insert(place, term)
                place += 1
    return [Row(term, [Cell(facts.get(term, "")) for facts in stated]) for term in terms]
