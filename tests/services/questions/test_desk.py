"""Staff try a draft; what would leave a reader lost is not published, and named."""

import datetime as dt

import pytest
from wagtail.users.models import UserProfile

from portal.base.rights import Role
from portal.models import FactValue
from services.models import QuestionSet
from tests.factories import make_colleague, make_fact, make_question_set
from tests.portal.desk.forms import answer, filled, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def question_set():
    return make_question_set()


@pytest.fixture
def office(client, settings):
    """A browser of the city office, in Chinese."""
    settings.DESK_SECOND_FACTOR = False
    user = make_colleague(Role.CITY_OFFICE)
    UserProfile.objects.create(user=user, preferred_language="zh-hans")
    client.force_login(user)
    return client


def at(question_set, view="edit", query=""):
    return f"/desk/questions/{view}/{question_set.pk}/{query}"


def publish(office, question_set, **changes):
    """Change rows in the form, press publish, and say that the meaning did not change."""
    form = filled(office.get(at(question_set)), **changes) | {"action-publish": "1"}
    response = office.post(at(question_set), form)
    return answer(office, response)


def test_a_loop_is_refused_and_its_way_named(office, question_set):
    refused = publish(office, question_set, **{"answers-2-goes_to": "work"})

    assert messages(refused)[0].startswith(
        "未发布，否则读者会走不下去。这里会一直绕圈，走不出来：“您工作吗？”（work） →"
        " “多久？”（months） → “您工作吗？”（work）。"
    )
    live = QuestionSet.objects.get()
    assert [each.goes_to for each in live.answers.all()] == ["months", "visit", "visit", "stay"]


def test_a_dead_end_is_refused_and_its_place_named(office, question_set):
    refused = publish(office, question_set, **{"answers-3-goes_to": "nowhere"})

    assert (
        "问题“多久？”（months）的回答“many”走不下去：它通往的“nowhere”" in messages(refused)[0]
    )
    assert "结论“长期居留”（stay）永远走不到。" in messages(refused)[0]


def test_a_failing_test_case_is_refused_and_said(office, question_set):
    refused = publish(office, question_set, **{"answers-2-high": "4", "answers-3-low": "4"})

    assert (
        "测试用例“yes 3”应得出“stay”：结果得出的是“短期来访”（visit）。" in messages(refused)[0]
    )


def test_a_band_ends_with_a_fact_that_is_a_number_and_the_fact_names_it(office, question_set):
    fact = make_fact(slug="stay", values=[{"number": 2, "unit": "days"}])
    make_fact(slug="hall", kind="text", values=[{"text_en": "Hall", "text_zh_hans": "大厅"}])
    rows = {"answers-2-high": "", "answers-3-low": ""}

    form = filled(office.get(at(question_set)), **rows | {"answers-2-through": "hall"})
    refused = office.post(at(question_set), form)
    publish(
        office, question_set, **rows | {"answers-2-through": "stay", "answers-3-above": "stay"}
    )
    fact.values.update(valid_until=dt.date(2099, 12, 31))
    FactValue.objects.create(fact=fact, number=5, unit="days", valid_from=dt.date(2100, 1, 1))
    kept = office.get(f"/desk/facts/edit/{fact.pk}/").text

    assert "没有名为“hall”的数值类信息。" in refused.text
    live = QuestionSet.objects.get()
    assert [(each.low, each.high) for each in live.flow.answers["months"]] == [
        (0, 3),
        (3, None),
    ]
    assert "按2100年1月1日的信息： 测试用例“yes 3”应得出“stay”" in kept
    assert '回答 · <span lang="en">months · few</span>' in kept


def test_what_holds_is_published(office, question_set):
    changes = {"answers-2-high": "4", "answers-3-low": "4", "cases-0-given": "yes 4"}
    publish(office, question_set, **changes)

    assert [each.low for each in QuestionSet.objects.get().answers.all()][-1] == 4


def test_a_draft_is_tried_before_it_is_public(office, question_set):
    form = filled(office.get(at(question_set)), **{"answers-1-goes_to": "work"})
    office.post(at(question_set), form)

    first = office.get(at(question_set, "trial"))
    again = office.get(at(question_set, "trial", "?a=no"))
    result = office.get(at(question_set, "trial", "?a=yes&a=3"))

    assert len(first.context["faults"]) == 1
    assert "这里会一直绕圈，走不出来" in first.text
    assert again.context["asked"].slug == "work"
    assert "长期居留" in result.text
    assert [failure for _case, failure, _way in first.context["cases"]] == [""]
    assert "通过" in first.text
