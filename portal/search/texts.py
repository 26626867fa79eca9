"""Words, Chinese grams and pinyin: what a text is found by, and what a question asks for.

Three sorts of lexemes beside English stems lie in the index, told apart by their first
sign: two neighbouring Chinese characters (no sign), "~" and the joined pinyin of a name
from each of its characters on, "^" and the same of the initials, "=" and a Latin word
as it is written. So any part of a Chinese name is found by its characters, its pinyin
or its initials, through one index.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_RUNS = re.compile(rf"[a-z0-9]+|[{HAN}]+")
_IS_HAN = re.compile(rf"[{HAN}]")
_APART = re.compile(r"[(（\[]([^)）\]]+)[)）\]]")
# Every way to write a Mandarin syllable without tone.
_SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|er|in|un|ia|ie|iu"
    "|ua|ui|uo|ue|ve|a|o|e|i|u|v)"
)
_ONE_SYLLABLE = re.compile(_SYLLABLE)
_LONGEST_SYLLABLE = 6  # letters
LONGEST = 60  # of a lexeme of pinyin
_LAST = 16383  # place that a tsvector can note


@cache
def simplified() -> dict[int, str]:
    """Return the simplified character of each traditional one."""
    text = (Path(__file__).parent / "traditional.txt").read_text(encoding="utf-8")
    pairs = (pair for line in text.splitlines() if line[:1] != "#" for pair in line.split())
    return {ord(pair[0]): pair[1] for pair in pairs}


def fold(text: str) -> str:
    """Write a text plainly: small letters without accents, simplified characters."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"['’`]", "", plain).translate(simplified())


def runs(text: str) -> list[str]:
    """Split a text into Latin words (or numbers) and runs of Chinese characters."""
    return _RUNS.findall(fold(text))


def is_han(run: str) -> bool:
    return bool(_IS_HAN.match(run))


def latin(*texts: str) -> str:
    """Return the Latin words of some texts, for PostgreSQL to stem."""
    return " ".join(run for text in texts for run in runs(text) if not is_han(run))


def grams(run: str) -> list[str]:
    """Return each two neighbouring characters, and the last one alone."""
    return [run[place : place + 2] for place in range(len(run))]


def cut(run: str) -> list[str]:
    """Cut a run of Chinese characters into words."""
    # The dictionary takes most of a second to load; not every question is Chinese.
    import rjieba  # noqa: PLC0415

    return rjieba.cut(run)


def cut_finely(run: str) -> list[str]:
    """Cut a run into words and the words within them: 儿童医院 gives 儿童 and 医院 too."""
    import rjieba  # noqa: PLC0415 (as above)

    return rjieba.cut_for_search(run)


@lru_cache(maxsize=4096)
def pinyin(run: str) -> tuple[str, ...]:
    """Return the syllables of a run of Chinese characters."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (its dictionary loads slowly too)

    return tuple(lazy_pinyin(run))


def is_pinyin(word: str) -> bool:
    """Whether a Latin word can be read as whole syllables.

    Each place at which one may end is looked at once; a pattern would try every way to
    divide the word, and of a long one there are more than anybody can wait for.
    """
    ends = {0}
    for start in range(len(word)):
        if start in ends:
            reach = range(start + 1, min(start + _LONGEST_SYLLABLE, len(word)) + 1)
            ends |= {end for end in reach if _ONE_SYLLABLE.fullmatch(word, start, end)}
    return len(word) > 0 and len(word) in ends


def is_syllable(word: str) -> bool:
    """Whether a Latin word can be read as one syllable."""
    return bool(_ONE_SYLLABLE.fullmatch(word))


def sounds(run: str) -> list[str]:
    """Return the lexemes by which a run is found through pinyin and initials."""
    syllables = pinyin(run)
    places = range(len(syllables))
    joined = ["~" + "".join(syllables[place:])[:LONGEST] for place in places]
    initials = ["^" + "".join(each[0] for each in syllables[place:]) for place in places]
    return joined + [each for each in initials if len(each) > 2]


def compact(text: str) -> str:
    """Write a name as one word: "River Garden" gives "rivergarden"."""
    return "".join(runs(text))


def keys(name: str) -> set[str]:
    """Return every way to write a complete name as one word.

    What stands in brackets is a name of its own: "International School of Beijing (ISB)".
    """
    found = set()
    for part in {name, _APART.sub(" ", name), *_APART.findall(name)}:
        parts = runs(part)
        found.add("".join(parts))
        if any(is_han(run) for run in parts):
            spoken = [pinyin(run) if is_han(run) else [run] for run in parts]
            found.add("".join(each for syllables in spoken for each in syllables))
            found.add("".join(each[0] for syllables in spoken for each in syllables))
    return {key for key in found if len(key) > 1}


def vector(texts: list[str], weight: str, *, named: bool = False) -> str:
    """Write the Chinese of some texts, and how names sound, as a tsvector of one weight."""
    lexemes = {}
    for run in (run for text in texts for run in runs(text)):
        found = grams(run) if is_han(run) else []
        if named:
            found += sounds(run) if is_han(run) else ["=" + run]
        lexemes |= dict.fromkeys(found)
    return " ".join(
        f"'{lexeme}':{min(place, _LAST)}{weight}" for place, lexeme in enumerate(lexemes, 1)
    )


def vocabulary(names: list[str], texts: list[str]) -> set[str]:
    """Return the words that a misspelt one may have meant."""
    words = {run for text in (*names, *texts) for run in runs(text) if not is_han(run)}
    for run in (run for name in names for run in runs(name) if is_han(run)):
        for word in (word for word in (run, *cut_finely(run)) if len(word) > 1):
            words |= {word, "".join(pinyin(word))}
    return {word for word in words if 1 < len(word) <= LONGEST and not word.isdigit()}
