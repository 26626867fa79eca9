"""The words of the glossary as one reads: marked once a page, explained on a tap."""

import re
from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.base.languages import localized
from portal.base.markdown import in_words
from services.guides.models import Term

# A button is a box of its own, after which a line may break, even before a full stop.
_BEFORE, _AFTER = "[（《“‘「(]*", "[。，、；：！？）》”’」.,;:!?)]*"
_BRACKETED = re.compile(r"\s*\((?P<word>[^)]*)\)")


class Words:
    """Marks each term where a page in one language first names it.

    What has been marked stands in `found`, in the order of the page; the page's template
    explains those after it has shown its texts.
    """

    def __init__(self, terms: Iterable[Term], language: str):
        self.found: list[Term] = []
        self._terms = {form: term for term in terms for form in forms(term, language)}
        longest_first = sorted(self._terms, key=len, reverse=True)
        any_of_them = "|".join(map(re.escape, longest_first)) or "(?!)"
        # An English word is not part of another; Chinese has no gaps between words.
        whole = rf"(?<![\w-])(?:{any_of_them})(?![\w-])" if language == "en" else any_of_them
        together = rf"(?P<before>{_BEFORE})(?P<word>{whole})(?P<after>{_AFTER})"
        self._pattern = re.compile(together, re.IGNORECASE)

    def mark(self, html: str) -> SafeString:
        """Mark what a rendered text names for the first time on its page."""
        return in_words(html, lambda words: self._pattern.sub(self._marked, words))

    def _marked(self, named: re.Match) -> str:
        term = self._terms[named["word"].casefold()]
        if term in self.found:
            return named[0]
        self.found.append(term)
        # The words are a piece of HTML already: nothing in them is escaped again.
        before, word, after = map(SafeString, named.group("before", "word", "after"))
        button = format_html(
            '{}<button class="word" popovertarget="word-{}">{}</button>{}',
            before,
            term.slug,
            word,
            after,
        )
        alone = not before and not after
        return button if alone else format_html('<span class="nowrap">{}</span>', button)


def forms(term: Term, language: str) -> list[str]:
    """Return how texts name a term: "household registration (hukou)" goes by both words."""
    name = localized(term, "term", language).casefold()
    if language != "en":
        return [name]
    plain = _BRACKETED.sub("", name)
    one = [found["word"] for found in _BRACKETED.finditer(name) if " " not in found["word"]]
    return [plain, f"{plain}s", *one]
