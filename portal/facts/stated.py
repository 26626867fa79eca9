"""How the facts stand on a day: which value holds, what comes next, what is overdue."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.base.languages import current, localized
from portal.base.particulars import Particular
from portal.facts import wording
from portal.facts.models import Fact, FactValue, Period

# Before the name of a fact, where pages also state what is no fact of this kind.
POINTED_AT = "fact-"
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Stated:
    """A fact as it stands on a day. Where none of its values holds, `value` is the last
    that did, or else the first that will."""

    fact: Fact
    value: FactValue
    following: FactValue | None
    day: dt.date

    @property
    def has_ended(self) -> bool:
        """Whether the value holds no more and nothing has taken its place."""
        return self.value.valid_until is not None and self.value.valid_until < self.day

    @property
    def is_to_come(self) -> bool:
        """Whether even its first value does not hold yet."""
        return self.value.valid_from is not None and self.value.valid_from > self.day

    @property
    def plain(self) -> dict | None:
        """What holds, as plain data; None where nothing does."""
        return None if self.has_ended or self.is_to_come else self.value.plain

    @property
    def period(self) -> Period:
        """Its length, for a fact that is a period."""
        return Period(self.value.number, self.value.unit)

    @property
    def is_overdue(self) -> bool:
        """Whether nobody has checked it when somebody should have."""
        return self.day > self.fact.due_on

    @property
    def words(self) -> str:
        """What it says, in the active language, and nothing else."""
        return wording.say(self.value.plain)

    @property
    def with_dates(self) -> str:
        """What it says and, where that matters, until when, what then, or that it is old."""
        parts = {"value": self.words}
        if self.has_ended:
            parts["date"] = wording.day(self.value.valid_until)
            return _("%(value)s (this rule ended on %(date)s: ask what holds now)") % parts
        if self.is_to_come:
            parts["date"] = wording.day(self.value.valid_from)
            return _("%(value)s (from %(date)s)") % parts
        if self.following:
            parts["date"] = wording.day(self.following.valid_from)
            parts["next"] = wording.say(self.following.plain)
            return _("%(value)s (%(next)s from %(date)s)") % parts
        if self.value.valid_until and self.value.valid_until != self.value.date:
            parts["date"] = wording.day(self.value.valid_until)
            return _("%(value)s (until %(date)s)") % parts
        if self.is_overdue:
            parts["date"] = wording.day(self.fact.checked_on)
            return _("%(value)s (last checked on %(date)s)") % parts
        return parts["value"]

    @property
    def particular(self) -> Particular:
        """What a reader points at who finds it wrong."""
        return Particular(
            f"{POINTED_AT}{self.fact.slug}",
            localized(self.fact, "name", current()),
            self.with_dates,
            is_contact=self.fact.kind == Fact.Kind.PHONE,
            sources=self.fact.sources,
            checked_on=self.fact.checked_on,
        )

    @property
    def changes_on(self) -> dt.date | None:
        """The next day on which it is worded otherwise, as far as is known."""
        days = [self.fact.due_on + _ONE_DAY, self.value.valid_from]
        days += [self.value.valid_until + _ONE_DAY] if self.value.valid_until else []
        days += [self.following.valid_from] if self.following else []
        return min((each for each in days if each and each > self.day), default=None)


def stated_on(fact: Fact, day: dt.date) -> Stated:
    """Tell how one fact stands; reads its values, or takes those that were prefetched."""
    return _stated(fact, sorted(fact.values.all(), key=_beginning), day)


def facts_on(day: dt.date) -> dict[str, Stated]:
    """Tell how every fact stands on a day, by its name, in one query."""
    in_order = F("valid_from").asc(nulls_first=True)
    values = FactValue.objects.select_related("fact").order_by("fact", in_order)
    return {
        group[0].fact.slug: _stated(group[0].fact, group, day)
        for group in (list(of) for _key, of in groupby(values, lambda value: value.fact_id))
    }


def _stated(fact: Fact, values: list[FactValue], day: dt.date) -> Stated:
    begun = [value for value in values if _beginning(value) <= day]
    to_come = values[len(begun) :]
    value = begun[-1] if begun else to_come.pop(0)
    return Stated(fact, value, to_come[0] if to_come else None, day)


def _beginning(value: FactValue) -> dt.date:
    return value.valid_from or dt.date.min


def next_change(stated: Iterable[Stated]) -> dt.datetime | None:
    """The midnight in Beijing at which the first of some facts is worded otherwise."""
    days = [each.changes_on for each in stated if each.changes_on]
    if not days:
        return None
    return timezone.make_aware(dt.datetime.combine(min(days), dt.time.min))
