"""What somebody tells of their move, in one normal form; it lives in an address.

Dates and choices, and lines of one's own; nobody's name and no number of a document.
"""

import datetime as dt
import re
import secrets
import zlib
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from services.guides.models import Deadline

MOST_RELATIVES = 6
MOST_OWN = 20
MOST_DONE = 200
LONGEST_OWN = 80
FIRST_YEAR, LAST_YEAR = 2015, 2060
YOU = "you"


class Route(models.TextChoices):
    """What somebody comes to Beijing for; deadlines bind some of them."""

    WORK = Deadline.AppliesTo.WORK.value, pgettext_lazy("what one comes for", "To work")
    FAMILY = (
        Deadline.AppliesTo.FAMILY.value,
        pgettext_lazy("what one comes for", "To live with family"),
    )
    STUDY = Deadline.AppliesTo.STUDY.value, pgettext_lazy("what one comes for", "To study")
    VISIT = "visit", pgettext_lazy("what one comes for", "For a short stay")


class Relation(models.TextChoices):
    """Who comes along."""

    SPOUSE = "spouse", gettext_lazy("Husband or wife")
    CHILD = "child", gettext_lazy("Child under 18")
    PARENT = "parent", gettext_lazy("Parent or parent-in-law")


# As the plan calls them, to their face.
RELATIVES = {
    Relation.SPOUSE: gettext_lazy("Your husband or wife"),
    Relation.CHILD: gettext_lazy("Your child"),
    Relation.PARENT: gettext_lazy("Your parent"),
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """One line of the plan, with the days that its clocks start from."""

    key: str
    route: str
    relation: str = ""
    age: int | None = None
    entered: dt.date | None = None
    moved_in: dt.date | None = None
    job_starts: dt.date | None = None
    job_ends: dt.date | None = None
    changed: dt.date | None = None
    leaves: dt.date | None = None
    permit_ends: dt.date | None = None

    @property
    def name(self) -> str:
        """What the plan calls them."""
        if not self.relation:
            return _("You")
        name = str(RELATIVES[self.relation])
        if self.age is None:
            return name
        return _("%(who)s, %(age)d") % {"who": name, "age": self.age}

    def start_of(self, clock: str) -> dt.date | None:
        """Return the day that a clock starts; none where it is not known."""
        return getattr(self, CLOCKS[clock])

    def is_gone_by(self, day: dt.date) -> bool:
        """Whether they have left Beijing before a day."""
        return self.leaves is not None and self.leaves < day

    def is_between(self, youngest: int | None, oldest: int | None) -> bool:
        """Whether somebody may be of these ages; of a child without an age, under 18."""
        age = self.age
        if age is None:
            return not (self.relation == Relation.CHILD and (youngest or 0) >= 18)
        return (youngest or 0) <= age <= (oldest if oldest is not None else age)


# Each clock of a deadline, and the day of a person that starts it.
CLOCKS = {
    Deadline.Clock.ENTERED_CHINA: "entered",
    Deadline.Clock.MOVED_IN: "moved_in",
    Deadline.Clock.CIRCUMSTANCES_CHANGED: "changed",
    Deadline.Clock.PERMIT_ENDS: "permit_ends",
    Deadline.Clock.JOB_ENDS: "job_ends",
}
OWN_DAYS = (
    "entered", "moved_in", "job_starts", "job_ends", "changed", "leaves", "permit_ends",
)  # fmt: skip
RELATIVES_DAYS = ("entered", "permit_ends")


@dataclass(frozen=True)
class OwnLine:
    """A line that somebody has added to their plan."""

    day: dt.date
    text: str

    @property
    def key(self) -> str:
        """Its name in the plan, made of what it says."""
        return f"own.{zlib.crc32(f'{self.day} {self.text}'.encode()):08x}"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Everything that is told; whatever is no answer is not there."""

    # Tells plans apart in one calendar; it says nothing.
    key: str = ""
    community: str = ""
    you: Person = field(default_factory=lambda: Person(key=YOU, route=Route.WORK))
    relatives: tuple[Person, ...] = ()
    pet: bool = False
    licence: bool = False
    own: tuple[OwnLine, ...] = ()
    done: frozenset[str] = frozenset()

    @classmethod
    def given(cls, parameters: QueryDict) -> "Answers":
        """Read the parameters of an address; what cannot be read is left out."""
        you = Person(
            key=YOU,
            route=_choice(parameters.get("route", ""), Route, Route.WORK),
            **{name: _day(parameters.get(name, "")) for name in OWN_DAYS},
        )
        relatives = [_relative(parameters, n) for n in range(1, MOST_RELATIVES + 1)]
        own = [_own(text) for text in parameters.getlist("own")[:MOST_OWN]]
        return cls(
            key=_matching(r"[0-9a-f]{8}", parameters.get("key", "")),
            community=_matching(r"[-\w]{1,120}", parameters.get("community", "")),
            you=you,
            relatives=tuple(filter(None, relatives)),
            pet="pet" in parameters,
            licence="licence" in parameters,
            own=tuple(filter(None, own)),
            done=_done(parameters.get("done", "")),
        )

    @classmethod
    def read(cls, text: str) -> "Answers":
        """Read what `query` wrote."""
        return cls.given(QueryDict(text))

    def query(self) -> str:
        """Write it as the query of an address."""
        return urlencode(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of everything that is told."""
        told = [("key", self.key), ("community", self.community), ("route", self.you.route)]
        told += [(name, _iso(getattr(self.you, name))) for name in OWN_DAYS]
        for each in self.relatives:
            age = "" if each.age is None else str(each.age)
            told += [(f"{each.key}-relation", each.relation), (f"{each.key}-age", age)]
            told += [(f"{each.key}-{n}", _iso(getattr(each, n))) for n in RELATIVES_DAYS]
        told += [(name, "1" if getattr(self, name) else "") for name in ("pet", "licence")]
        told += [("own", f"{line.day.isoformat()}~{line.text}") for line in self.own]
        told.append(("done", "~".join(sorted(self.done))))
        return [pair for pair in told if pair[1]]

    @property
    def people(self) -> list[Person]:
        """Everybody with the days that count for them.

        Who comes along without a day of their own arrives with you; who arrives into a home
        that you have moved into already moves in on that day.
        """
        return [self.you, *map(self._beside_you, self.relatives)]

    def _beside_you(self, relative: Person) -> Person:
        entered, home = relative.entered or self.you.entered, self.you.moved_in
        return replace(
            relative,
            entered=entered,
            moved_in=max(entered, home) if entered and home else home,
            job_ends=self.you.job_ends,
            leaves=self.you.leaves,
        )

    @property
    def is_arriving(self) -> bool:
        """Whether they begin a life here."""
        return any((self.you.entered, self.you.moved_in, self.you.job_starts))

    @property
    def is_ending(self) -> bool:
        """Whether they have told of an end or a change alone."""
        ends = self.you.job_ends, self.you.changed, self.you.leaves
        return any(ends) and not self.is_arriving

    @property
    def is_dated(self) -> bool:
        """Whether any day is known that a plan could start from."""
        days = [getattr(person, name) for person in self.people for name in OWN_DAYS]
        return any(days) or bool(self.own)

    def with_key(self) -> "Answers":
        """Return the same under a key, a new one if it has none."""
        return self if self.key else replace(self, key=secrets.token_hex(4))

    def changed(self, pressed: QueryDict) -> "Answers":
        """Return what a button of the plan makes of them: `tick` or `remove`, and a line."""
        if _KEY.fullmatch(key := pressed.get("tick", "")):
            return self.ticked(key)
        return self.without(pressed.get("remove", ""))

    def without(self, key: str) -> "Answers":
        """Return the same without one line of one's own."""
        own = tuple(line for line in self.own if line.key != key)
        return replace(self, own=own, done=self.done - {key})

    def ticked(self, key: str) -> "Answers":
        """Return the same with one thing done, or no longer done."""
        return replace(self, done=self.done ^ {key})


# Signs that nobody sees, and over which a calendar may refuse the whole plan.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_KEY = re.compile(r"[-\w]{1,60}\.[a-z0-9]{1,10}", re.ASCII)


def _matching(pattern: str, text: str) -> str:
    return text if re.fullmatch(pattern, text, re.ASCII) else ""


def _choice(value: str, choices: type[models.TextChoices], otherwise: str) -> str:
    return value if value in choices.values else otherwise


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _relative(parameters: QueryDict, number: int) -> Person | None:
    prefix = f"p{number}"
    relation = _choice(parameters.get(f"{prefix}-relation", ""), Relation, "")
    if not relation:
        return None
    age = _matching(r"\d{1,3}", parameters.get(f"{prefix}-age", ""))
    return Person(
        key=prefix,
        route=Route.FAMILY,
        relation=relation,
        age=int(age) if age and int(age) <= 120 else None,
        **{name: _day(parameters.get(f"{prefix}-{name}", "")) for name in RELATIVES_DAYS},
    )


def _done(text: str) -> frozenset[str]:
    keys = text.split("~", MOST_DONE)[:MOST_DONE]
    return frozenset(key for key in keys if _KEY.fullmatch(key))


def _own(text: str) -> OwnLine | None:
    day, _sign, words = text.partition("~")
    words = " ".join(_CONTROL.sub(" ", words).split())[:LONGEST_OWN]
    known = _day(day)
    return OwnLine(known, words) if known and words else None
