"""Scores: given by the city's office with their evidence, shown only where there are any."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from communities.models import Indicator, Score
from portal.base.rights import Role
from tests.factories import make_colleague, make_community, make_scenario, make_score
from tests.portal.desk.forms import filled

pytestmark = pytest.mark.django_db


def text(client, thing, language="en") -> str:
    path = reverse(thing.url_name, args=[thing.slug]).partition("/")[2].partition("/")[2]
    return " ".join(client.get(f"/{language}/{path}").text.split())


def test_a_page_without_scores_says_nothing_of_any(client):
    assert "of 100" not in text(client, make_scenario())
    assert 'id="scores"' not in text(client, make_community())


def test_both_pages_show_the_newest_score_with_its_evidence(client):
    scenario, here = make_scenario(), make_community()
    for year, points in ((2024, 40), (2025, 65)):
        make_score(
            scenario=scenario, community=here, points=points, scored_on=dt.date(year, 5, 1),
            evidence_en=f"Report of {year}.", evidence_zh_hans=f"{year}年报告。",
        )  # fmt: skip
    make_score(scenario=scenario, community=make_community(live=False), points=99)

    for thing in (scenario, here):
        english, chinese = text(client, thing), text(client, thing, "zh-hans")
        assert "<strong>65 of 100</strong>" in english
        assert "as of 1 May 2025" in english
        assert "Report of 2025." in english
        assert "40 of 100" not in english
        assert "99 of 100" not in english
        assert "2025年报告。" in chinese


def test_an_indicator_is_scored_beside_its_scenario(client):
    scenario = make_scenario()
    indicator = Indicator.objects.create(
        scenario=scenario, code="1.1", name_en="Libraries", name_zh_hans="图书馆", level="minor"
    )
    here = make_community()
    make_score(scenario=scenario, community=here, points=50)
    make_score(scenario=scenario, community=here, indicator=indicator, points=60)

    page = text(client, here)

    assert page.index("50 of 100") < page.index("1.1 Libraries") < page.index("60 of 100")
    with pytest.raises(ValidationError, match="another scenario"):
        Score(scenario=make_scenario(), indicator=indicator).clean()


def test_the_city_office_scores_and_a_community_reads_its_own(client, settings):
    settings.DESK_SECOND_FACTOR = False
    here, scenario = make_community(), make_scenario()
    office, editor = make_colleague(Role.CITY_OFFICE), make_colleague(Role.EDITOR, here)
    make_score()
    add = reverse("wagtailsnippets_communities_score:add")
    client.force_login(office)

    client.post(
        add,
        filled(
            client.get(add), community=here.pk, scenario=scenario.pk, points=80,
            evidence_en="A visit.", evidence_zh_hans="实地走访。", source_title="Minutes",
        ),
    )  # fmt: skip

    score = Score.objects.get(community=here)
    assert (score.points, score.evidence_zh_hans) == (80, "实地走访。")
    client.force_login(editor)
    shown = client.get(reverse("wagtailsnippets_communities_score:list"))
    assert [*shown.context["object_list"]] == [score]
    assert client.get(add).status_code == 404
