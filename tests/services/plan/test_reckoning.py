"""Days by which things are due, against tables worked out by hand with a calendar."""

import datetime as dt

import pytest
from django.http import QueryDict

from portal.models import Fact, FactValue
from services.models import Deadline
from services.plan import around, lines, reckoning, reminding
from services.plan.answers import Answers


def deadline(text: str, **fields) -> Deadline:
    """Make a deadline of "within 24 hours moved_in"."""
    direction, amount, unit, clock = text.split()
    return Deadline(
        slug=clock,
        direction=direction,
        fact=Fact(kind="period", values=[FactValue(number=int(amount), unit=unit)]),
        clock=clock,
        **{"firm": True} | fields,
    )


def one(text: str, start: str, **fields) -> reckoning.Item:
    """Reckon a deadline whose clock starts on a day."""
    due = deadline(text, **fields)
    name = {"moved_in": "moved_in", "entered_china": "entered"}.get(due.clock, due.clock)
    name = {"circumstances_changed": "changed"}.get(name, name)
    (item,) = reckoning.reckon(Answers.read(f"route=work&{name}={start}"), [due])
    return item


@pytest.mark.parametrize(
    ("text", "start", "day"),
    [
        # Nobody told the hour: a day later, at the same hour.
        ("within 24 hours moved_in", "2027-03-03", "2027-03-04"),
        ("within 12 hours moved_in", "2027-03-03", "2027-03-03"),
        ("within 36 hours moved_in", "2027-03-03", "2027-03-04"),
        ("before 36 hours moved_in", "2027-03-03", "2027-03-01"),
        # The day itself does not count.
        ("within 7 days entered_china", "2027-03-01", "2027-03-08"),
        ("within 30 days entered_china", "2027-03-01", "2027-03-31"),
        # Across the ends of months: 28, 29 and 31 days.
        ("within 30 days entered_china", "2027-01-31", "2027-03-02"),
        ("within 30 days entered_china", "2028-01-31", "2028-03-01"),
        ("within 30 days entered_china", "2027-12-31", "2028-01-30"),
        ("before 30 days permit_ends", "2028-02-28", "2028-01-29"),
        ("before 90 days permit_ends", "2028-02-28", "2027-11-30"),
        ("before 30 days permit_ends", "2028-03-31", "2028-03-01"),
        # Working days: Mid-autumn 25–27 September, National Day 1–7 October, and Saturday
        # 10 October 2026 is worked for it.
        ("within 10 working_days job_ends", "2026-09-24", "2026-10-15"),
        ("within 1 working_days job_ends", "2026-10-09", "2026-10-10"),
        ("within 1 working_days job_ends", "2026-09-30", "2026-10-08"),
        ("before 3 working_days job_ends", "2026-10-12", "2026-10-08"),
        # No holidays are known for 2027: weekdays alone.
        ("within 10 working_days job_ends", "2027-02-05", "2027-02-19"),
    ],
)
def test_a_day_is_reckoned_as_on_paper(text, start, day):
    assert one(text, start).day == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "start", "go_by"),
    [
        # Monday 5 October 2026 is a holiday, and so are the four days before it.
        ("within 30 days entered_china", "2026-09-05", dt.date(2026, 9, 30)),
        # Saturday 10 October 2026 is worked.
        ("within 30 days entered_china", "2026-09-10", None),
        # A Saturday and a Sunday.
        ("before 30 days permit_ends", "2028-02-28", dt.date(2028, 1, 28)),
        ("within 7 days entered_china", "2027-06-20", dt.date(2027, 6, 25)),
        # A weekday.
        ("within 15 days entered_china", "2027-03-01", None),
        # The police are there on Sundays too, and one cannot go before one has moved in.
        ("within 24 hours moved_in", "2027-03-06", None),
        ("within 1 days entered_china", "2027-03-06", None),
    ],
)
def test_where_offices_are_closed_on_the_day_one_goes_before_it(text, start, go_by):
    item = one(text, start)

    assert item.go_by == go_by
    assert (item.go_by or item.day) <= item.day


@pytest.mark.parametrize(
    ("text", "start", "provisional"),
    [
        ("within 10 working_days job_ends", "2026-12-01", False),
        ("within 10 working_days job_ends", "2026-12-25", True),
        ("before 10 working_days permit_ends", "2027-01-08", True),
        # Calendar days are sure; only the advice to go earlier hangs on holidays.
        ("within 30 days entered_china", "2027-03-01", False),
        ("within 7 days entered_china", "2027-06-20", True),
    ],
)
def test_a_day_that_hangs_on_holidays_not_announced_says_so(text, start, provisional):
    assert one(text, start).is_provisional is provisional


def test_what_opens_makes_nobody_late_and_leads_to_no_earlier_day():
    item = one("before 89 days permit_ends", "2028-02-24", opens=True)

    assert item.day == dt.date(2027, 11, 27)  # a Saturday
    assert (item.is_firm, item.go_by) == (False, None)


