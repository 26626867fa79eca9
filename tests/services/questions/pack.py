"""The question sets of the content pack as rows in memory, without a database."""

from functools import cache

import yaml

from portal.content.loader import PACK
from portal.facts.models import Fact, FactValue
from portal.facts.stated import Stated
from services.models import Answer, Case, Outcome, PointsRule, Question
from services.questions.flow import Flow

FILES = sorted((PACK / "questions").glob("*.yaml"))
GUIDES = {path.stem for path in (PACK / "guides").glob("*.yaml")}


@cache
def rules() -> dict[str, PointsRule]:
    rows = yaml.safe_load((PACK / "work_permit_points.yaml").read_text(encoding="utf-8"))
    return {row["slug"]: PointsRule(**row) for row in rows}


@cache
def facts() -> dict[str, Stated]:
    """Each fact of the pack with its first value, as on the day on which it was checked."""
    rows = yaml.safe_load((PACK / "facts.yaml").read_text(encoding="utf-8"))
    stated = {}
    for row in rows:
        fact = Fact(slug=row["slug"], kind=row["kind"], checked_on=row["checked_on"])
        value = FactValue(fact=fact, **row["values"][0])
        stated[fact.slug] = Stated(fact, value, None, row["checked_on"])
    return stated


def flow_of(path) -> tuple[Flow, list[Case]]:
    """Build the flow of a file, and its test cases."""
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    questions = [
        Question(**row | {"rule": rules()[row["rule"]] if "rule" in row else None})
        for row in record["questions"]
    ]
    answers = [Answer(**row).as_stated(facts()) for row in record["answers"]]
    outcomes = [Outcome(**row) for row in record["outcomes"]]
    return Flow(questions, answers, outcomes), [Case(**row) for row in record["cases"]]
