"""How long the database takes to answer a search, beside plain ILIKE on the same rows.

The rows are made by the portal's own index: names put together from the stations of the
metro and words of the trade, with the summaries and texts of the content pack. What is
asked is drawn from them, a sort at a time, with a fixed seed.
"""

import random
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice, product

from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

from portal.bench.stopwatch import database_seconds, in_ms, percentile
from portal.places.models import MetroStation
from portal.search import texts
from portal.search.finding import find
from portal.search.models import SearchEntry, SearchSynonym, SearchWord
from portal.search.question import understand

ASKED = 25  # questions of a sort
ASKED_PLAINLY = 5  # a look at every row takes its time, and the same for all of them
# fmt: off
SECOND = [
    "Sunshine 阳光", "Spring 春天", "Harvest 丰收", "Cloud 云端", "Star 星河", "Lake 湖畔",
    "Forest 森林", "Phoenix 凤凰", "Jade 翡翠", "Lotus 荷塘", "Bamboo 竹园", "River 江山",
    "Century 世纪", "Golden 金色", "Pearl 明珠", "Maple 枫林", "Orchid 兰亭",
]
THIRD = [
    "Apartments 公寓", "Garden 花园", "Hospital 医院", "Clinic 诊所", "School 学校",
    "Villas 别墅", "Kindergarten 幼儿园", "Residence 住宅", "Academy 学院", "Centre 中心",
    "Community 社区", "Square 广场", "Tower 大厦", "Courtyard 小院", "Dental 口腔",
]
# fmt: on
QUESTIONS = (
    "how do I register my address",
    "open a bank account",
    "can I bring my dog",
    "school near the airport",
    "hospital with Japanese speaking doctors",
    "怎么开银行账户",
    "孩子上学怎么选学校",
    "在北京开公司",
    "外籍配偶居留许可",
)  # fmt: skip
COMMON = ("school", "apartments", "医院", "公寓", "hospital", "garden", "北京")

_PLAIN = """
    SELECT id, kind, title_en, title_zh_hans, summary_en FROM portal_searchentry
    WHERE {all}
    ORDER BY ({titles}) DESC, title_en LIMIT 20
"""
_PLAIN_COLUMNS = ("title_en", "title_zh_hans", "summary_en", "summary_zh_hans", "text_en",
                  "text_zh_hans")  # fmt: skip


def measure(size: int) -> tuple[float, float]:
    """Print p50 and p95 of every sort of question, beside plain ILIKE.

    Returns the worst p95 in seconds, and how many times faster than ILIKE the sort is that
    gains least.
    """
    fill(size)
    print(f"\nsearch among {SearchEntry.objects.count():,} entries, ms in the database")
    print(f"{'':12}{'p50':>8}{'p95':>8}{'found':>8}{'ILIKE p50':>12}{'p95':>8}{'found':>8}")
    worst, gain = 0.0, float("inf")
    for sort, questions in _asked().items():
        ours = [_time(_ask, question) for question in questions]
        plain = [_time(_ask_plainly, question) for question in questions[:ASKED_PLAINLY]]
        p50, p95 = (percentile([s for s, _n in ours], share) for share in (0.5, 0.95))
        worst = max(worst, p95)
        gain = min(gain, percentile([s for s, _n in plain], 0.5) / p50)
        print(f"{sort:12}{_figures(ours)}{'':4}{_figures(plain)}", flush=True)
    return worst, gain


