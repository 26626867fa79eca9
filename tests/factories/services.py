"""Places that people choose, guides with what belongs to them, journeys and questions."""

from services.models import (
    Answer,
    Apartment,
    Case,
    Deadline,
    Guide,
    Hospital,
    Journey,
    JourneyStep,
    Outcome,
    Paper,
    Question,
    QuestionSet,
    School,
    Step,
)
from tests.factories.making import maker, names, numbers
from tests.factories.portal import make_fact


@maker
def make_apartment(**fields) -> Apartment:
    n = next(numbers)
    defaults = names("apartment", n) | {"apartment_kind": "talent_apartment"}
    return Apartment.objects.create(**defaults | fields)


@maker
def make_school(**fields) -> School:
    n = next(numbers)
    return School.objects.create(**names("school", n) | fields)


@maker
def make_hospital(**fields) -> Hospital:
    n = next(numbers)
    defaults = names("hospital", n) | {"hospital_kind": "clinic"}
    return Hospital.objects.create(**defaults | fields)


@maker
def make_guide(**fields) -> Guide:
    n = next(numbers)
    defaults = {
        "slug": f"guide-{n}",
        "topic": "residence",
        "title_en": f"Guide {n}",
        "title_zh_hans": f"指南{n}",
        "summary_en": "What to do.",
        "summary_zh_hans": "怎么办。",
        "who_en": "Everybody.",
        "who_zh_hans": "所有人。",
    }
    return Guide.objects.create(**defaults | fields)


@maker
def make_step(*, guide: Guide, **fields) -> Step:
    defaults = {
        "title_en": "Go",
        "title_zh_hans": "去",
        "body_en": "Go.",
        "body_zh_hans": "去。",
    }
    return Step.objects.create(guide=guide, **defaults | fields)


@maker
def make_paper(*, guide: Guide, **fields) -> Paper:
    return Paper.objects.create(
        guide=guide, **{"name_en": "Passport", "name_zh_hans": "护照"} | fields
    )


@maker
def make_deadline(*, guide: Guide, **fields) -> Deadline:
    """Make a firm deadline for everybody: within a day of moving in."""
    n = next(numbers)
    defaults = {
        "slug": f"deadline-{n}",
        "title_en": f"Deadline {n}",
        "title_zh_hans": f"期限{n}",
        "clock": "moved_in",
        "direction": "within",
        "firm": True,
    }
    length = {"number": fields.pop("amount", 24), "unit": fields.pop("unit", "hours")}
    if "fact" not in fields:
        fields["fact"] = make_fact(values=[length])
    return Deadline.objects.create(guide=guide, **defaults | fields)


@maker
def make_journey(*, steps=(), **fields) -> Journey:
    """Make a journey; its steps are guides, or titles of what no guide explains."""
    n = next(numbers)
    defaults = {
        "slug": f"journey-{n}",
        "title_en": f"Journey {n}",
        "title_zh_hans": f"流程{n}",
        "summary_en": f"About journey {n}.",
        "summary_zh_hans": f"简介{n}。",
        "who_en": "Everybody.",
        "who_zh_hans": "所有人。",
    }
    journey = Journey.objects.create(**defaults | fields)
    for number, step in enumerate(steps, start=1):
        guide = step if isinstance(step, Guide) else None
        title = guide.title_en if guide else step
        JourneyStep.objects.create(
            journey=journey, key=f"step-{number}", sort_order=number, guide=guide,
            title_en=title, title_zh_hans=f"第{number}步",
        )  # fmt: skip
    return journey


@maker
def make_question_set(*, guides=(), **fields) -> QuestionSet:
    """Make a set that asks whether one comes to work and, if so, for how many months: under
    3 or none are "visit", from 3 on "stay". The outcome "stay" names the guides."""
    n = next(numbers)
    defaults = {
        "slug": f"questions-{n}",
        "title_en": f"Questions {n}",
        "title_zh_hans": f"问题组{n}",
        "summary_en": "Which one?",
        "summary_zh_hans": "哪一种？",
        "not_covered_en": "The rest.",
        "not_covered_zh_hans": "其他情况。",
    }
    made = QuestionSet.objects.create(**defaults | fields)
    asked = (
        ("work", "yes_no", "Do you work?", "您工作吗？"),
        ("months", "number", "How long?", "多久？"),
    )
    for place, (slug, kind, english, chinese) in enumerate(asked):
        Question.objects.create(
            question_set=made, slug=slug, kind=kind, text_en=english, text_zh_hans=chinese,
            sort_order=place,
        )  # fmt: skip
    ways = (("work", "yes", None, None, "months"), ("work", "no", None, None, "visit"),
            ("months", "few", 0, 3, "visit"), ("months", "many", 3, None, "stay"))  # fmt: skip
    for place, (question, slug, low, high, goes_to) in enumerate(ways):
        Answer.objects.create(
            question_set=made, question=question, slug=slug, low=low, high=high,
            goes_to=goes_to, sort_order=place,
        )  # fmt: skip
    for slug, english, chinese in (
        ("visit", "Visit", "短期来访"),
        ("stay", "Stay", "长期居留"),
    ):
        Outcome.objects.create(
            question_set=made, slug=slug, title_en=english, title_zh_hans=chinese,
            text_en=f"**{english}**.", text_zh_hans=f"**{chinese}**。",
            guides=[guide.slug for guide in guides] if slug == "stay" else [],
        )  # fmt: skip
    Case.objects.create(question_set=made, given="yes 3", outcome="stay")
    return made
