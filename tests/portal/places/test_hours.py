"""When a place is open: moments in Beijing, holidays and make-up workdays among them.

In 2026 the National Day holiday is 1 to 7 October (Thursday to Wednesday); Sunday,
20 September, and Saturday, 10 October, are worked instead.
"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from portal.places import opening
from portal.places.fields import HoursFormField, validate_hours
from portal.places.holidays import known_until
from portal.places.hours import DAY, Schedule, State, parse

OFFICE = "Mo-Fr 08:30-12:00,13:30-17:00"
BAR = "Fr-Sa 20:00-02:00"
AFTER = "Closed now, opens on Thu, 8 October, at 8:30"
MONDAY = "Closed now, opens on Mon, 12 October, at 8:30"
WORKSHOP = f"{OFFICE}; 2026-10-01/2026-10-02 10:00-12:00"


def beijing(text: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("hours", "moment", "said"),
    [
        (OFFICE, "2026-11-26 08:29", "Closed now, opens at 8:30"),
        (OFFICE, "2026-11-26 08:30", "Open now, closes at 12:00"),
        (OFFICE, "2026-11-26 12:00", "Closed now, opens at 13:30"),
        (OFFICE, "2026-11-26 17:00", "Closed now, opens tomorrow at 8:30"),
        (OFFICE, "2026-11-27 18:00", "Closed now, opens on Mon, 30 November, at 8:30"),
        # The first of October is a Thursday and a holiday.
        (OFFICE, "2026-10-01 10:00", "Perhaps open now: ask before you go"),
        (OFFICE, "2026-10-01 07:00", AFTER),
        (f"{OFFICE}; PH off", "2026-10-01 10:00", AFTER),
        (f"{OFFICE}; PH off", "2026-09-30 20:00", AFTER),
        (f"{OFFICE}; PH 09:00-11:00", "2026-10-03 10:00", "Open now, closes at 11:00"),
        # A Saturday that is worked, and a Sunday.
        (OFFICE, "2026-10-10 10:00", "Perhaps open now: ask before you go"),
        (f"{OFFICE}; MW off", "2026-10-10 10:00", MONDAY),
        (f"{OFFICE}; MW 09:00-12:00", "2026-09-20 10:00", "Open now, closes at 12:00"),
        ("Mo-Sa 09:00-17:00", "2026-10-10 10:00", "Open now, closes at 17:00"),
        (OFFICE, "2026-10-17 10:00", "Closed now, opens on Mon, 19 October, at 8:30"),
        # Over midnight, and over the end of a holiday.
        (BAR, "2026-11-28 01:59", "Open now, closes at 2:00"),
        (BAR, "2026-11-28 02:00", "Closed now, opens at 20:00"),
        (BAR, "2026-11-29 01:00", "Open now, closes at 2:00"),
        (f"{BAR}; PH off", "2026-05-09 01:00", "Open now, closes at 2:00"),
        ("Mo-Su 00:00-24:00", "2026-10-01 03:00", "Open day and night"),
        ("Mo-Fr 00:00-24:00", "2026-11-27 23:59", "Open now, closes at 0:00"),
        # A day of its own outweighs all others.
        (f"{OFFICE}; 2026-11-26 off", "2026-11-26 10:00", "Closed now, opens tomorrow at 8:30"),
        (WORKSHOP, "2026-10-02 11:00", "Open now, closes at 12:00"),
        ("2026-11-20 09:00-12:00", "2026-11-26 10:00", "Closed now"),
    ],
)  # fmt: skip
def test_a_moment_in_beijing(hours, moment, said):
    validate_hours(hours)
    now = beijing(moment)

    assert opening.sentence(parse(hours).at(now), now) == said


def test_now_is_told_in_chinese():
    now = beijing("2026-10-01 07:00")

    with translation.override("zh-hans"):
        told = opening.told(parse(OFFICE), now)

    assert told["now"] == "现已关门，10月8日（周四）8:30开门"
    assert told["notes"] == ["今天是法定节假日（国庆节）。", "法定节假日是否开放，未见说明。"]


def test_the_table_names_each_day_and_marks_today():
    schedule = parse(
        "Mo-Fr 08:30-12:00,13:30-17:00; Sa 22:00-02:00; PH off; 2026-12-24/2026-12-26 off"
    )

    told = opening.told(schedule, beijing("2026-11-26 10:00"))

    office = "8:30–12:00, 13:30–17:00"
    assert [(row.label, row.times, row.today) for row in told["rows"]] == [
        ("Mon", office, False),
        ("Tue", office, False),
        ("Wed", office, False),
        ("Thu", office, True),
        ("Fri", office, False),
        ("Sat", "22:00–2:00 the next day", False),
        ("Sun", "Closed", False),
        ("Public holidays", "Closed", False),
        ("24 December 2026 to 26 December 2026", "Closed", False),
    ]


def test_a_page_says_where_the_known_calendar_ends():
    end = known_until()
    noon = beijing(f"{end.isoformat()} 12:00")

    told = opening.told(parse("Mo-Fr 08:00-17:00; PH off"), noon)
    long_before = opening.told(parse("Mo-Fr 08:00-17:00; PH off"), noon - dt.timedelta(days=70))

    assert told["notes"] == [
        f"Public holidays after 31 December {end.year} are not known here yet."
    ]
    assert long_before["notes"] == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("Mo-Fr 8:00-12:00", "Write it as: Mo-Fr 08:00-12:00"),
        ("Mo 08:00-12:00; Tu 08:00-12:00", "Write it as: Mo-Tu 08:00-12:00"),
        ("Mo 08:00-12:00,11:00-13:00", "These times overlap: 08:00-12:00,11:00-13:00"),
        ("Mo 25:00-26:00", "“25:00-26:00” is no time; write 08:00-11:30."),
        ("Mon 08:00-12:00", "“Mon” is no day of the week."),
        ("2026-12-26/2026-12-24 off", "“2026-12-26/2026-12-24” ends before it begins."),
        ("2026-12-24/2026-12-26 off; 2026-12-25 off", "2026-12-25 is named twice."),
    ],
)
def test_what_is_no_hours_is_refused_with_its_reason(wrong, fault):
    with pytest.raises(ValidationError) as refusal:
        validate_hours(wrong)

    assert refusal.value.messages == [fault]


def test_staff_write_hours_as_people_do():
    office = ["8:30-11:30, 13:00–17:00"] * 4
    rows = [*office, "8点到11点半", "22:00—次日2点整", "", "休息", ""]
    special = "2026-12-24 9-12\n\n2026-12-25／2026-12-26　休息"

    assert HoursFormField(required=False).clean([*rows, special]) == (
        "Mo-Th 08:30-11:30,13:00-17:00; Fr 08:00-11:30; Sa 22:00-02:00; PH off; "
        "2026-12-24 09:00-12:00; 2026-12-25/2026-12-26 off"
    )
    assert HoursFormField(required=False).clean([""] * 10) == ""
    assert (
        HoursFormField(required=False).clean(["24小时"] * 7 + [""] * 3) == "Mo-Su 00:00-24:00"
    )


def test_what_the_table_shows_is_what_it_was_given():
    field = HoursFormField(required=False)
    text = "Mo 08:00-12:00; Sa 22:00-02:00; PH 09:00-10:00; MW off; 2026-12-24 off"

    assert field.clean(field.widget.decompress(text)) == text


minutes = st.integers(0, DAY - 1)
spans = st.tuples(minutes, st.integers(1, DAY)).map(lambda pair: ((pair[0], sum(pair)),))


@given(st.lists(spans, min_size=7, max_size=7), st.integers(0, 7 * DAY - 1))
def test_being_open_is_being_within_some_days_hours(days, minute):
    """Two ways to the same answer, in a week without holidays, over every midnight."""
    monday = beijing("2026-11-16 00:00")
    moment = monday + dt.timedelta(minutes=minute)
    expected = any(
        number * DAY + start <= minute + shift < number * DAY + end
        for number, ((start, end),) in enumerate(days)
        for shift in (0, 7 * DAY)
    )

    status = Schedule(tuple(days)).at(moment)

    assert (status.state is State.OPEN) == expected
    if status.until:
        just_before = Schedule(tuple(days)).at(status.until - dt.timedelta(seconds=1))
        at_the_change = Schedule(tuple(days)).at(status.until)
        assert just_before.state == status.state != at_the_change.state
