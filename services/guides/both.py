"""A guide in both languages at once, paragraph beside paragraph."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from portal.base.languages import CODES, current, localized, other
from portal.base.markdown import blocks, in_words, render
from portal.facts.texts import filled
from services.guides.models import Guide

_HAN = re.compile(r"[\u4e00-\u9fff]+")
AT_A_GLANCE = {
    "fee": gettext_noop("Fee"),
    "processing_time": gettext_noop("How long it takes"),
    "where": gettext_noop("Where"),
    "authority": gettext_noop("Authority"),
    "legal_basis": gettext_noop("Legal basis"),
}


@dataclass(frozen=True)
class Pair:
    """One piece of a guide in Markdown, in either language; a heading has a level."""

    texts: dict[str, str]
    level: int = 0
    with_pinyin: bool = False

    @property
    def here(self) -> SafeString:
        return self._shown(current())

    @property
    def there(self) -> SafeString:
        return self._shown(other())

    def _shown(self, language: str) -> SafeString:
        html = render(self.texts[language])
        if self.level:
            html = SafeString(html.strip().removeprefix("<p>").removesuffix("</p>"))
        return in_words(html, ruby) if self.with_pinyin and language != "en" else html


def pairs(guide: Guide, deadlines, facts: dict, *, with_pinyin: bool) -> list[Pair]:
    """Return what a guide says with its facts, in the order of its page."""
    steps, papers = list(guide.steps.all()), list(guide.papers.all())
    for part in (guide, *steps, *papers):
        filled(part, facts)
    pieces = _pieces(guide, deadlines, steps, papers)
    return [Pair(texts, level, with_pinyin) for texts, level in pieces]


Piece = tuple[dict[str, str], int]


def _pieces(guide, deadlines, steps, papers) -> Iterator[Piece]:
    yield from _paragraphs(guide, "summary")
    yield from _paragraphs(guide, "who")
    yield _in_both(gettext_noop("At a glance")), 2
    for field, heading in AT_A_GLANCE.items():
        if any(_texts(guide, field).values()):
            yield _in_both(heading), 3
            yield from _paragraphs(guide, field)
    if deadlines:
        yield _in_both(gettext_noop("By when")), 2
        for deadline in deadlines:
            yield _texts(deadline, "title"), 3
            yield _each(lambda deadline=deadline: str(deadline.when)), 0
    yield from _list(gettext_noop("What to do"), steps, "title", "body")
    yield from _list(gettext_noop("What to bring"), papers, "name", "note")


def _list(heading: str, things: list, name: str, text: str) -> Iterator[Piece]:
    if things:
        yield _in_both(heading), 2
    for thing in things:
        yield _texts(thing, name), 3
        yield from _paragraphs(thing, text)


def _texts(thing, field: str) -> dict[str, str]:
    return {code: localized(thing, field, code) for code in CODES}


def _each(say: Callable[[], str]) -> dict[str, str]:
    said = {}
    for code in CODES:
        with translation.override(code):
            said[code] = say()
    return said


def _in_both(word: str) -> dict[str, str]:
    return _each(lambda: gettext(word))


def _paragraphs(thing, field: str) -> Iterator[Piece]:
    """Yield paragraph by paragraph; where the languages have not equally many, the whole."""
    whole = _texts(thing, field)
    parts = {code: blocks(text) for code, text in whole.items()}
    if len({len(each) for each in parts.values()}) > 1:
        yield whole, 0
        return
    for row in zip(*parts.values(), strict=True):
        yield dict(zip(parts, row, strict=True)), 0


def ruby(words: str) -> str:
    """Set its pinyin above each Chinese character of a piece of HTML."""
    # Its dictionary takes most of a second to load, and few ask for it.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    def sounded(run: re.Match) -> str:
        sounds = zip(run[0], lazy_pinyin(run[0], style=Style.TONE), strict=True)
        return (
            "<ruby>" + "".join(f"{sign}<rt>{sound}</rt>" for sign, sound in sounds) + "</ruby>"
        )

    return _HAN.sub(sounded, words)
