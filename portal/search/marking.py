"""Marks in a text what a question found it by, and cuts out the place where that stands."""

import re

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal.search import texts
from portal.search.question import Question

_OPEN, _CLOSE = SafeString("<mark>"), SafeString("</mark>")
# Parts of synonyms such as "see a doctor" that mark nothing by themselves.
# fmt: off
_LITTLE_WORDS = frozenset((
    "a", "an", "and", "at", "by", "for", "from", "how", "i", "in", "is", "my", "of", "on",
    "or", "see", "the", "to", "with",
))
# fmt: on
AROUND = 90  # characters before and after, in an excerpt


def mark(text: str, question: Question, *, sounds: bool = False) -> SafeString:
    """Return a text with what the question asks for in <mark>; Chinese by its pinyin too."""
    spans = _spans(text, question, sounds)
    pieces, end = [], 0
    for first, last in spans:
        pieces += [("", text[end:first], ""), (_OPEN, text[first:last], _CLOSE)]
        end = last
    pieces.append(("", text[end:], ""))
    return format_html_join("", "{}{}{}", pieces)


def excerpt(text: str, question: Question) -> SafeString:
    """Return the part of a text around the first thing asked for, marked; or nothing."""
    spans = _spans(text, question, sounds=False)
    if not spans:
        return SafeString("")
    first, last = spans[0]
    start = max(0, first - AROUND)
    end = min(len(text), last + AROUND)
    # A Latin word is not cut in the middle.
    while start and text[start - 1].isascii() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isascii() and text[end].isalnum():
        end += 1
    cut = " ".join(text[start:end].split())
    parts = ("… " if start else "", mark(cut, question), " …" if end < len(text) else "")
    return format_html_join("", "{}", ((part,) for part in parts))


def _spans(text: str, question: Question, sounds: bool) -> list[tuple[int, int]]:
    """Return where something asked for stands, in order, none within another."""
    plain, origin = _plain(text)
    found = []
    for word in sorted({*question.marked, *question.keys} - _LITTLE_WORDS):
        found += [match.span() for match in re.finditer(_pattern(word), plain)]
    if sounds:
        found += _sounding(plain, question.keys + question.marked)
    merged = []
    for first, last in sorted((origin[first], origin[last - 1] + 1) for first, last in found):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _plain(text: str) -> tuple[str, list[int]]:
    """Fold a text sign by sign, and say from which sign each part of it came."""
    plain, origin = [], []
    for place, sign in enumerate(text):
        folded = texts.fold(sign)
        plain.append(folded)
        origin += [place] * len(folded)
    return "".join(plain), origin


def _pattern(word: str) -> str:
    if texts.is_han(word):
        return re.escape(word)
    if len(word) <= 3:
        return rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])"
    return rf"(?<![a-z0-9]){re.escape(word.removesuffix('s'))}[a-z]{{0,3}}(?![a-z0-9])"


def _sounding(plain: str, words: list[str]) -> list[tuple[int, int]]:
    """Find the characters that a word of pinyin, or of initials, stands for."""
    wanted = {word for word in words if len(word) > 1 and word.isascii()}
    found = []
    for run in re.finditer(rf"[{texts.HAN}]+", plain):
        syllables = texts.pinyin(run.group())
        for first in range(len(syllables)):
            for last in range(first + 2, len(syllables) + 1):
                some = syllables[first:last]
                if "".join(some) in wanted or "".join(each[0] for each in some) in wanted:
                    found.append((run.start() + first, run.start() + last))
    return found
