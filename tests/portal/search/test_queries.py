"""What readers ask and what must come first: the table that the search was tuned with
(queries.yaml), one that was held back until then (held_out.yaml), one that was written
after everyday words had been added (third.yaml), and one of what headings answer (fourth.yaml).
"""

from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from portal.search.finding import find
from portal.search.question import understand
from tests import tables

# A database is made for tests that say that they need one, by themselves too.
# In one process: the questions are asked once for all of these tests.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("search tables")]


def read(name: str) -> list[dict]:
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


TABLE, HELD_OUT, THIRD, FOURTH = map(
    read, ("queries.yaml", "held_out.yaml", "third.yaml", "fourth.yaml")
)


@pytest.fixture(scope="module")
def asked(loaded, django_db_blocker):
    """The first three answers to every question of all tables, from the whole pack."""
    from django.db import transaction  # noqa: PLC0415

    with django_db_blocker.unblock(), transaction.atomic():
        tables.read(loaded / "pack")
        now = timezone.now()
        answers = {}
        for row in TABLE + HELD_OUT + THIRD + FOURTH:
            found = find(understand(str(row["ask"])), now=now)
            answers[row["ask"]] = [str(entry) for entry in found.entries[:3]]
        transaction.set_rollback(True)
    return answers


def test_the_table_is_large_and_half_of_it_was_written_by_reading():
    assert len(TABLE) >= 120
    assert sum(row.get("by") == "reading" for row in TABLE) >= 40


def test_what_is_meant_comes_first_for_nineteen_questions_in_twenty(asked):
    first = [row for row in TABLE if asked[row["ask"]][:1] == _wanted(row)]

    assert len(first) / len(TABLE) >= 0.95


def test_what_is_meant_is_always_among_the_first_three(asked):
    missed = {
        row["ask"]: asked[row["ask"]]
        for row in TABLE
        if not set(_wanted(row)) <= set(asked[row["ask"]])
    }

    assert missed == {}


def test_questions_never_seen_before_are_answered_nearly_as_well(asked):
    first = [row for row in HELD_OUT if asked[row["ask"]][:1] == _wanted(row)]
    among = [row for row in HELD_OUT if row["find"] in asked[row["ask"]]]

    # When first asked, before anything was mended for them: 53 and 59 of the 64.
    assert len(HELD_OUT) >= 40
    assert len(first) / len(HELD_OUT) >= 0.85
    assert len(among) / len(HELD_OUT) >= 0.95


def test_everyday_questions_are_answered_too(asked):
    first = [row for row in THIRD if asked[row["ask"]][:1] == _wanted(row)]
    among = [row for row in THIRD if row["find"] in asked[row["ask"]]]

    # When first asked: 59 and 67 of the 73.
    assert len(THIRD) >= 60
    assert len(first) / len(THIRD) >= 0.8
    assert len(among) / len(THIRD) >= 0.94


def test_what_a_heading_within_a_guide_says_leads_to_the_guide(asked):
    first = [row for row in FOURTH if asked[row["ask"]][:1] == _wanted(row)]
    among = [row for row in FOURTH if row["find"] in asked[row["ask"]]]

    # While headings counted as running text: 38 and 51 of the 54.
    assert len(FOURTH) >= 50
    assert len(first) / len(FOURTH) >= 0.75
    assert len(among) / len(FOURTH) >= 0.98


def _wanted(row: dict) -> list[str]:
    return [row["find"]] if row["find"] else []
