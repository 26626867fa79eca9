"""The pages of the guides say everything once, in both languages, and nothing too early."""

import json
import re

import pytest
from django.utils import timezone

from services.models import PointsRule, Term
from tests.addresses import address
from tests.factories import make_deadline, make_guide, make_paper, make_step

pytestmark = pytest.mark.django_db


# --- All guides -----------------------------------------------------------------


def test_guides_stand_under_their_topics_in_the_order_of_the_topics(client):
    housing, visa = make_guide(topic="housing"), make_guide(topic="entry_visa")

    topics = client.get(address("guides:index")).context["topics"]

    assert topics == [("entry_visa", [visa]), ("housing", [housing])]


def test_a_newcomer_reads_first_what_is_due_first(client):
    guide = make_guide()
    month = make_deadline(guide=guide, clock="entered_china", amount=30, unit="days")
    day = make_deadline(guide=guide, clock="moved_in", amount=24, unit="hours")
    weeks = make_deadline(guide=guide, clock="entered_china", amount=10, unit="working_days")
    make_deadline(guide=guide, clock="job_ends", amount=1, unit="days")
    make_deadline(guide=guide, clock="entered_china", direction="before")

    response = client.get(address("guides:index"))

    assert response.context["first_steps"] == [day, weeks, month]
    assert "Within 24 hours of moving in" in response.text


def test_a_draft_is_on_no_list_and_has_no_page(client):
    draft = make_guide(live=False, title_en="Not yet")
    make_deadline(guide=draft, clock="moved_in")
    reader = make_guide()
    reader.related.add(draft)
    reader.save()

    assert "Not yet" not in client.get(address("guides:index")).text
    assert client.get(address("guides:detail", slug=draft.slug)).status_code == 404
    assert list(client.get(reader.get_absolute_url()).context["related"]) == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    client, django_assert_num_queries, how_many
):
    for _turn in range(how_many):
        make_deadline(guide=make_guide(), clock="moved_in")

    with django_assert_num_queries(4):
        client.get(address("guides:index"))


# --- One guide ------------------------------------------------------------------


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_guide_costs_the_same_however_long_it_is(client, django_assert_num_queries, how_many):
    guide = make_guide()
    for _turn in range(how_many):
        make_step(guide=guide)
        make_paper(guide=guide)
        make_deadline(guide=guide)
        guide.official_links.create(url="https://a.gov.cn", label_en="A", label_zh_hans="甲")
        guide.related.add(make_guide())
    guide.save()

    with django_assert_num_queries(11):
        client.get(address("guides:detail", slug=guide.slug))


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [("en", "Passport", "护照"), ("zh-hans", "护照", "Passport")],
)
def test_a_paper_can_be_ticked_and_bears_both_its_names(client, language, first, second):
    guide = make_guide()
    make_paper(guide=guide, name_en="Passport", name_zh_hans="护照")

    page = client.get(address("guides:detail", language, slug=guide.slug)).text

    box = re.search(r'<label><input type="checkbox"><span>(.+?)</label>', page)[1]
    assert box.startswith(first)
    assert f">{second}</span>" in box


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        (
            {"clock": "moved_in", "amount": 24, "unit": "hours"},
            "Within 24 hours of moving in",
            "入住后24小时内",
        ),
        (
            {"clock": "entered_china", "amount": 1, "unit": "days"},
            "Within 1 day of entering China",
            "入境后1日内",
        ),
        (
            {"clock": "permit_ends", "direction": "before", "amount": 30, "unit": "days"},
            "30 days before your permit ends",
            "证件到期前30日",
        ),
    ],
)
def test_a_deadline_is_a_whole_sentence_in_each_language(client, fields, english, chinese):
    guide = make_guide()
    make_deadline(guide=guide, **fields)

    assert english in client.get(address("guides:detail", slug=guide.slug)).text
    assert chinese in client.get(address("guides:detail", "zh-hans", slug=guide.slug)).text


def test_a_deadline_says_whether_it_is_firm_and_whom_it_binds(client):
    guide = make_guide()
    make_deadline(guide=guide, firm=False, applies_to=["work"])

    page = client.get(address("guides:detail", slug=guide.slug)).text

    assert "Our advice" in page
    assert "People who work" in page
    assert "Set by law or authority" not in page
    assert "Everybody" not in page.partition("deadline__when")[2].partition("</li></ul>")[0]


