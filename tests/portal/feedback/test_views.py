"""A click, a box, a number, an answer: what readers say and what comes of it."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from communities.models import Remark, Usefulness
from portal.feedback import actions
from portal.models import Message, SearchEntry
from portal.search import index
from tests.factories import make_colleague, make_community, make_fact, make_guide, make_school

pytestmark = pytest.mark.django_db

HERE = "http://testserver"
SOURCE = "https://www.gov.cn/stay"
BOX = "/zh-hans/feedback/schools/first/"
WRONG = {"about": "contact", "text": "电话应为 010-6437 6688", "may_be_told": "on"}


@pytest.fixture(autouse=True)
def school():
    names = {"name_en": "First School", "name_zh_hans": "第一学校"}
    school = make_school(slug="first", community=make_community(), **names)
    index.refresh(school)
    return school


def remark(client, **fields) -> Remark:
    answer = client.post(BOX, WRONG | fields)
    assert answer.status_code == 303
    return Remark.objects.order_by("-pk").first()


def test_one_click_counts_once_a_day_for_the_version_that_was_read(client, school):
    useful = f"{BOX}useful/"

    for _again in "12":
        thanks = client.post(useful, {"useful": "yes"}, headers={"Origin": HERE})
    no = client.post(
        useful, {"useful": "no"}, headers={"Origin": HERE}, REMOTE_ADDR="192.0.2.7"
    )

    assert (thanks.status_code, thanks.url) == (303, f"{BOX}thanks/")
    assert (no.status_code, no.url) == (303, BOX)
    count = Usefulness.objects.get()
    assert (count.yes, count.no, count.version) == (1, 1, 1)
    assert count.community == school.community


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example", "testserver"])
def test_no_other_page_can_click_for_a_reader(client, origin):
    headers = {"Origin": origin} if origin else {}

    assert client.post(f"{BOX}useful/", {"useful": "yes"}, headers=headers).status_code == 403
    assert client.get(f"{BOX}useful/").status_code == 405
    assert not Usefulness.objects.exists()


def test_a_remark_gets_a_number_and_shows_nothing_of_what_it_says(client, school):
    said = remark(client, text="护照E12345678 登记时电话不对", about="other")

    page = client.get(said.state_url)

    assert said.reference in page.text
    assert "登记时" not in page.text
    assert "E12345678" not in said.text
    assert (said.community, said.version, said.language) == (school.community, 1, "zh-hans")
    assert client.get(f"/en/feedback/?number={said.reference.lower()}").status_code == 302
    assert "K7QM-2PXA" in client.get("/en/feedback/?number=XXXX-XXXX").text


def test_beside_a_fact_one_says_what_is_wrong_with_it(client, school):
    type(school).objects.update(phone="010-6437 6688", founded=1955)
    page = BeautifulSoup(client.get("/zh-hans/schools/first/").content, "html.parser")
    ways = {link.text: link["href"] for link in page.select("details.wrong a")}
    assert [*ways] == ["创办年份", "电话", "国际人才社区"]

    asked = client.get(ways["电话"])
    answers = [client.post(ways["电话"], {"text": "应为13800138000"}) for _sent in "12"]
    other = client.post(ways["创办年份"], {"text": "我是13800138000，应为1950年"})

    assert "010-6437 6688" in asked.text
    assert 'name="about"' not in asked.text
    assert [answer.url for answer in answers] == [Remark.objects.first().state_url] * 2
    phone, founded = Remark.objects.order_by("pk")
    assert (phone.about, phone.told, phone.text) == (
        "contact", "电话：010-6437 6688", "应为13800138000",
    )  # fmt: skip
    assert (founded.about, founded.told) == ("fact", "创办年份：1955")
    assert founded.text == "我是▇▇▇，应为1950年"
    assert (other.status_code, founded.community) == (303, school.community)
    # A fact that the page states no more, or never did.
    assert client.get("/zh-hans/schools/first/wrong/fees/").url == BOX


def test_a_remark_about_a_named_fact_leads_staff_to_where_it_is_kept(client, settings):
    settings.DESK_SECOND_FACTOR = False
    fact = make_fact(
        slug="stay",
        name_en="Stay",
        name_zh_hans="停留期",
        values=[{"number": 30, "unit": "days"}],
        sources=[("source", {"title": "Stays", "publisher": "State", "url": SOURCE})],
    )
    guide = make_guide(slug="entry", fee_en="Free [[stay]]", fee_zh_hans="[[stay]]内免费")
    index.refresh(guide)
    page = BeautifulSoup(client.get("/en/guides/entry/").content, "html.parser")
    ways = {link.text: link["href"] for link in page.select("details.wrong a")}
    assert [*ways] == ["Fee", "Stay"]
    asked = BeautifulSoup(client.get(ways["Stay"]).content, "html.parser")
    assert [link["href"] for link in asked.select("main li a")] == [SOURCE]
    client.post(ways["Stay"], {"text": "It is 15 days now.", "email": "ada@example.org"})
    client.force_login(make_colleague("city_office"))

    address = f"/desk/remarks/{Remark.objects.get().pk}/answer/"
    answer = client.get(address).text
    line = {"state": "mended", "outcome_en": "Corrected.", "outcome_zh_hans": "已更正。"}
    client.post(address, line)

    assert "Stay: 30 days" in answer
    assert f"/desk/facts/edit/{fact.pk}/" in answer
    assert "\nStay: 30 days\n" in Message.objects.get().text


def test_what_is_missing_is_asked_for_and_robots_are_refused(client):
    empty = client.post(BOX, {"about": "text", "text": ""})
    trap = client.post(BOX, WRONG | {"website": "x"})
    advert = client.post(BOX, WRONG | {"text": "http://a.b http://c.d www.e.f"})
    bare = client.post(BOX, WRONG | {"text": "best.shop，go.top/x, a.b.com；info@visa.cn"})

    assert [answer.status_code for answer in (empty, trap, advert, bare)] == [422] * 4
    assert "请简单说说哪里不对。" in empty.text
    assert not Remark.objects.exists()


def test_only_pages_that_the_public_sees_take_remarks(client):
    make_guide(slug="secret", live=False)

    for address in ("/en/feedback/guides/secret/", "/en/feedback/nothing/first/"):
        assert client.get(address).status_code == 404
        assert client.post(address, WRONG).status_code == 404


def test_the_eleventh_remark_within_an_hour_waits(client):
    answers = [client.post(BOX, WRONG).status_code for _each in range(11)]

    assert answers == [303] * 10 + [429]


def test_who_asked_for_an_answer_gets_one_in_their_language_and_is_forgotten(client):
    said = remark(client, email="ada@example.org")
    line = {"outcome_en": "Number corrected.", "outcome_zh_hans": "电话已更正。"}

    actions.answer(said, state="mended", **line)
    with pytest.raises(actions.Refusal):
        actions.answer(said, state="stays", **line)

    mail = Message.objects.get()
    assert mail.to == "ada@example.org"
    assert "电话已更正。" in mail.text
    assert "Number corrected." not in mail.text
    assert Remark.objects.get().email == ""
    assert "电话已更正。" in client.get(said.state_url).text


def test_the_outcome_is_told_to_everybody_only_where_its_writer_agreed(client):
    line = {"outcome_en": "Told.", "outcome_zh_hans": "已公开。"}
    actions.answer(remark(client), state="mended", **line)
    secret = {"outcome_en": "Kept.", "outcome_zh_hans": "不公开。"}
    actions.answer(remark(client, may_be_told=""), state="mended", **secret)
    remark(client, text="尚未答复")
    spam = {"outcome_en": "Nonsense.", "outcome_zh_hans": "垃圾信息。"}
    actions.answer(remark(client), state="spam", **spam)

    page = client.get("/en/feedback/").text

    assert "Told." in page
    for hidden in ("Kept.", "尚未答复", "6437", "Nonsense."):
        assert hidden not in page
    SearchEntry.objects.all().delete()  # the page is withdrawn
    assert "Told." not in client.get("/en/feedback/").text


def test_what_can_be_no_number_is_no_number(client):
    found = remark(client)

    assert client.get("/en/feedback/number/%00/").status_code == 404
    assert client.get("/en/feedback/", {"number": "\0"}).status_code == 200
    answer = client.get("/en/feedback/", {"number": f" {found.reference.lower()} "})
    assert answer.url == found.state_url.replace("/zh-hans/", "/en/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_outcomes_cost_the_same_however_many(client, django_assert_num_queries, rows):
    for _each in range(rows):
        said = remark(client)
        actions.answer(said, state="stays", outcome_en="Right.", outcome_zh_hans="无误。")

    with django_assert_num_queries(2):
        client.get("/en/feedback/")


def test_a_remark_goes_after_a_year(client):
    remark(client)
    Remark.objects.update(created_at=timezone.now() - dt.timedelta(days=366))
    kept = remark(client)

    assert actions.forget() == 1
    assert Remark.objects.get() == kept


def test_it_comes_to_the_desk_of_the_community_that_tends_the_page(client, school, settings):
    settings.DESK_SECOND_FACTOR = False
    said = remark(client)
    answer = f"/desk/remarks/{said.pk}/answer/"
    line = {"state": "mended", "outcome_en": "Corrected.", "outcome_zh_hans": "已更正。"}
    persons = [make_colleague("editor", at) for at in (make_community(), school.community)]
    stranger, own = persons

    client.force_login(stranger)
    assert client.get(answer).status_code == 404
    assert client.post(answer, line).status_code == 404
    assert said.reference not in client.get("/desk/remarks/").text

    client.force_login(own)
    assert f'href="{answer}"' in client.get("/desk/remarks/").text
    inspected = client.get(f"/desk/remarks/inspect/{said.pk}/").text
    assert ">None<" not in "".join(inspected.split())
    page = client.get(answer).text
    assert "010-6437 6688" in page
    assert f"/desk/schools/edit/{school.pk}/" in page
    half = client.post(answer, line | {"outcome_en": ""})
    assert half.status_code == 200
    assert client.post(answer, line).status_code == 302
    assert Remark.objects.get().state == "mended"


@pytest.mark.parametrize("page", ["2", "0", "x"])
def test_a_page_of_outcomes_that_is_not_there_is_404(client, page):
    assert client.get("/en/feedback/").status_code == 200
    assert client.get(f"/en/feedback/?page={page}").status_code == 404
