"""What is told about a school, in both languages."""

import pytest
from django.utils import translation

from services.schools.facts import facts
from services.schools.models import School

SCHOOL = School(
    stages=["primary", "early_years"],
    age_min=3,
    age_max=18,
    curricula=["ib_dp"],
    languages_of_instruction=["en", "zh"],
    tuition_min=204500,
    tuition_year="2022-2023",
    accepts=["foreign_passport"],
    founded=1980,
    students=1700,
    students_year=2022,
    boarding=False,
)


def told(school: School, language: str) -> dict[str, str]:
    with translation.override(language):
        return {fact.term: str(fact) for fact in facts(school)}


def test_a_school_in_english():
    assert told(SCHOOL, "en") == {
        "Stages": "Early years, Primary",
        "Ages": "3–18 years",
        "Curricula": "IB Diploma",
        "Taught in": "English, Chinese",
        "Fees": "from ¥204,500 a year, school year 2022–2023, over a year ago",
        "Takes": "Foreign passport holders",
        "Boarding": "No",
        "Founded": "1980",
        "Students": "1,700, as of 2022, over a year ago",
    }


def test_a_school_in_chinese():
    assert told(SCHOOL, "zh-hans") == {
        "学段": "学前、小学",
        "招生年龄": "3–18岁",
        "课程体系": "IB 大学预科项目（DP）",
        "教学语言": "英语、中文",
        "学费": "每年¥204,500起（2022–2023学年，已逾一年）",
        "招生对象": "持外国护照的学生",
        "寄宿": "否",
        "创办年份": "1980",
        "在校学生": "1,700（截至2022年，已逾一年）",
    }


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ({"age_min": 6}, "from 6 years"),
        ({"age_max": 11}, "up to 11 years"),
        ({"age_min": 0, "age_max": 3}, "0–3 years"),
    ],
)
def test_ages_with_one_end_say_so(ages, words):
    assert told(School(**ages), "en") == {"Ages": words}


def test_a_school_of_which_nothing_is_stated_says_nothing():
    assert facts(School()) == []
