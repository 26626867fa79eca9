"""A plan as its page shows it: what is late, the next three things, then the time after that.

Pure, like the lines that it sorts.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from services.plan.lines import Line

# How many things to come are shown in full.
NEXT = 3
WEEK, MONTH = dt.timedelta(days=7), dt.timedelta(days=30)


@dataclass(frozen=True)
class Card:
    """One thing on one day, with a line for everybody whose turn it is."""

    lines: tuple[Line, ...]

    @property
    def line(self) -> Line:
        """What is the same for all of them."""
        return self.lines[0]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Cards below one heading."""

    name: str
    title: str
    cards: tuple[Card, ...]
    # Whether each card shows everything at once.
    is_open: bool = False
    # Whether all of it is put away below its heading.
    is_folded: bool = False

    @property
    def number(self) -> int:
        return sum(len(card.lines) for card in self.cards)


def groups(told: Iterable[Line], today: dt.date) -> list[Group]:
    """Sort lines that are in the order of their days."""
    told = list(told)
    done = [line for line in told if line.is_done]
    left = [line for line in told if not line.is_done]
    late = [line for line in left if line.is_overdue(today)]
    past = [line for line in left if line.day < today and line not in late]
    to_come = cards(line for line in left if line.day >= today)
    following = _following(to_come)
    found = [
        Group(name="late", title=_("Overdue"), cards=cards(late), is_open=True),
        Group(name="next", title=_("What comes next"), cards=to_come[:following], is_open=True),
        *_by_time(to_come[following:], today),
        Group(name="past", title=_("Past"), cards=cards(past), is_folded=True),
        Group(name="done", title=_("Done"), cards=cards(done), is_folded=True),
    ]
    return [group for group in found if group.cards]


def cards(lines: Iterable[Line]) -> tuple[Card, ...]:
    """Put together what several people have to do on one day."""
    together: dict[tuple, list[Line]] = {}
    for line in lines:
        together.setdefault((line.day, line.key if line.is_own else line.what), []).append(line)
    return tuple(Card(tuple(same)) for same in together.values())


def _following(to_come: tuple[Card, ...]) -> int:
    """Count the cards up to the last that is shown in full: no day counts on which there
    is nothing to do."""
    to_do = [n for n, card in enumerate(to_come, start=1) if card.line.is_to_do]
    return to_do[NEXT - 1] if len(to_do) >= NEXT else len(to_come)


def _by_time(to_come: Iterable[Card], today: dt.date) -> list[Group]:
    times = groupby(to_come, lambda card: _time(card.line.day, today))
    return [
        Group(name=name, title=title, cards=tuple(of_time)) for (name, title), of_time in times
    ]


def _time(day: dt.date, today: dt.date) -> tuple[str, str]:
    """Name the time in which a day lies: by itself while it is near, else by its month."""
    if day <= today + WEEK:
        return "week", _("In the next 7 days")
    if day <= today + MONTH:
        return "month", _("In the next 30 days")
    return f"m{day:%Y-%m}", date_format(day, "YEAR_MONTH_FORMAT")
