"""Asks the index: candidates by three indexes, then the best of them, kind by kind.

The work is bounded whatever the number of entries: at most `MOST` candidates of each
reading are counted and `RANKED` of each kind are ranked. A looser reading of the question
is only tried where the stricter one finds next to nothing; at the very end one word is
enough, best one that few things have, as it tells more.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from django.db import connection

from portal.base.plane import METRES_PER_DEGREE_EAST, METRES_PER_DEGREE_NORTH
from portal.search import texts
from portal.search.models import SearchEntry
from portal.search.question import Question

MOST = 400
RANKED = 30  # of each kind, names first
ENOUGH = 150  # things that have the words asked for; others are then met by name alone
RARE = 12  # things that have a word, so that it tells something alone
FAR = 15_000  # metres; what is farther from the chosen community is all the same
_COLUMNS = [
    field.column
    for field in SearchEntry._meta.concrete_fields
    if field.name not in ("names", "name_words", "words", "latitude", "longitude")
]
# A name that is the question comes first, then names with all of its words, then
# summaries, then headings, then texts; what is over, after what goes on.
#
# With a limit, PostgreSQL likes to read rows one by one until it has enough that have one of
# many words; it does not know that their long values lie elsewhere. The indexes are faster.
_FIND = """
    SET LOCAL enable_seqscan = off;
    WITH exact AS MATERIALIZED (
        SELECT id FROM portal_searchentry WHERE names && %(keys)s LIMIT 200
    ), named AS MATERIALIZED (
        SELECT id FROM portal_searchentry WHERE name_words @@ %(all)s::tsquery LIMIT 400
    ), own AS MATERIALIZED (
        SELECT id FROM portal_searchentry WHERE words @@ %(own)s::tsquery LIMIT %(most)s
    ), wider AS MATERIALIZED (
        SELECT id FROM portal_searchentry WHERE words @@ %(all)s::tsquery
            AND (SELECT count(*) FROM own) < %(enough)s LIMIT %(most)s
    ), level0 AS MATERIALIZED (
        SELECT id FROM own UNION SELECT id FROM wider
    ){looser}{rare}, candidate AS (
        SELECT id, max(tier) AS tier FROM (
            SELECT id, 9 AS tier FROM exact UNION ALL SELECT id, 8 FROM named
            UNION ALL SELECT id, 7 FROM level0{and_looser}{and_rare}
        ) every GROUP BY id
    ), counted AS (
        SELECT id, count(*) OVER of_kind AS number,
            row_number() OVER (of_kind ORDER BY tier DESC, id) AS nth, kind, tier
        FROM candidate JOIN portal_searchentry USING (id)
        WINDOW of_kind AS (PARTITION BY kind)
    ), scored AS (
        SELECT entry.*, counted.number, counted.tier, {score} AS score
        FROM counted JOIN portal_searchentry entry USING (id)
        -- Long values are packed; each is to be unpacked once, not for every comparison.
        CROSS JOIN LATERAL (SELECT entry.words || '' AS words OFFSET 0) unpacked
        CROSS JOIN LATERAL (
            SELECT
                coalesce(max(length(k)::real / length(n)), 0) AS share,
                coalesce(max((starts_with(n, k))::int), 0) AS begins
            FROM unnest(entry.names) n, unnest(%(keys)s) k WHERE strpos(n, k) > 0
        ) name
        WHERE counted.nth <= %(ranked)s OR counted.kind = %(kind)s
    ), placed AS (
        SELECT {columns}, tier, score, number,
            row_number() OVER (
                PARTITION BY kind ORDER BY score DESC, length(title_en), id
            ) AS place
        FROM scored
    )
    SELECT {columns}, tier, score, place, number FROM placed
    WHERE place = 1 OR (place > %(skip)s AND place <= %(until)s
        AND (%(kind)s = '' OR kind = %(kind)s))
    ORDER BY score DESC, length(title_en), id
