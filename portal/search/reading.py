"""Cuts a question into what it asks for: words, and words that staff have declared to mean
the same as others. What only says that something is asked is left out.
"""

from collections import defaultdict
from functools import lru_cache

from portal.search import texts
from portal.search.models import SearchSynonym
from portal.search.spelling import Word

LONGEST_PHRASE = 5  # words that a declared word can have

# Words of one span of the question, and the others of its groups, each as its own words.
Span = tuple[list[str], set[tuple[str, ...]]]

# Words that say that something is asked, not what.
# fmt: off
STOP = {
    "的", "了", "吗", "呢", "吧", "啊", "和", "与", "及", "或", "在", "去", "来", "要",
    "想", "给", "把", "被", "从", "到", "对", "为", "我", "你", "您", "我们", "能", "有",
    "怎么", "怎样", "怎么办", "如何", "哪里", "哪儿", "哪个", "哪些", "什么", "多少",
    "可以", "能否", "是否", "需要", "想要", "应该", "有没有", "附近", "请问", "一个", "一下",
    "怎么样", "为什么", "什么样", "多久", "多长时间", "几天", "推荐", "最好", "比较", "关于",
    "get", "got", "need", "want", "find", "look", "looking", "search", "please", "help",
    "tell", "know", "possible", "much", "many", "long", "best", "good", "recommend",
    "recommended", "nearest", "near", "nearby", "around", "like", "would", "could", "must",
    "allowed", "able", "someone", "something", "anyone", "use", "using", "make",
}
# Where we are anyway; they tell something only by themselves, or within a name.
HERE = {"beijing", "北京", "北京市", "china", "中国"}
# fmt: on


def words_of(text: str) -> list[str]:
    words = []
    for run in texts.runs(text):
        pieces = texts.cut(run) if texts.is_han(run) and len(run) > 2 else [run]
        # What falls to single characters is a name that no dictionary knows.
        words += pieces if max(map(len, pieces)) > 1 else [run]
    return words


def synonyms() -> dict[str, set[tuple[str, ...]]]:
    """Return, for each declared word, the others of its groups, each as its own words."""
    others = defaultdict(set)
    for group in SearchSynonym.objects.values_list("words", flat=True):
        split = {_key(words): words for words in map(_split, group)}
        for key in split:
            others[key] |= {words for other, words in split.items() if other != key}
    return others


@lru_cache(maxsize=8192)
def _split(word: str) -> tuple[str, ...]:
    return tuple(texts.runs(word))


@lru_cache(maxsize=8192)
def _key(words: tuple[str, ...]) -> str:
    return "".join(map(_singular, words))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word


def spans_of(words: list[str], declared: dict) -> list[Span]:
    """Cut the question into declared words, the longest first, and single other words."""
    words, spans = [part for word in words for part in _parted(word, declared)], []
    while words:
        for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
            others = declared.get(_key(tuple(words[:length])), set())
            if others or length == 1:
                spans.append((_as_one(words[:length]), others))
                words = words[length:]
                break
    return spans


def _as_one(words: list[str]) -> list[str]:
    """Join what is declared together, if a part says little: 换工作 is not 换 and 工作."""
    chinese = all(map(texts.is_han, words))
    return ["".join(words)] if chinese and min(map(len, words)) == 1 else words


def _parted(word: str, declared: dict) -> list[str]:
    """Part a long Chinese word that begins or ends with a declared one: 牙科医院, 外籍教师."""
    if not texts.is_han(word) or word in declared:
        return [word]
    for size in range(len(word) - 1, 1, -1):
        if word[:size] in declared:
            return [word[:size], *_parted(word[size:], declared)]
        if word[-size:] in declared:
            return [*_parted(word[:-size], declared), word[-size:]]
    return [word]


def without_fillers(spans: list[Span], known: dict[str, Word]) -> list[Span]:
    """Drop what says nothing: "the", 的, "Beijing", a single character beside whole words."""
    for says_nothing in (_is_asking, _is_here, _is_single):
        telling = [
            (span, others)
            for span, others in spans
            if others or not all(says_nothing(word, known[word]) for word in span)
        ]
        spans = telling or spans
    return spans


def _is_asking(word: str, about: Word) -> bool:
    return word in STOP or not about.stem


def _is_here(word: str, about: Word) -> bool:
    return word in HERE


def _is_single(word: str, about: Word) -> bool:
    return texts.is_han(word) and len(word) == 1
