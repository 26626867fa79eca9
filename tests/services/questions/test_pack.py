"""The question sets that the portal opens with: nobody is lost in any of them."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.content.loader import PACK
from portal.facts.texts import names_in
from services.questions import checking
from tests.services.questions.pack import FILES, GUIDES, flow_of

SETS = {path.stem: flow_of(path) for path in FILES}


def test_there_is_a_set_for_each_of_the_five_decisions():
    wanted = ["driving-licence", "pets", "residence-permit", "visa", "work-permit-category"]
    assert list(SETS) == wanted


@pytest.mark.parametrize("slug", SETS)
def test_no_set_has_a_fault_and_every_test_case_holds(slug):
    flow, cases = SETS[slug]
    assert checking.faults(flow, cases, GUIDES) == []


@pytest.mark.parametrize("slug", SETS)
def test_every_outcome_has_a_test_case(slug):
    flow, cases = SETS[slug]
    assert {case.outcome for case in cases} == set(flow.outcomes)


@pytest.mark.parametrize("slug", SETS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_random_walk_ends_in_an_outcome(slug, data):
    flow, _cases = SETS[slug]
    given, walk = [], flow.walk([])
    while flow.is_question(walk.at):
        given.append(data.draw(_answers(flow, walk.at)))
        walk = flow.walk(given)
        assert walk.is_understood
        assert len(given) <= len(flow.questions)
    assert walk.at in flow.outcomes.values()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_fact_that_is_named_is_one(path):
    rows = yaml.safe_load((PACK / "facts.yaml").read_text(encoding="utf-8"))
    known = {row["slug"] for row in rows}

    assert set(names_in(path.read_text(encoding="utf-8"))) - known == set()


def _answers(flow, question):
    if not flow.is_number(question):
        return st.sampled_from([value for value, _words in flow.options(question)])
    most = 999_999_999 if question.most is None else question.most
    low = flow.lowest(question)
    whole = st.integers(low, most) | st.integers(low, min(most, low + 100))
    return whole.map(str)