def fill(size: int) -> None:
    """Bring the number of search entries to a size.

    The names are made findable as the portal's own index does it; summaries and texts,
    and what they are found by, are those of an entry of the pack.
    """
    entries = SearchEntry.objects.order_by()
    entries.filter(slug__startswith="copy-")._raw_delete("default")  # of the pages' part
    have, made = entries.count(), entries.filter(slug__startswith="made-").count()
    models = entries.filter(kind__in=("apartments", "schools", "hospitals"))
    models = models.exclude(slug__startswith="made-").order_by("pk")
    keys = list(models.values_list("pk", flat=True))
    names = islice(_names(), made, made + max(0, size - have))
    with tqdm(total=size - have, unit=" entries", disable=None) as bar, _indexed_afterwards():
        while some := list(islice(names, 2000)):
            _insert(some, keys)
            bar.update(len(some))
    words = texts.vocabulary([*SECOND, *THIRD], [])
    SearchWord.objects.bulk_create(map(SearchWord, words), ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE portal_searchentry, portal_searchword")


@contextmanager
def _indexed_afterwards():
    """Make the large indexes in one go at the end: row by row it takes many times as long."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s"
            " AND indexdef LIKE '%% USING gin %%'",
            [SearchEntry._meta.db_table],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _name, definition in indexes:
            cursor.execute(definition)


def _names() -> Iterator[tuple[int, str, str]]:
    stations = MetroStation.objects.order_by("pk")
    names = list(product(stations, SECOND, THIRD))
    random.Random(5).shuffle(names)  # noqa: S311 (figures must come out the same again)
    for number, (station, second, third) in enumerate(names):
        english, chinese = zip(second.split(), third.split(), strict=True)
        yield (
            number,
            f"{station.name_en} {' '.join(english)}",
            f"{station.name_zh_hans}{''.join(chinese)}",
        )


def _insert(names: list[tuple[int, str, str]], models: list[int]) -> None:
    changed = {
        "object_pk": "1000000 + made.number",
        "slug": "'made-' || made.number",
        "title_en": "made.english",
        "title_zh_hans": "made.chinese",
        "names": "string_to_array(made.names, ' ')",
        "name_words": "made.stems || made.own::tsvector",
        "words": "made.stems || made.own::tsvector || ts_filter(model.words, '{b,c}')",
    }
    columns = [f.column for f in SearchEntry._meta.concrete_fields if f.column != "id"]
    values = ", ".join(changed.get(column, f"model.{column}") for column in columns)
    rows = [
        [
            number,
            models[number % len(models)],
            english,
            chinese,
            " ".join(texts.keys(english) | texts.keys(chinese)),
            texts.vector([english, chinese], "A", named=True),
        ]
        for number, english, chinese in names
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO portal_searchentry ({", ".join(columns)})
            SELECT {values} FROM (
                SELECT *, setweight(to_tsvector('english', english), 'A') AS stems
                FROM unnest(
                    %s::int[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[]
                ) AS one(number, model, english, chinese, names, own)
            ) made JOIN portal_searchentry model ON model.id = made.model
            """,  # noqa: S608 (no value comes from outside)
            list(map(list, zip(*rows, strict=True))),
        )


# --- What is asked --------------------------------------------------------------


def _asked() -> dict[str, list[str]]:
    chance = random.Random(7)  # noqa: S311
    stations = list(MetroStation.objects.order_by("pk"))
    back = {ord(new): chr(old) for old, new in texts.simplified().items()}
    words = [word for group in SearchSynonym.objects.all() for word in group.words]

    def draw(make: Callable) -> list[str]:
        return [make(*map(chance.choice, (stations, SECOND, THIRD))) for _turn in range(ASKED)]

    def part(station, second, third):
        name = station.name_zh_hans + second.split()[1] + third.split()[1]
        start = chance.randrange(len(name) - 3)
        return name[start : start + chance.choice((3, 4))]

    return {
        "English": draw(lambda a, b, c: f"{a.name_en} {c.split()[0]}"),
        "Chinese": draw(part),
        "pinyin": draw(lambda a, b, c: "".join(texts.pinyin(a.name_zh_hans))),
        "pinyin, cut": draw(lambda a, b, c: " ".join(texts.pinyin(a.name_zh_hans))),
        "initials": draw(lambda a, b, c: _initials(a.name_zh_hans + b.split()[1])),
        "misspelt": draw(lambda a, b, c: f"{_misspell(a.name_en, chance)} {b.split()[0]}"),
        "traditional": draw(lambda a, b, c: (a.name_zh_hans + c.split()[1]).translate(back)),
        "synonym": [chance.choice(words) for _turn in range(ASKED)],
        "mixed": draw(lambda a, b, c: f"{a.name_zh_hans} {c.split()[0]}"),
        "question": list(QUESTIONS),
        "common word": list(COMMON),
        "nothing": [f"zz{chance.randrange(10**8):x}" for _turn in range(ASKED)],
    }


def _initials(name: str) -> str:
    return "".join(syllable[0] for syllable in texts.pinyin(name))


def _misspell(name: str, chance: random.Random) -> str:
    place = chance.randrange(1, max(2, len(name) - 2))
    return name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :]


# --- Measuring --------------------------------------------------------------------


def _ask(words: str) -> int:
    return find(understand(words), now=timezone.now()).total


def _ask_plainly(words: str) -> int:
    """Do what one would write first: every word somewhere, titles first."""
    patterns = [f"%{word}%" for word in words.split()]
    anywhere = " OR ".join(f"{column} ILIKE %s" for column in _PLAIN_COLUMNS)
    in_title = "title_en ILIKE %s OR title_zh_hans ILIKE %s"
    statement = _PLAIN.format(
        all=" AND ".join(f"({anywhere})" for _pattern in patterns),
        titles=" AND ".join(f"({in_title})" for _pattern in patterns),
    )
    values = [p for p in patterns for _column in _PLAIN_COLUMNS] + [
        p for p in patterns for _title in range(2)
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return len(cursor.fetchall())


def _time(ask: Callable[[str], int], words: str) -> tuple[float, int]:
    """Return the time that the database takes for a question (the better of two), and hits."""
    return min(database_seconds(lambda: ask(words)) for _turn in range(2))


def _figures(outcomes: list[tuple[float, int]]) -> str:
    found = statistics.median(number for _seconds, number in outcomes)
    return f"{in_ms([seconds for seconds, _found in outcomes])}{found:>8.0f}"
