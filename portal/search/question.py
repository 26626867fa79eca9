"""What a reader asks for, understood: words, spellings, words of the same meaning.

A question falls into parts, each of which a thing should have. A part may be met in
several ways: by its own words (stems, characters, pinyin, initials, the right spelling
of a wrong one), or by words that staff have declared to mean the same, in either
language. How it is cut: reading.py; what the index knows of its words: spelling.py; how
a part is asked for: parts.py.
"""

from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from portal.search.parts import Part, parts_of, spoken_together, unfinished
from portal.search.reading import spans_of, synonyms, without_fillers, words_of
from portal.search.spelling import Word, look_up

LONGEST = 100  # characters of a question that are read
MOST_PARTS = 8
MOST_ALIKE = 4


class Near(NamedTuple):
    """A community, and where it is: what belongs to it or lies near it comes first."""

    community: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Question:
    """A question ready for the index (portal/search/finding.py)."""

    text: str
    parts: list[Part] = field(default_factory=list)
    # The question as one word, also as it was probably meant.
    keys: list[str] = field(default_factory=list)
    # What a reader sees marked in the things found.
    marked: list[str] = field(default_factory=list)
    # The question with its misspelt words put right; empty if none was.
    meant: str = ""
    # Questions to offer where this one finds nothing.
    alike: list[str] = field(default_factory=list)
    # The community whose surroundings come first, if the reader has chosen one.
    near: Near | None = None

    def levels(self) -> list[str]:
        """The question more and more loosely: all its parts, all but one, most."""
        every = [part.any for part in self.parts]
        most_of = len(every) // 2 + 1
        sizes = sorted({len(every), max(len(every) - 1, most_of), most_of}, reverse=True)
        return [
            " | ".join(f"({' & '.join(some)})" for some in combinations(every, size))
            for size in sizes
        ]


def understand(text: str, *, typing: bool = False, near: Near | None = None) -> Question:
    """Read a question; while it is being typed, its last word may be incomplete.

    Asks the database twice. A question without any word has no parts.
    """
    text = " ".join(text.replace("\x00", " ")[:LONGEST].split())
    spans = spans_of(words, synonyms()) if (words := words_of(text)) else []
    words = [word for span, _others in spans for word in span]
    same = [word for _span, others in spans for other in others for word in other]
    # What staff have declared to be a word is none that is misspelt.
    doubtful = {word for span, others in spans if not others for word in span}
    known = look_up({*words, *same}, doubtful)
    spans = without_fillers(spans, known)[:MOST_PARTS]
    parts = [part for group in spoken_together(spans) for part in parts_of(group, known)]
    if typing and parts:
        parts[-1] = unfinished(parts[-1], words[-1])
    right = [known[word].near[0][0] if known[word].near else word for word in words]
    asked = [word for span, _others in spans for word in span]
    same = [word for _span, others in spans for other in others for word in other]
    put_right = [new for old, new in zip(words, right, strict=True) if new != old]
    keys = {"".join(words), "".join(right), "".join(asked)}
    return Question(
        text,
        parts,
        keys=sorted(keys - {""}),
        marked=[*asked, *put_right, *same],
        meant=" ".join(right) if put_right else "",
        alike=_alike(words, known),
        near=near,
    )


def _alike(words: list[str], known: dict[str, Word]) -> list[str]:
    """Return the question with a word that stands nowhere put into words that do."""
    return [
        " ".join(other if each == word else each for each in words)
        for word in words
        for other in known[word].alike
    ][:MOST_ALIKE]
