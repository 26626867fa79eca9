"""Letters about a place: the same facts in both languages and in both forms."""

import datetime as dt
import re
from email import message_from_bytes
from functools import partial
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import translation

from communities.events import mails
from communities.events.models import EventDate
from portal.models import Message
from portal.outbox.delivery import _as_email
from tests.factories import make_date, make_event, make_question, make_sign_up, make_station

pytestmark = pytest.mark.django_db

LETTERS = (
    "confirmed", "waiting", "promoted", "offered", "accepted", "lapsed", "changed", "moved",
    "cancelled", "called_off", "reminder", "thanks", "again",
)  # fmt: skip
STATES = {name: name for name in ("waiting", "offered", "lapsed", "cancelled")}
# The letters that enter the date in a calendar, and those that take it out.
INVITING = {"confirmed", "promoted", "accepted", "changed", "moved", "reminder", "again"}
WITHDRAWING = {"cancelled", "called_off"}
START = dt.datetime(2026, 11, 28, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def make_date_with_every_fact():
    event = make_event(
        title_en="Permits, answered",
        title_zh_hans="办证答疑",
        fee=50,
        contact_email="desk@example.org",
    )
    make_question(event=event, label_en="How many cups?", label_zh_hans="要几杯？")
    return make_date(
        event=event,
        starts_at=START,
        ends_at=START + dt.timedelta(minutes=95),
        sign_up_closes_at=START - dt.timedelta(hours=7),
        venue_en="Hall B",
        venue_zh_hans="B厅",
        nearest_metro=make_station(name_en="Wangjing", name_zh_hans="望京"),
        party_max=9,
        called_off_reason_en="The hall is flooded (room 4).",
        called_off_reason_zh_hans="场地进水（4号厅）。",
    )


def make_letter(occasion: str, language: str) -> mails.Draft:
    """Write one letter about a place that has every fact a letter can hold."""
    date = make_date_with_every_fact()
    make_sign_up(date=date, state="waiting")
    state = STATES.get(occasion, "confirmed")
    place = make_sign_up(
        date=date,
        name="Ada <b>",
        language=language,
        state=state,
        party_size=2,
        offered_until=START - dt.timedelta(hours=8) if state == "offered" else None,
        answers={date.event.questions.get().key: 17},
        repeated_at=START,
    )
    before = EventDate(starts_at=START - dt.timedelta(days=3), ends_at=date.ends_at)
    before.venue_en, before.venue_zh_hans = "Hall C", "C厅"
    before.address_en, before.address_zh_hans = "5 Old Road", "旧路5号"
    write = {
        "promoted": partial(mails.promoted, asked=3),
        "offered": partial(mails.offered, asked=3),
        "moved": partial(mails.moved, before=before),
        "reminder": partial(mails.reminder, hours=24),
        "again": mails.repeated,
    }
    return write.get(occasion, getattr(mails, occasion, partial(mails.received, asked=3)))(
        place
    )


class _Words(HTMLParser):
    """What a reader of the HTML part sees, and where its links lead."""

    def __init__(self, html: str):
        super().__init__()
        self.words, self.links, self._skip = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._skip = tag in {"title", "style"}
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
    text = re.sub(r"\b[0-9a-f]{8}\b", "CODE", text)
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


@pytest.mark.parametrize("occasion", ["confirmed", "moved", "reminder", "offered"])
def test_whoever_is_to_come_has_the_address_for_a_driver(occasion):
    text = make_letter(occasion, "en").text

    assert "B厅\n北京市图书馆路1号" in text


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
    own = (settings.SITE_ROOT, "mailto:", "cid:")
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
        (
            "offered",
            "A seat is offered to you, please answer: Permits, answered",
            "有名额空出，请您确认：办证答疑",
        ),
        ("moved", "New time or venue: Permits, answered", "时间或地点有变：办证答疑"),
        ("called_off", "Called off: Permits, answered", "活动取消：办证答疑"),
        (
            "reminder",
            "Reminder: Permits, answered, Sat 28 November 2026, 18:30–20:05",
            "活动提醒：办证答疑，2026年11月28日 周六 18:30–20:05",
        ),
    ],
)
def test_the_subject_names_what_happened_and_the_event(occasion, english, chinese):
    assert make_letter(occasion, "en").subject == english
    assert make_letter(occasion, "zh-hans").subject == chinese


def test_one_who_waits_is_told_the_place_in_the_queue():
    assert "You are number 2 on the waiting list." in make_letter("waiting", "en").text
    assert "排第2位" in make_letter("waiting", "zh-hans").text


def test_an_offer_says_until_when_and_for_how_many():
    letter = make_letter("offered", "en")

    assert "It is yours if you accept it by Sat 28 November 2026, 10:30" in letter.text
    assert "People that you asked for: 3. There was room for: 2." in letter.text
    assert "/offer/" in letter.text


def test_a_moved_date_shows_the_old_and_the_new_side_by_side():
    text = make_letter("moved", "zh-hans").text

    assert text.index("C厅") < text.index("B厅")
    assert "2026年11月25日 周三 18:30" in text
    assert "2026年11月28日 周六 18:30–20:05" in text
    assert "您的名额仍然保留" in text


def test_the_reason_is_given_in_both_languages():
    for language in ("en", "zh-hans"):
        text = make_letter("called_off", language).text
        assert "The hall is flooded (room 4)." in text
        assert "场地进水（4号厅）。" in text


def test_what_was_changed_is_said_with_the_answers():
    assert "How many cups? 17" in make_letter("changed", "en").text
    assert "要几杯？ 17" in make_letter("changed", "zh-hans").text


@pytest.mark.parametrize("occasion", LETTERS)
def test_the_calendar_entry_goes_with_the_seat(occasion):
    types = [part["type"] for part in make_letter(occasion, "en").attachments]

    if occasion in INVITING:
        assert types == ["text/calendar; method=REQUEST", "image/png"]
    elif occasion in WITHDRAWING:
        assert types == ["text/calendar; method=CANCEL"]
    else:
        assert types == []


def test_the_code_for_the_door_leads_to_the_page_in_the_readers_language():
    with translation.override("zh-hans"):
        letter = make_letter("moved", "en")

    (code,) = [part["qr"] for part in letter.attachments if "qr" in part]
    assert code.startswith("http://testserver/en/events/places/")


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
    picture = list(parsed.walk())[-1]
    assert picture["Content-ID"] == "<code.png>"
    assert picture.get_payload(decode=True).startswith(b"\x89PNG")
    assert [part.get_content_type() for part in parsed.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "image/png",
    ]