"""
_LOOSER = """, level{n} AS MATERIALIZED (
        SELECT id FROM portal_searchentry
        WHERE words @@ %(level{n})s::tsquery AND NOT EXISTS (SELECT FROM exact)
            AND (SELECT count(*) FROM level{before}) < 3 LIMIT %(most)s
    )"""
_AND_LOOSER = " UNION ALL SELECT id, 7 - {n} FROM level{n}"
_RARE = """, rare{n} AS MATERIALIZED (
        SELECT id FROM portal_searchentry
        WHERE words @@ %(anywhere_part{n})s::tsquery AND NOT EXISTS (SELECT FROM exact)
            AND {nothing} LIMIT %(rare)s + 1
    )"""
_FEW = """, few AS MATERIALIZED ({rare}
    ), many AS MATERIALIZED (
        SELECT id FROM portal_searchentry
        WHERE words @@ %(part)s::tsquery AND NOT EXISTS (SELECT FROM exact)
            AND {nothing} AND NOT EXISTS (SELECT FROM few) LIMIT %(most)s
    )"""
_OF_FEW = """
            SELECT id FROM rare{n} WHERE (SELECT count(*) FROM rare{n}) <= %(rare)s"""
_AND_RARE = """
            UNION ALL SELECT id, 0 FROM few UNION ALL SELECT id, 0 FROM many"""
_SCORE = """
    4 * name.share * name.share + 0.6 * name.begins + entry.prominence
    + (5 * ({named}) + 1.5 * ({told}) + 2 * ({headed}) + 2 * ({anywhere})) / {parts}
    + CASE WHEN unpacked.words @@ %(all)s::tsquery THEN 2 ELSE 0 END
    + CASE WHEN unpacked.words @@ phraseto_tsquery('english', %(phrase)s) THEN 1 ELSE 0 END
    + 0.3 * ts_rank('{{0.1, 0.2, 0.4, 1}}', unpacked.words, %(any)s::tsquery)
    - CASE WHEN entry.over_at < %(now)s THEN 8 ELSE 0 END{nearer}
