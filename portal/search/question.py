"""What a reader asks for, understood: words, spellings, words of the same meaning.

A question falls into parts, each of which a thing should have. A part may be met in
several ways: by its own words (stems, characters, pinyin, initials, the right spelling
of a wrong one), or by words that staff have declared to mean the same, in either
language.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, groupby
from typing import NamedTuple

from django.db import connection

from portal.search import texts
from portal.search.models import SearchSynonym

LONGEST = 100  # characters of a question that are read
MOST_PARTS = 8
MOST_ALIKE = 4
LONGEST_PHRASE = 4  # words that a declared word can have

# Chinese words that say that something is asked, not what.
# fmt: off
STOP = {
    "的", "了", "吗", "呢", "吧", "啊", "和", "与", "及", "或", "在", "去", "来", "要",
    "想", "给", "把", "被", "从", "到", "对", "为", "我", "你", "您", "我们", "能", "有",
    "怎么", "怎样", "怎么办", "如何", "哪里", "哪儿", "哪个", "哪些", "什么", "多少",
    "可以", "能否", "是否", "需要", "想要", "应该", "有没有", "附近", "请问", "一个", "一下",
}
# fmt: on

# One answer for each word: its stem (empty for "the" and the like), whether it stands
# anywhere, and what it may be a misspelling of, each with its stem.
_LOOK_UP = """
    SELECT asked.word,
        ts_lexize('english_stem', asked.word),
        known.yes,
        CASE WHEN NOT known.yes AND asked.word = ANY(%(doubtful)s) THEN ARRAY(
            SELECT w.word || ' ' || coalesce((ts_lexize('english_stem', w.word))[1], w.word)
            FROM portal_searchword w
            WHERE w.word %% asked.word OR w.word = ANY(%(swapped)s)
            ORDER BY similarity(w.word, asked.word) DESC, w.word LIMIT 12
        ) ELSE '{}' END
    FROM unnest(%(words)s::text[]) AS asked(word)
    CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT FROM portal_searchword w WHERE w.word = asked.word) AS yes
    ) AS known
"""


@dataclass(frozen=True)
class Part:
    """One thing that is asked for, as tsqueries: by its own words, and by any."""

    own: str
    any: str


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


@dataclass(frozen=True)
class _Word:
    """What the index knows of a word of the question."""

    stem: str
    known: bool
    # What it was most probably meant to be, each with its stem; and what only looks like it.
    near: list[tuple[str, str]]
    alike: list[str]


def understand(text: str, *, typing: bool = False, near: Near | None = None) -> Question:
    """Read a question; while it is being typed, its last word may be incomplete.

    Asks the database twice. A question without any word has no parts.
    """
    text = " ".join(text.replace("\x00", " ")[:LONGEST].split())
    words = _words(text)
    spans = _spans(words, _synonyms()) if words else []
    known = _look_up(words, [word for _span, others in spans for word in others])
    spans = _without_fillers(spans, known)[:MOST_PARTS]
    parts = [part for group in _spoken_together(spans) for part in _parts(group, known)]
    if typing and parts:
        parts[-1] = _unfinished(parts[-1], words[-1])
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


def _alike(words: list[str], known: dict[str, _Word]) -> list[str]:
    """Return the question with a word that stands nowhere put into words that do."""
    return [
        " ".join(other if each == word else each for each in words)
        for word in words
        for other in known[word].alike
    ][:MOST_ALIKE]


def _words(text: str) -> list[str]:
    words = []
    for run in texts.runs(text):
        pieces = texts.cut(run) if texts.is_han(run) and len(run) > 2 else [run]
        # What falls to single characters is a name that no dictionary knows.
        words += pieces if max(map(len, pieces)) > 1 else [run]
    return words


# --- Words of the same meaning ------------------------------------------------


def _synonyms() -> dict[str, set[tuple[str, ...]]]:
    """Return, for each declared word, the others of its groups, each as its own words."""
    others = defaultdict(set)
    for group in SearchSynonym.objects.values_list("words", flat=True):
        split = {_key(texts.runs(word)): tuple(texts.runs(word)) for word in group}
        for key in split:
            others[key] |= {words for other, words in split.items() if other != key}
    return others


def _key(words: list[str]) -> str:
    return "".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word


def _spans(words: list[str], synonyms: dict) -> list[tuple[list[str], set]]:
    """Cut the question into declared words, the longest first, and single other words."""
    spans = []
    while words:
        for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
            others = synonyms.get(_key(words[:length]), set())
            if others or length == 1:
                spans.append((words[:length], others))
                words = words[length:]
                break
    return spans


def _without_fillers(spans: list, known: dict[str, _Word]) -> list:
    """Drop what says nothing: "the", 的, a single character beside whole words."""
    telling = [
        (span, others)
        for span, others in spans
        if others or not all(word in STOP or not known[word].stem for word in span)
    ]
    whole = [
        (span, others)
        for span, others in telling
        if others or not (texts.is_han(span[0]) and len(span[0]) == 1)
    ]
    return whole or telling or spans


# --- Words that the index knows -------------------------------------------------


def _look_up(words: list[str], others: list[tuple[str, ...]]) -> dict[str, _Word]:
    """Ask what each word stems from and, if it stands nowhere, what it may have been."""
    wanted = {*words, *(word for other in others for word in other)}
    if not wanted:
        return {}
    doubtful = [word for word in words if _may_be_misspelt(word)]
    with connection.cursor() as cursor:
        parameters = {
            "words": sorted(wanted),
            "doubtful": doubtful,
            # Two letters in the wrong order leave too few trigrams of a short word.
            "swapped": [word for each in doubtful for word in _swapped(each)],
        }
        cursor.execute(_LOOK_UP, parameters)
        return {
            word: _Word(
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


# --- tsqueries --------------------------------------------------------------------


def _spoken_together(spans: list) -> list[list]:
    """Group neighbouring words that may be one name's pinyin: wang jing, he mu jia."""
    groups = []
    for may_be, neighbours in groupby(spans, key=_may_be_pinyin):
        group = list(neighbours)
        groups += [group] if may_be else [[span] for span in group]
    return groups


