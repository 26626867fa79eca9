"""Which day of a plan is spoken of when, and what has changed since it was last told."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal.base.languages import CODES, current, join, other
from portal.facts.models import Period
from services.guides.models import Deadline, Guide
from services.plan.agenda import Card, cards
from services.plan.answers import Answers
from services.plan.lines import Line, written

# Days before a permit ends, and before a day that the law or an authority sets.
BEFORE_PERMIT_ENDS = (90, 45, 30)
BEFORE_FIRM = (3,)


@dataclass(frozen=True, kw_only=True)
class Move:
    """A line whose day is another one now."""

    line: Line
    before: dt.date
    # The period that led to the day before, as a sentence.
    period_before: str = ""

    @property
    def date_before(self) -> str:
        """The day before, as letters write it."""
        return written(self.before)

    @property
    def is_by_rule(self) -> bool:
        """Whether another period has moved it; else holidays have, or who it binds."""
        return self.period_before != self.line.period


@dataclass(frozen=True, kw_only=True)
class Gone:
    """A line that is in the plan no longer, as its reader knew it."""

    day: dt.date
    title: str
    second: str
    who: str

    @property
    def date(self) -> str:
        """The day as letters write it."""
        return written(self.day)


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What the portal has changed in a plan."""

    added: list[Line]
    moved: list[Move]
    gone: list[Gone]

    def __bool__(self):
        return bool(self.added or self.moved or self.gone)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a letter says of one thing on one day: for whom; its guide with papers and place,
    if it has one; of a permit that ends, what has to be done before."""

    card: Card
    guide: Guide | None
    first: list[Line]

    @property
    def line(self) -> Line:
        """What is the same for everybody whom it is for."""
        return self.card.line

    @property
    def who(self) -> str:
        """Everybody whom it is for."""
        return join(line.who for line in self.card.lines)

    @property
    def title_and_who(self) -> str:
        return replace(self.line, who=self.who).title_and_who


def days_of(line: Line) -> list[dt.date]:
    """The days on which somebody is reminded of a line."""
    if line.is_done:
        return []
    if line.is_end_of_permit:
        return [line.day - dt.timedelta(days=days) for days in BEFORE_PERMIT_ENDS]
    if line.is_firm:
        return [(line.go_by or line.day) - dt.timedelta(days=days) for days in BEFORE_FIRM]
    return []


def due(lines: Iterable[Line], *, after: dt.date, until: dt.date) -> list[Line]:
    """What is to be told of on the days after one day, up to another, if it is not past."""
    return [
        line
        for line in lines
        if line.day >= until and any(after < day <= until for day in days_of(line))
    ]


def notices(
    due: Iterable[Line], told: Iterable[Line], guides: dict[str, Guide]
) -> list[Notice]:
    """Gather what a letter says of what is due, out of the whole plan."""
    told = list(told)
    return [
        Notice(
            card=card,
            guide=guides.get(card.line.guide.slug) if card.line.guide else None,
            first=[line for line in told if any(_leads_to(line, end) for end in card.lines)],
        )
        for card in cards(due)
    ]


def _leads_to(line: Line, end: Line) -> bool:
    """Whether it has to be done for the permit that ends then, and is not done yet."""
    is_of_permit = line.deadline and line.deadline.clock == Deadline.Clock.PERMIT_ENDS
    is_of_both = end.is_end_of_permit and bool(is_of_permit) and line.who == end.who
    return is_of_both and not line.is_done


def are_left(lines: Iterable[Line], *, after: dt.date) -> bool:
    """Whether anything will be told of after a day."""
    return any(day > after for line in lines for day in days_of(line))


def known(lines: Iterable[Line]) -> dict[str, list]:
    """What a reader knows of the lines that are reckoned: plain data, to be kept.

    The titles are kept too: a deadline that is taken away has none to ask for.
    """
    return {
        line.key: [line.day.isoformat(), *line.rule, *line.deadline.titles]
        for line in lines
        if line.rule
    }


def changes(
    lines: Iterable[Line], told: dict[str, list], answers: Answers, today: dt.date
) -> Changes:
    """What is otherwise than its reader knows, though they have told nothing new.

    What is done or past is nothing to write of.
    """
    reckoned = {line.key: line for line in lines if line.rule}
    open_lines = [line for line in reckoned.values() if not line.is_done]
    missing = [
        _gone(key, told[key], answers) for key in told.keys() - reckoned.keys() - answers.done
    ]
    return Changes(
        added=[line for line in open_lines if line.key not in told and line.day >= today],
        moved=list(filter(None, (_move(line, told.get(line.key)) for line in open_lines))),
        gone=sorted(
            (gone for gone in missing if gone.day >= today),
            key=lambda gone: (gone.day, gone.title, gone.who),
        ),
    )


def _move(line: Line, known: list | None) -> Move | None:
    if known is None or known[0] == line.day.isoformat():
        return None
    day, amount, unit, *_titles = known
    period = line.deadline.said(Period(amount, unit))
    return Move(line=line, before=dt.date.fromisoformat(day), period_before=period)


def _gone(key: str, known: list, answers: Answers) -> Gone:
    day, _amount, _unit, *titles = known
    title = dict(zip(CODES, titles, strict=True))
    who = next((each.name for each in answers.people if key.endswith(f".{each.key}")), "")
    names = {"title": title[current()], "second": title[other()], "who": who}
    return Gone(day=dt.date.fromisoformat(day), **names)