"""
# The chosen community's own things first, then what lies near it, the nearer the more.
_NEARER = f"""
    + CASE WHEN entry.community = %(community)s THEN 2 ELSE 0 END
    + coalesce(2 * greatest(0, 1 - sqrt(
        ((entry.latitude - %(latitude)s) * {METRES_PER_DEGREE_NORTH}) ^ 2
        + ((entry.longitude - %(longitude)s) * {METRES_PER_DEGREE_EAST}) ^ 2
    ) / {FAR}), 0)"""
# A part that is met in its own words counts more than one met by words that mean the same.
_MET = """CASE WHEN {column} @@ %({sort}_own{n})s::tsquery THEN 1
        WHEN {column} @@ %({sort}_part{n})s::tsquery THEN 0.6 ELSE 0 END"""
# Where a part is looked for: in names, in names and summaries, in headings too, anywhere.
_SORTS = {
    "named": ("entry.name_words", ""),
    "told": ("unpacked.words", "AB"),
    "headed": ("unpacked.words", "ABC"),
    "anywhere": ("unpacked.words", ""),
}


@dataclass
class Group:
    """What was found of one kind."""

    kind: str
    number: int
    entries: list[SearchEntry] = field(default_factory=list)


@dataclass
class Found:
    """The answer to a question: groups, the one with the best entry first."""

    groups: list[Group] = field(default_factory=list)
    # Whether there is more than was counted.
    more: bool = False
    # Whether nothing has all that was asked for, nor most of it, but only one word.
    partly: bool = False

    @property
    def total(self) -> int:
        return sum(group.number for group in self.groups)

    @property
    def entries(self) -> list[SearchEntry]:
        """All entries, the best first."""
        every = [entry for group in self.groups for entry in group.entries]
        return sorted(every, key=lambda entry: -entry.score)


def find(
    question: Question,
    *,
    now: dt.datetime,
    kind: str = "",
    each: int = 5,
    skip: int = 0,
) -> Found:
    """Find the best entries of each kind (or of one), with the number of each kind.

    One query, whatever the question. What is near the question's community comes before
    what is not, where both fit as well.
    """
    if not question.parts:
        return Found()
    levels = question.levels()
    parameters = _parameters(question, levels) | {
        "kind": kind,
        "skip": skip,
        "until": skip + each,
        "now": now,
    }
    with connection.cursor() as cursor:
        statement = _statement(len(levels), len(question.parts), nearer=bool(question.near))
        cursor.execute(statement, parameters)
        return _grouped(cursor.fetchall(), kind, skip)


def _parameters(question: Question, levels: list[str]) -> dict:
    """Name everything that the statement asks of a question."""
    parameters = {
        "keys": question.keys,
        "all": levels[0],
        "own": " & ".join(part.own for part in question.parts),
        "enough": ENOUGH,
        "any": " | ".join(part.own for part in question.parts),
        "part": " | ".join(part.any for part in question.parts),
        "most": MOST,
        "ranked": RANKED,
        "rare": RARE,
        # A single word is no phrase.
        "phrase": latin if " " in (latin := texts.latin(question.text)) else "",
    } | (question.near._asdict() if question.near else {})
    for sort, (_column, weights) in _SORTS.items():
        for n, part in enumerate(question.parts):
            parameters[f"{sort}_own{n}"] = weighted(part.own, weights)
            parameters[f"{sort}_part{n}"] = weighted(part.any, weights)
    return parameters | {f"level{n}": level for n, level in enumerate(levels)}


def _statement(levels: int, parts: int, *, nearer: bool) -> str:
    looser = range(1, levels)
    rare = range(parts if parts > 1 else 0)
    nothing = " AND ".join(f"NOT EXISTS (SELECT FROM level{n})" for n in range(levels))
    met = {
        sort: " + ".join(_MET.format(sort=sort, column=column, n=n) for n in range(parts))
        for sort, (column, _weights) in _SORTS.items()
    }
    return _FIND.format(
        looser="".join(_LOOSER.format(n=n, before=n - 1) for n in looser),
        and_looser="".join(_AND_LOOSER.format(n=n) for n in looser),
        rare=_some(rare, nothing) if rare else "",
        and_rare=_AND_RARE if rare else "",
        score=_SCORE.format(parts=parts, nearer=_NEARER if nearer else "", **met),
        columns=", ".join(_COLUMNS),
    )


def _some(rare: range, nothing: str) -> str:
    """Ask for single parts: those that few things have, or else any."""
    each = "".join(_RARE.format(n=n, nothing=nothing) for n in rare)
    few = " UNION ALL".join(_OF_FEW.format(n=n) for n in rare)
    return each + _FEW.format(rare=few, nothing=nothing)


def weighted(query: str, weights: str) -> str:
    """Ask a tsquery of lexemes with certain weights only: 'visa':* gives 'visa':*AB."""
    if not weights:
        return query
    return re.sub(r"('[^']+')(?::(\*))?", rf"\1:\2{weights}", query)


def _grouped(rows: list[tuple], kind: str, skip: int) -> Found:
    groups, best = {}, 0
    for *values, tier, score, place, number in rows:
        best = max(best, tier)
        entry = SearchEntry.from_db(connection.alias, _ATTRIBUTES, values)
        entry.score = score
        group = groups.setdefault(entry.kind, Group(entry.kind, number))
        if place > skip and kind in ("", entry.kind):
            group.entries.append(entry)
    found = Found(list(groups.values()))
    found.more = found.total >= MOST
    found.partly = bool(rows) and not best
    return found


_ATTRIBUTES = [
    each.attname for each in SearchEntry._meta.concrete_fields if each.column in _COLUMNS
]