def _may_be_pinyin(span) -> bool:
    words, others = span
    return not others and len(words) == 1 and texts.is_pinyin(words[0])


def _parts(group: list, known: dict[str, _Word]) -> list[Part]:
    parts = []
    for words, others in group:
        own = _all(_own(word, known[word], together=len(group) > 1) for word in words)
        same = [_all(_plain(word, known[word]) for word in other) for other in sorted(others)]
        parts.append(Part(own, _or([own, *same])))
    if len(group) == 1:
        return parts
    joined = f"'~{''.join(words[0] for words, _others in group)}':*"
    together = _or([_all(part.own for part in parts), joined])
    return [Part(together, together)]


def _own(word: str, about: _Word, *, together: bool = False) -> str:
    """All ways in which a word of the question can itself stand in the index.

    A syllable among others of one name begins too many names to be asked for alone.
    """
    ways = [_plain(word, about)]
    if texts.is_han(word):
        if not about.known and len(word) > 1:
            ways.append(_sound("".join(texts.pinyin(word))))
        return _or(ways)
    if len(word) > 2 and texts.is_pinyin(word) and not (together and texts.is_syllable(word)):
        ways.append(_sound(word))
    if not about.known and 1 < len(word) < 9 and word.isalpha():
        ways.append(f"'^{word}':*")
    for near, stem in about.near:
        ways += [f"'{stem}'", *([_sound(near)] if texts.is_pinyin(near) else [])]
    return _or(ways)


def _plain(word: str, about: _Word) -> str:
    if not texts.is_han(word):
        return f"'{about.stem or word}'"
    if len(word) == 1:
        return f"'{word}':*"
    return _all(f"'{gram}'" for gram in texts.grams(word)[:-1])


def _sound(pinyin: str) -> str:
    return f"'~{pinyin}':*"


def _unfinished(part: Part, word: str) -> Part:
    more = [part.any, *(f"'{sign}{word}':*" for sign in ("=", "~", "^"))]
    if texts.is_han(word):
        more = [part.any]
    return Part(_or(more), _or(more))


def _all(queries) -> str:
    return f"({' & '.join(queries)})"


def _or(queries: list[str]) -> str:
    return f"({' | '.join(dict.fromkeys(queries))})"
