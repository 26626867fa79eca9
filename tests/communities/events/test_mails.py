import datetime as dt
import re
from email import message_from_bytes
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from communities.events import mails
from portal.models import Message
from portal.outbox.delivery import _as_email
from tests.factories import make_date, make_event, make_sign_up, make_station

pytestmark = pytest.mark.django_db

LETTERS = ("confirmed", "waiting", "promoted", "cancelled", "again")
START = dt.datetime(2026, 11, 28, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def make_letter(occasion: str, language: str) -> mails.Draft:
    """Write one letter about a place that has every fact a letter can hold."""
    event = make_event(
        title_en="Permits, answered",
        title_zh_hans="办证答疑",
        fee=50,
        contact_email="desk@example.org",
    )
    date = make_date(
        event=event,
        starts_at=START,
        ends_at=START + dt.timedelta(minutes=95),
        sign_up_closes_at=START - dt.timedelta(hours=7),
        venue_en="Hall B",
        venue_zh_hans="B厅",
        nearest_metro=make_station(name_en="Wangjing", name_zh_hans="望京"),
    )
    state = {"promoted": "confirmed", "again": "confirmed"}.get(occasion, occasion)
    make_sign_up(date=date, state="waiting")
    place = make_sign_up(date=date, name="Ada <b>", language=language, state=state)
    if occasion == "again":
        place.repeated_at = START
        return mails.repeated(place)
    write = {"promoted": mails.promoted, "cancelled": mails.cancelled}
    return write.get(occasion, mails.received)(place)


class _Words(HTMLParser):
    """What a reader of the HTML part sees, and where its links lead."""

    def __init__(self, html: str):
        super().__init__()
        self.words, self.links, self._skip = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._skip = tag == "title"
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data):
        if not self._skip:
            self.words.append(data)
        self._skip = False

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def facts(text: str) -> tuple:
    """The numbers, links and addresses of a text, the month as a number in either language."""
    text = text.replace("November", "11月").replace("/zh-hans/", "/en/")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "TOKEN", text)
    text = re.sub(r"event-\d+", "event", text)
    links = re.findall(r"https?://\S+|[a-z.]+@[a-z.]+", text)
    rest = re.sub(r"https?://\S+", "", text)
    return sorted(set(re.findall(r"\d+", rest))), sorted(set(links))


@pytest.mark.parametrize("occasion", LETTERS)
def test_both_languages_of_a_letter_carry_the_same_facts(occasion):
    english, chinese = (make_letter(occasion, language) for language in ("en", "zh-hans"))

    assert facts(english.text) == facts(chinese.text)
    assert facts(_Words(english.html).text) == facts(_Words(chinese.html).text)
    for letter in (english, chinese):
        assert "Permits, answered" in letter.text
        assert "办证答疑" in letter.text
        assert "B厅" in letter.text
        assert "北京市图书馆路1号" in letter.text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("occasion", LETTERS)
def test_the_html_of_a_letter_says_what_its_text_says(occasion, language):
    letter = make_letter(occasion, language)
    html = _Words(letter.html)

    assert facts(html.text) == facts(letter.text)
    for line in letter.text.splitlines():
        label_and_value = re.split(r"[:：] ?(?!//)", line.removeprefix("--"))
        for words in label_and_value:
            assert " ".join(words.split()) in html.text
    own = (settings.SITE_ROOT, "mailto:")
    assert [link for link in html.links if not link.startswith(own)] == []


def test_the_hour_is_beijings_with_the_weekday():
    assert (
        "Sat 28 November 2026, 18:30–20:05 (Beijing time)"
        in make_letter("confirmed", "en").text
    )
    assert (
        "2026年11月28日 周六 18:30–20:05（北京时间）"
        in make_letter("confirmed", "zh-hans").text
    )


@pytest.mark.parametrize(
    ("occasion", "english", "chinese"),
    [
        ("confirmed", "Your place is confirmed: Permits, answered", "报名成功：办证答疑"),
        (
            "waiting",
            "You are on the waiting list: Permits, answered",
            "您已进入候补名单：办证答疑",
        ),
        (
            "promoted",
            "A seat has become free for you: Permits, answered",
            "候补成功，您已获得名额：办证答疑",
        ),
        ("cancelled", "Your place is cancelled: Permits, answered", "报名已取消：办证答疑"),
        ("again", "Your place is confirmed: Permits, answered", "报名成功：办证答疑"),
    ],
)
def test_the_subject_names_what_happened_and_the_event(occasion, english, chinese):
    assert make_letter(occasion, "en").subject == english
    assert make_letter(occasion, "zh-hans").subject == chinese


def test_one_who_waits_is_told_the_place_in_the_queue():
    assert "You are number 2 on the waiting list." in make_letter("waiting", "en").text
    assert "排第2位" in make_letter("waiting", "zh-hans").text


@pytest.mark.parametrize("occasion", LETTERS)
def test_a_name_is_written_as_typed_in_text_and_escaped_in_html(occasion):
    letter = make_letter(occasion, "en")

    assert "Dear Ada <b>," in letter.text
    assert "Dear Ada &lt;b&gt;," in letter.html


def test_a_letter_is_a_proper_mail():
    draft = make_letter("confirmed", "zh-hans")
    message = Message.objects.create(**vars(draft))

    parsed = message_from_bytes(_as_email(message).message().as_bytes())

    assert parsed["Message-ID"] == f"<{message.pk}.outbox@testserver>"
    assert parsed["Content-Language"] == "zh-hans"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in parsed.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
