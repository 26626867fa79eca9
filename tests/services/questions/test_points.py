"""Points of the work permit, worked by hand beside the guide's table, edge by edge."""

from decimal import Decimal

import pytest

from services.questions import points
from tests.services.questions.pack import FILES, flow_of, rules

WORK_PERMIT = next(path for path in FILES if path.stem == "work-permit-category")
# A band holds its lower end, not its upper.
EDGES = [
    ("annual-salary", "0", 0),
    ("annual-salary", "49999.99", 0),
    ("annual-salary", "50000", 5),
    ("annual-salary", "69999", 5),
    ("annual-salary", "70000", 8),
    ("annual-salary", "149999", 8),
    ("annual-salary", "150000", 11),
    ("annual-salary", "249999", 11),
    ("annual-salary", "250000", 14),
    ("annual-salary", "349999", 14),
    ("annual-salary", "350000", 17),
    ("annual-salary", "449999", 17),
    ("annual-salary", "450000", 20),
    ("annual-salary", "999999999", 20),
    ("experience", "0", 0),
    ("experience", "1.99", 0),
    ("experience", "2", 5),
    ("experience", "2.99", 5),
    ("experience", "3", 6),
    ("experience", "16", 19),
    ("experience", "17", 20),
    ("experience", "40", 20),
    ("months-in-china", "2.9", 0),
    ("months-in-china", "3", 5),
    ("months-in-china", "5.9", 5),
    ("months-in-china", "6", 10),
    ("months-in-china", "8.9", 10),
    ("months-in-china", "9", 15),
    ("months-in-china", "12", 15),
    ("age", "17", None),
    ("age", "18", 10),
    ("age", "25", 10),
    ("age", "26", 15),
    ("age", "45", 15),
    ("age", "46", 10),
    ("age", "55", 10),
    ("age", "56", 5),
    ("age", "60", 5),
    ("age", "61", 0),
]
CHOICES = [
    ("education", "doctorate", 20),
    ("education", "master", 15),
    ("education", "bachelor", 10),
    ("education", "none", 0),
    ("chinese", "former-citizen", 5),
    ("chinese", "chinese-degree", 5),
    ("chinese", "hsk5", 5),
    ("chinese", "hsk4", 4),
    ("chinese", "hsk3", 3),
    ("chinese", "hsk2", 2),
    ("chinese", "hsk1", 1),
    ("chinese", "none", 0),
    ("distinction", "patent", 5),
    ("distinction", "none", 0),
]
# Answers after "yes none"; salary, degree, years, months, Chinese, age, distinction: the sum.
PEOPLE = [
    ("450000 doctorate 17 9 hsk5 26 patent", "20 20 20 15 5 15 5", 100, "a-points"),
    ("450000 doctorate 2 9 hsk5 45 patent", "20 20 5 15 5 15 5", 85, "a-points"),
    ("450000 doctorate 2 9 hsk4 45 patent", "20 20 5 15 4 15 5", 84, "b-points"),
    ("449999 doctorate 5 9 hsk5 45 patent", "17 20 8 15 5 15 5", 85, "a-points"),
    ("449999 doctorate 4 9 hsk5 45 patent", "17 20 7 15 5 15 5", 84, "b-points"),
    ("350000 master 10 12 hsk3 35 none", "17 15 13 15 3 15 0", 78, "b-points"),
    ("349999 master 10 12 none 35 none", "14 15 13 15 0 15 0", 72, "b-points"),
    ("250000 bachelor 2 9 none 26 none", "14 10 5 15 0 15 0", 59, "professional"),
    ("250000 bachelor 3 9 none 26 none", "14 10 6 15 0 15 0", 60, "b-points"),
    ("249999 bachelor 6 9 none 26 none", "11 10 9 15 0 15 0", 60, "b-points"),
    ("249999 bachelor 5 9 none 26 none", "11 10 8 15 0 15 0", 59, "professional"),
    ("150000 master 3 9 hsk1 25 none", "11 15 6 15 1 10 0", 58, "professional"),
    ("149999 doctorate 4 8 none 26 none", "8 20 7 10 0 15 0", 60, "b-points"),
    ("70000 doctorate 4 6 none 46 fortune-500", "8 20 7 10 0 10 5", 60, "b-points"),
    ("69999 doctorate 6 6 none 46 fortune-500", "5 20 9 10 0 10 5", 59, "professional"),
    ("50000 none 0 3 none 18 none", "5 0 0 5 0 10 0", 20, "professional"),
    ("49999 none 1 2 none 61 none", "0 0 0 0 0 0 0", 0, "professional"),
    ("350000 doctorate 17 9 hsk5 60 none", "17 20 20 15 5 5 0", 82, "b-points"),
    ("350000 doctorate 17 9 hsk5 61 none", "17 20 20 15 5 0 0", 77, "b-over-60"),
    ("450000 doctorate 17 9 hsk5 61 none", "20 20 20 15 5 0 0", 80, "b-over-60"),
    ("450000 doctorate 17 9 hsk5 61 five-years", "20 20 20 15 5 0 5", 85, "a-points"),
    ("450000 doctorate 17 9 hsk5 56 none", "20 20 20 15 5 5 0", 85, "a-points"),
    ("450000 doctorate 17 9 hsk4 55 none", "20 20 20 15 4 10 0", 89, "a-points"),
    ("300000 bachelor 2.5 8.5 hsk2 25 top-university", "14 10 5 10 2 10 5", 56, "professional"),
]


@pytest.mark.parametrize(("rule", "number", "worth"), EDGES)
def test_a_band_holds_its_lower_end_and_not_its_upper(rule, number, worth):
    assert points.of_number(rules()[rule], Decimal(number)) == worth


@pytest.mark.parametrize(("rule", "choice", "worth"), CHOICES)
def test_a_choice_is_worth_what_the_table_says(rule, choice, worth):
    assert points.of_choice(rules()[rule], choice) == worth


@pytest.mark.parametrize(("given", "worth", "total", "leads_to"), PEOPLE)
def test_people_come_to_the_points_and_the_category_worked_by_hand(
    given, worth, total, leads_to
):
    flow, _cases = flow_of(WORK_PERMIT)

    walk = flow.walk(["yes", "none", *given.split()])

    assert [step.points for step in walk.scored] == [int(each) for each in worth.split()]
    assert (walk.total, walk.at.slug) == (total, leads_to)


def test_under_60_points_another_criterion_leads_to_category_b():
    flow, _cases = flow_of(WORK_PERMIT)
    given = ["yes", "none", "250000", "bachelor", "2", "9", "none", "26", "none"]

    ends = {
        last: flow.walk([*given, last]).at.slug for last in ("degree", "four-times", "none")
    }

    assert ends == {"degree": "b-direct", "four-times": "b-direct", "none": "c"}
