"""Asks what the index knows of the words of a question, and what a wrong one may have meant."""

from dataclasses import dataclass

from django.db import connection

from portal.search import texts

# One answer for each word: its stem (empty for "the" and the like), whether it stands
# anywhere, and what it may be a misspelling of, each with its stem.
_LOOK_UP = """
    SELECT asked.word,
        ts_lexize('english_stem', asked.word),
        known.yes,
        CASE WHEN NOT known.yes AND asked.word = ANY(%(doubtful)s) THEN ARRAY(
            SELECT w.word || ' ' || coalesce((ts_lexize('english_stem', w.word))[1], w.word)
            FROM portal_searchword w
            WHERE (w.word %% asked.word OR w.word = ANY(%(swapped)s))
                AND ts_lexize('english_stem', w.word) <> '{}'
            ORDER BY similarity(w.word, asked.word) DESC, w.word LIMIT 12
        ) ELSE '{}' END
    FROM unnest(%(words)s::text[]) AS asked(word)
    CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT FROM portal_searchword w WHERE w.word = asked.word) AS yes
    ) AS known
"""


@dataclass(frozen=True)
class Word:
    """What the index knows of a word of the question."""

    stem: str
    known: bool
    # What it was most probably meant to be, each with its stem; and what only looks like it.
    near: list[tuple[str, str]]
    alike: list[str]


def look_up(wanted: set[str], doubtful: set[str]) -> dict[str, Word]:
    """Ask what each word stems from and, if a doubtful one stands nowhere, what it may have
    been."""
    if not wanted:
        return {}
    doubtful = [word for word in sorted(doubtful) if _may_be_misspelt(word)]
    with connection.cursor() as cursor:
        parameters = {
            "words": sorted(wanted),
            "doubtful": doubtful,
            # Two letters in the wrong order leave too few trigrams of a short word.
            "swapped": [word for each in doubtful for word in _swapped(each)],
        }
        cursor.execute(_LOOK_UP, parameters)
        return {
            word: Word(
                "".join(stem or ()), known, _nearest(word, near), [w.split()[0] for w in near]
            )
            for word, stem, known, near in cursor.fetchall()
        }


def _may_be_misspelt(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) > (4 if texts.is_pinyin(word) else 3)


def _swapped(word: str) -> list[str]:
    return [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(len(word) - 1)
    ]


def _nearest(word: str, near: list[str]) -> list[tuple[str, str]]:
    """Keep the words that are the fewest slips of a finger away, three at most."""
    allowed = 1 if len(word) < 6 else 2 if len(word) < 10 else 3
    measured = [(slips(word, each.split()[0]), place) for place, each in enumerate(near)]
    fewest = min(measured, default=(allowed + 1, 0))[0]
    if fewest > allowed:
        return []
    return [tuple(near[place].split()) for slip, place in measured if slip == fewest][:3]


def slips(one: str, other: str) -> int:
    """Count the letters to add, leave out, change or swap to get from one word to another."""
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one):
        last, before, row = before, row, [i + 1]
        for j, b in enumerate(other):
            cost = min(before[j + 1] + 1, row[j] + 1, before[j] + (a != b))
            if i and j and a == other[j - 1] and one[i - 1] == b:
                cost = min(cost, last[j - 1] + 1)
            row.append(cost)
    return row[-1]