def test_what_is_not_stated_is_not_on_the_page(client):
    page = client.get(make_guide().get_absolute_url()).text

    for term in ("Fee", "Authority", "Legal basis", "In force since", "What to bring"):
        assert f">{term}<" not in page


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (None, "None of this guide’s sources is dated"),
        ("2015-12-09", "The newest dated source of this guide is from 9 December 2015."),
    ],
)
def test_an_old_or_undated_guide_says_so_plainly(client, as_of, said):
    guide = make_guide(sources=_source(as_of=as_of))

    assert said in client.get(guide.get_absolute_url()).text


def test_a_recent_guide_warns_of_nothing(client):
    guide = make_guide(sources=_source(as_of=f"{timezone.localdate():%Y-%m}"))

    assert 'class="notice' not in client.get(guide.get_absolute_url()).text


def test_the_facts_of_a_guide_come_before_its_steps(client):
    page = client.get(make_step(guide=make_guide()).guide.get_absolute_url()).text

    headings = re.findall(r'<h2[^>]* id="(glance|steps|sources)"', page)
    assert headings == ["glance", "steps", "sources"]


def test_only_the_guide_to_the_work_permit_shows_the_points(client):
    rule = PointsRule.objects.create(
        slug="age",
        position=1,
        name_en="Age",
        name_zh_hans="年龄",
        maximum=15,
        bands=[{"from": 26, "to": 46, "points": 15}, {"from": 61, "points": 0}],
    )
    permit, other = make_guide(slug="work-permit"), make_guide()

    response = client.get(permit.get_absolute_url())

    assert list(response.context["points"]) == [rule]
    assert rule.lines == [("26 to under 46", "15"), ("61 or more", "0")]
    assert "26 to under 46" in response.text
    assert client.get(other.get_absolute_url()).context["points"] == []


def test_machines_read_the_same_steps_as_people(client):
    guide = make_guide()
    make_step(guide=guide, title_en="Go", body_en="Bring **all** of it.")

    page = client.get(guide.get_absolute_url()).text

    blocks = re.findall(r'<script type="application/ld\+json">(.+?)</script>', page)
    how_to = next(d for d in map(json.loads, blocks) if d["@type"] == "HowTo")
    assert [(s["position"], s["name"], s["url"]) for s in how_to["step"]] == [
        (1, "Go", f"http://testserver{guide.get_absolute_url()}#step-1")
    ]


# --- The glossary ---------------------------------------------------------------


def make_term(english: str, chinese: str, pinyin: str) -> Term:
    return Term.objects.create(
        term_en=english, term_zh_hans=chinese, pinyin=pinyin, note_en="…", note_zh_hans="……"
    )


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("en", [("L", ["landlord"]), ("P", ["Police 110"]), ("V", ["visa"])]),
        ("zh-hans", [("0–9", ["Police 110"]), ("F", ["landlord"]), ("Q", ["visa"])]),
    ],
)
def test_words_stand_where_a_reader_of_the_language_looks(client, language, letters):
    make_term("visa", "签证", "qiānzhèng")
    make_term("Police 110", "110", "110")
    make_term("landlord", "房东", "fángdōng")

    context = client.get(address("guides:glossary", language)).context

    found = [(letter, [term.term_en for term in terms]) for letter, terms in context["letters"]]
    assert found == letters


def test_pinyin_is_marked_as_pinyin(client):
    make_term("visa", "签证", "qiānzhèng")

    page = client.get(address("guides:glossary")).text

    assert '<span lang="zh-Hans">签证</span>' in page
    assert '<i lang="zh-Latn-pinyin">qiānzhèng</i>' in page


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_glossary_costs_the_same_however_long_it_is(
    client, django_assert_num_queries, how_many
):
    for number in range(how_many):
        make_term(f"word {number}", "词", "cí")

    with django_assert_num_queries(1):
        client.get(address("guides:glossary"))


def _source(**fields) -> list:
    value = {
        "title": "Rules",
        "publisher": "Office",
        "url": "",
        "read_on": "2026-11-23",
        "as_of": None,
    }
    return [("source", value | fields)]
