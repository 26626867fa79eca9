"""Writes what is asked for as tsqueries: all ways in which a thing can have it."""

from dataclasses import dataclass
from itertools import groupby

from portal.search import texts
from portal.search.reading import Span
from portal.search.spelling import Word


@dataclass(frozen=True)
class Part:
    """One thing that is asked for, as tsqueries: by its own words, and by any."""

    own: str
    any: str


def spoken_together(spans: list[Span]) -> list[list[Span]]:
    """Group neighbouring words that may be one name's pinyin: wang jing, he mu jia."""
    groups = []
    for may_be, neighbours in groupby(spans, key=_may_be_pinyin):
        group = list(neighbours)
        groups += [group] if may_be else [[span] for span in group]
    return groups


def _may_be_pinyin(span: Span) -> bool:
    words, others = span
    return not others and len(words) == 1 and texts.is_pinyin(words[0])


def parts_of(group: list[Span], known: dict[str, Word]) -> list[Part]:
    """Write one part for each span of a group, or one for a name that it spells."""
    parts = []
    for words, others in group:
        own = _all(_own(word, known[word], together=len(group) > 1) for word in words)
        same = [_phrase(other, known) for other in sorted(others)]
        parts.append(Part(own, _or([own, *same])))
    if len(group) == 1:
        return parts
    joined = f"'~{''.join(words[0] for words, _others in group)}':*"
    together = _or([_all(part.own for part in parts), joined])
    return [Part(together, together)]


def _own(word: str, about: Word, *, together: bool = False) -> str:
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


def _plain(word: str, about: Word) -> str:
    if not texts.is_han(word):
        return f"'{about.stem or word}'"
    if len(word) == 1:
        return f"'{word}':*"
    return _all(f"'{gram}'" for gram in texts.grams(word)[:-1])


def _phrase(words: tuple[str, ...], known: dict[str, Word]) -> str:
    """Ask for declared words as they were declared: "tax return", not "return" and "tax".

    Chinese characters lie in the index without their places, but in pairs; so they need none.
    """
    if any(map(texts.is_han, words)):
        return _all(_plain(word, known[word]) for word in words)
    query, apart = "", 0
    for word in words:
        apart += 1
        if stem := known[word].stem:
            query += (f" <{apart}> " if query else "") + f"'{stem}'"
            apart = 0
    return f"({query})" if query else _all(_plain(word, known[word]) for word in words)


def _sound(pinyin: str) -> str:
    return f"'~{pinyin}':*"


def unfinished(part: Part, word: str) -> Part:
    """Widen the part of a word that is still being typed."""
    more = [part.any, *(f"'{sign}{word}':*" for sign in ("=", "~", "^"))]
    if texts.is_han(word):
        more = [part.any]
    return Part(_or(more), _or(more))


def _all(queries) -> str:
    return f"({' & '.join(queries)})"


def _or(queries: list[str]) -> str:
    return f"({' | '.join(dict.fromkeys(queries))})"
