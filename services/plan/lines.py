"""The lines of a plan in words: on the page, on paper, in a calendar and in letters alike."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from portal.base.dates import weekday
from portal.base.languages import current, localized, other
from portal.facts.models import Period, Unit
from portal.places.holidays import name_of
from services.guides.models import Deadline, Guide
from services.plan.answers import Answers, Person
from services.plan.reckoning import Item, binds, reckon

PERMIT_ENDS = gettext_noop("Last day of the permit")
JOB_STARTS = gettext_noop("The job starts")
LEAVES = gettext_noop("You leave Beijing")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing with its day: what, who, until when, and how that was reckoned."""

    key: str
    day: dt.date
    title: str
    second: str = ""
    who: str = ""
    is_own: bool = False
    is_firm: bool = False
    # Something becomes possible on this day; nobody is late for it.
    opens: bool = False
    go_by: dt.date | None = None
    # The period as a sentence; that offices are closed on the day; how it was reckoned.
    period: str = ""
    closed: str = ""
    remarks: tuple[str, ...] = ()
    deadline: Deadline | None = None
    # Its length by the rule that was reckoned with, and since when that holds, if stated.
    rule: Period | None = None
    since: dt.date | None = None
    is_done: bool = False

    @property
    def guide(self) -> Guide | None:
        """The guide that explains it."""
        return self.deadline.guide if self.deadline else None

    @property
    def what(self) -> str:
        """Its name without the person."""
        return self.key.rpartition(".")[0]

    @property
    def notes(self) -> list[str]:
        """What is to be known of the day."""
        return [*filter(None, [self.closed]), *self.remarks]

    @property
    def is_end_of_permit(self) -> bool:
        return self.key.startswith("permit-ends.")

    @property
    def date(self) -> str:
        """The day as letters and calendars write it."""
        return written(self.day)

    def named(self, title: str) -> str:
        """Say with a title whom it is for."""
        if not self.who:
            return title
        return _("%(title)s (%(who)s)") % {"title": title, "who": self.who}

    @property
    def title_and_who(self) -> str:
        """What, and for whom, in the active language."""
        return self.named(self.title)

    @property
    def is_to_do(self) -> bool:
        """Whether there is anything to do; else it is a day to know of."""
        return self.guide is not None or self.is_own

    @property
    def can_be_late(self) -> bool:
        """Whether it has to be done, and by this day."""
        return self.is_to_do and not self.opens

    def is_overdue(self, today: dt.date) -> bool:
        return self.can_be_late and not self.is_done and self.day < today


def written(day: dt.date) -> str:
    """Write a day with its weekday, as the active language does."""
    return _("%(weekday)s %(date)s") % {
        "weekday": weekday(day),
        "date": date_format(day, "DATE_FORMAT"),
    }


def of(answers: Answers, deadlines: Iterable[Deadline]) -> list[Line]:
    """Tell a plan, line by line in the order of the days."""
    told = [_deadline(item, answers) for item in reckon(answers, deadlines)]
    told += [
        _milestone(person)
        for person in answers.people
        if person.permit_ends and not person.is_gone_by(person.permit_ends)
    ]
    own_days = (
        ("job-starts.you", answers.you.job_starts, JOB_STARTS),
        ("leaves.you", answers.you.leaves, LEAVES),
    )
    told += [_plain(key, day, title, answers.you) for key, day, title in own_days if day]
    told += [
        Line(
            key=line.key,
            day=line.day,
            title=line.text,
            is_own=True,
            is_done=line.key in answers.done,
        )
        for line in answers.own
    ]
    return sorted(told, key=lambda line: line.day)


def undated(answers: Answers, deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Return what binds somebody, but starts from a day that nobody has told.

    What begins with an arrival is nothing to those who have told of an end or change alone.
    """
    people = answers.people
    return [
        deadline
        for deadline in deadlines
        if not (answers.is_ending and deadline.clock in Deadline.ON_ARRIVAL)
        and any(binds(deadline, one) and not one.start_of(deadline.clock) for one in people)
        and not any(binds(deadline, one) and one.start_of(deadline.clock) for one in people)
    ]


def _deadline(item: Item, answers: Answers) -> Line:
    deadline, stated = item.deadline, item.deadline.stated_on(item.start)
    return Line(
        key=item.key,
        day=item.day,
        title=localized(deadline, "title", current()),
        second=localized(deadline, "title", other()),
        who=item.person.name,
        is_firm=item.is_firm,
        opens=deadline.opens,
        go_by=item.go_by,
        period=deadline.when_on(item.start),
        closed=_closed(item) if item.go_by else "",
        remarks=tuple(_remarks(item)),
        deadline=deadline,
        rule=stated.period,
        since=stated.value.valid_from,
        is_done=item.key in answers.done,
    )


def _milestone(person: Person) -> Line:
    return _plain(f"permit-ends.{person.key}", person.permit_ends, PERMIT_ENDS, person)


def _plain(key: str, day: dt.date, title: str, person: Person) -> Line:
    with override(other()):
        second = _(title)
    return Line(key=key, day=day, title=_(title), second=second, who=person.name)


def _closed(item: Item) -> str:
    """Say why one cannot go on the day itself, and when to go."""
    days = {"day": written(item.go_by), "holiday": name_of(item.day)}
    if days["holiday"]:
        return _("That day is a public holiday (%(holiday)s). Go by %(day)s.") % days
    return _("Offices are closed that day. Go by %(day)s.") % days


def _remarks(item: Item) -> Iterable[str]:
    """Say how a day was reckoned, where it is not plain."""
    if item.deadline.period_on(item.start).unit == Unit.HOURS:
        yield _("Counted in hours: do it by the same time of day.")
    if item.is_provisional:
        yield _("Worked out without the public holidays that are not announced yet.")