def test_a_deadline_is_for_those_whom_it_binds():
    family = (
        "entered=2027-03-01&moved_in=2027-03-03&p1-relation=child&p1-age=17"
        "&p2-relation=spouse&p3-relation=parent&p3-age=71&p4-relation=child"
    )
    adults = deadline("within 7 days entered_china", age_from=18, age_to=70)
    workers = deadline("within 15 days entered_china", applies_to=["work"])
    relatives = deadline("within 30 days entered_china", applies_to=["family_long_stay"])

    def bound(due: Deadline, route: str) -> list[str]:
        answers = Answers.read(f"route={route}&{family}")
        return [item.person.key for item in reckoning.reckon(answers, [due])]

    assert bound(adults, "work") == ["you", "p2"]
    assert bound(workers, "work") == ["you"]
    assert bound(workers, "study_long_stay") == []
    assert bound(relatives, "work") == ["p1", "p2", "p3", "p4"]
    assert bound(relatives, "family_long_stay") == ["you", "p1", "p2", "p3", "p4"]


@pytest.mark.parametrize(
    ("told", "moved_in"),
    [
        # Into a home that is there already: on the day of arrival.
        ("entered=2027-03-01&moved_in=2027-03-03&p1-entered=2027-06-20", "2027-06-20"),
        # Together with you, or some days before you have a home: when you move in.
        ("entered=2027-03-01&moved_in=2027-03-03", "2027-03-03"),
        ("moved_in=2027-03-03&p1-entered=2027-03-02", "2027-03-03"),
    ],
)
def test_a_relative_moves_in_when_there_is_a_home(told, moved_in):
    _you, relative = Answers.read(f"p1-relation=spouse&{told}").people

    assert relative.moved_in == dt.date.fromisoformat(moved_in)


def test_answers_that_cannot_be_read_are_left_out():
    answers = Answers.read(
        "route=king&entered=2027-02-30&moved_in=0001-01-01&permit_ends=x&key=../../a"
        "&community=<b>&p1-relation=aunt&p2-relation=child&p2-age=999&p9-relation=child"
        "&own=soon~Pack&own=2027-03-01~&done=a.b~..~<script>"
    )

    assert (answers.key, answers.community, answers.you.route) == ("", "", "work")
    assert not answers.is_dated
    assert [(each.key, each.age) for each in answers.relatives] == [("p2", None)]
    assert (answers.own, answers.done) == ((), {"a.b"})


def test_a_line_of_ones_own_is_one_line_without_signs_that_nobody_sees():
    answers = Answers.read(
        "own=2027-03-05~Buy%0d%0aBEGIN:VEVENT%00%07 a bed&own=2027-03-06~%00"
    )

    assert [line.text for line in answers.own] == ["Buy BEGIN:VEVENT a bed"]


def test_answers_come_back_as_they_were_written():
    told = (
        "key=0a1b2c3d&community=wangjing&route=work&entered=2027-03-01&moved_in=2027-03-03"
        "&permit_ends=2028-02-28&p2-relation=child&p2-age=0&p2-entered=2027-06-20&pet=1"
        "&own=2027-03-05~Kauf+%26+mehr&done=medical-check.you~own.00000001"
    )
    answers = Answers.read(told)

    assert Answers.read(answers.query()) == answers
    assert QueryDict(answers.query()).dict() == QueryDict(told).dict()


def test_no_clock_starts_for_anybody_after_the_day_on_which_they_leave():
    told = "job_ends=2027-06-30&leaves=2027-07-15&p1-relation=spouse&p1-permit_ends=2028-02-28"
    rules = [
        deadline("within 10 days job_ends"),
        deadline("within 30 days entered_china"),
        deadline("before 30 days permit_ends"),
    ]

    leaving = Answers.read(f"{told}&permit_ends=2027-07-15")

    assert [(item.key, str(item.day)) for item in reckoning.reckon(leaving, rules)] == [
        ("permit_ends.you", "2027-06-15"),
        ("job_ends.you", "2027-07-10"),
        ("job_ends.p1", "2027-07-10"),
    ]
    assert [each.slug for each in lines.undated(leaving, rules)] == []
    assert [each.slug for each in lines.undated(Answers.read(""), rules[:2])] == [
        "job_ends",
        "entered_china",
    ]


@pytest.mark.parametrize(
    ("told", "errands"),
    [
        ("route=visit&entered=2027-03-01&licence=1", ["driving-licence"]),
        ("permit_ends=2028-02-28&pet=1", ["bringing-pets"]),  # who lives here already
        ("job_ends=2027-06-30&p1-relation=child&p1-age=8", ["choosing-a-school"]),
        ("leaves=2027-07-15&pet=1&licence=1&p1-relation=child", []),
    ],
)
def test_a_newcomers_errands_are_for_newcomers(told, errands):
    assert around.errands(Answers.read(told)) == errands


def test_what_is_in_a_plan_no_longer_is_told_in_the_order_of_its_days():
    days = [f"2027-03-{day:02}" for day in range(1, 20)]
    told = {f"{day}.you": [day, 1, "days", day, day] for day in reversed(days)}
    plan, today = Answers.read("route=work&entered=2027-02-20"), dt.date(2027, 3, 2)

    changes = reminding.changes([], told, plan, today)

    assert [gone.title for gone in changes.gone] == days[1:]
