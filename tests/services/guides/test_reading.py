"""Reading a guide: words explained where they come first, and both languages at once."""

import pytest
from bs4 import BeautifulSoup

from portal.base import markdown
from services.guides.both import ruby
from services.guides.models import Term
from services.guides.words import Words
from tests.factories import make_deadline, make_guide, make_paper, make_step

pytestmark = pytest.mark.django_db


def term(english: str, chinese: str, **fields) -> Term:
    defaults = {"term_en": english, "term_zh_hans": chinese, "pinyin": "x", "note_en": "N"}
    return Term(**defaults | fields)


HUKOU = term("household registration (hukou)", "户口")
VISA, FREE = term("visa", "签证"), term("visa-free entry", "免签")


def marked(language: str, *texts: str) -> list[str]:
    """What stands on the buttons of a page that shows these texts."""
    words = Words([HUKOU, VISA, FREE], language)
    html = "".join(words.mark(markdown.render(text)) for text in texts)
    return [button.text for button in BeautifulSoup(html, "html.parser").select("button")]


@pytest.mark.parametrize(
    ("language", "texts", "buttons"),
    [
        ("en", ["A Visa, and a visa again.", "The visas."], ["Visa"]),
        ("en", ["Visa-free entry needs no visa."], ["Visa-free entry", "visa"]),
        ("en", ["Your hukou", "your household registration"], ["hukou"]),
        ("en", ["An advisa, a visa-like stamp"], []),
        ("en", ["[the visa page](https://www.nia.gov.cn/) says **visa**"], ["visa"]),
        ("zh-hans", ["办理签证，签证到期前；免签入境"], ["签证", "免签"]),
    ],
)
def test_a_word_is_marked_where_it_comes_first(language, texts, buttons):
    assert marked(language, *texts) == buttons


def test_marking_changes_no_word_and_no_sign():
    text = 'A visa for < 30 days & "more": <b>visa</b>'
    html = markdown.render(text)

    soup = BeautifulSoup(Words([VISA], "en").mark(html), "html.parser")

    assert soup.text == BeautifulSoup(html, "html.parser").text
    assert [tag.name for tag in soup.find_all()] == ["p", "button"]


def test_a_mark_keeps_to_the_signs_that_must_not_stand_at_the_end_of_a_line():
    html = Words([VISA, FREE], "zh-hans").mark("<p>办理《签证》。免签入境</p>")

    assert [span.text for span in BeautifulSoup(html, "html.parser").select("span")] == [
        "《签证》。"
    ]


def test_every_marked_word_is_explained_once(client):
    guide = make_guide()
    make_step(guide=guide, body_en="Get a visa.", body_zh_hans="办理签证。")
    make_step(guide=guide, body_en="Show the visa.", body_zh_hans="出示签证。")
    Term.objects.bulk_create([term("visa", "签证"), term("deposit", "押金")])

    for address in (guide.get_absolute_url(), f"/zh-hans/guides/{guide.slug}/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        targets = [button["popovertarget"] for button in page.select("button.word")]
        assert targets == [card["id"] for card in page.select("[popover]")] == ["word-visa"]


def in_both(client, guide, query="") -> list[list[str]]:
    answer = client.get(f"/en/guides/{guide.slug}/both/{query}")
    page = BeautifulSoup(answer.content, "html.parser")
    return [
        [part.get_text(" ", strip=True) for part in pair.find_all(recursive=False)]
        for pair in page.select(".both__pair")
    ]


def test_both_languages_stand_paragraph_beside_paragraph(client):
    guide = make_guide(fee_en="Free", fee_zh_hans="免费")
    make_step(
        guide=guide,
        title_en="Go",
        title_zh_hans="前往",
        body_en="One.\n\n- Two\n- Three",
        body_zh_hans="一。\n\n- 二\n- 三",
    )
    make_step(
        guide=guide,
        title_en="Wait",
        title_zh_hans="等候",
        body_en="A.\n\nB.",
        body_zh_hans="甲。",
    )
    make_deadline(guide=guide, clock="moved_in", amount=24, unit="hours")
    make_paper(guide=guide, name_en="Passport", name_zh_hans="护照")

    rows = in_both(client, guide)

    assert ["Free", "免费"] in rows
    first = rows.index(["Go", "前往"])
    assert rows[first : first + 5] == [
        ["Go", "前往"],
        ["One.", "一。"],
        ["Two Three", "二 三"],
        ["Wait", "等候"],
        ["A. B.", "甲。"],  # not equally many paragraphs: the whole beside the whole
    ]
    assert ["Passport", "护照"] in rows
    assert any("24 hours" in here and "24" in there for here, there in rows)


def test_pinyin_stands_above_each_character_on_demand(client):
    guide = make_guide(who_en="All & sundry", who_zh_hans="所有人 & 银行")

    assert ["All & sundry", "所 有 人 & 银 行"] in in_both(client, guide, "?pinyin=1")
    assert ["All & sundry", "所有人 & 银行"] in in_both(client, guide)
    assert ruby("在银行 A") == "<ruby>在<rt>zài</rt>银<rt>yín</rt>行<rt>háng</rt></ruby> A"


def test_a_draft_has_no_page_in_both_languages(client):
    assert client.get(f"/en/guides/{make_guide(live=False).slug}/both/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_both_languages_cost_the_same_however_long(client, django_assert_num_queries, rows):
    guide = make_guide()
    for _each in range(rows):
        make_step(guide=guide)
        make_paper(guide=guide)
        make_deadline(guide=guide)

    with django_assert_num_queries(6):
        client.get(f"/en/guides/{guide.slug}/both/")
