"""The plan on paper: a page for each counter, and everything together."""

import io
from urllib.parse import urlencode

import pytest
import redis
from pypdf import PdfReader

from tests.factories import make_community, make_deadline, make_guide, make_hospital, make_paper

pytestmark = pytest.mark.django_db
PLAN = "/en/plan/plan.pdf?key=0a1b2c3d&route=visit&moved_in=2027-03-03&community=wangjing"


@pytest.fixture
def registration():
    guide = make_guide(
        slug="registration",
        title_en="Register your address",
        title_zh_hans="办理住宿登记",
        where_en="Police station",
        where_zh_hans="派出所",
    )
    for _each in range(12):
        make_paper(guide=guide)
    make_deadline(guide=guide, title_en="Register", title_zh_hans="登记")
    return guide


def pages(response) -> list[str]:
    reader = PdfReader(io.BytesIO(response.content))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_sheet_for_the_counter_is_one_page_of_chinese_over_english(
    client, registration, language
):
    make_hospital(community=make_community(slug="wangjing"))
    page = (
        client.get(f"/{language}/plan/counter/registration/")
        .content.decode()
        .partition("<article")[2]
    )

    (sheet,) = pages(client.get(f"/{language}/plan/counter/registration.pdf"))

    for chinese, english in (
        ("办理住宿登记", "Register your address"),
        ("我带来了（打勾）", "What I have brought (tick)"),
        ("护照", "Passport"),
        ("还缺", "Still missing"),
        ("派出所", "Police station"),
    ):
        assert f"{chinese} {english}" in sheet
        assert page.index(f'<span lang="zh-Hans">{chinese}</span>') < page.index(english)


def test_a_sheet_of_a_draft_is_not_to_be_had(client):
    make_guide(slug="draft", live=False)

    assert client.get("/en/plan/counter/draft/").status_code == 404
    assert client.get("/en/plan/counter/draft.pdf").status_code == 404


def test_the_pack_holds_days_counters_drivers_and_numbers(client, registration):
    make_community(slug="wangjing", name_zh_hans="望京", address_zh_hans="望京街1号")
    answer = client.get(PLAN)
    first, counter, last = pages(answer)

    assert "Thu 4 March 2027 · Register 登记" in first
    assert "我需要办理 What I need 办理住宿登记 Register your address" in counter
    assert "Show this to the driver" in last
    assert "望京街1号" in last
    assert "12367" in last
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_pack_is_kept_nowhere(client, settings):
    server = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"])

    client.get(PLAN)

    assert not [*server.scan_iter("*paper:sheet:*")]


@pytest.mark.parametrize(
    "words", ["带狗去 🐕", "ดูหมา", "كلب", "\ue000", "a\0b", "e\u0301", "\uffff\x07"]
)
def test_whatever_one_writes_oneself_goes_on_paper(client, words):
    first = pages(client.get(f"{PLAN}&{urlencode({'own': f'2027-03-04~Vet {words} soon'})}"))[0]

    assert "2027 · Vet" in first
    assert "soon" in first
