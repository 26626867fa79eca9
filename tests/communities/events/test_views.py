"""The list of events, the page of one, and its sign-up form."""

import datetime as dt
import json
import re
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from communities.events.kind import ComingDates
from communities.events.models import EventDate, SignUp
from communities.events.views import signing_up
from portal.base.limits import Limit
from portal.models import Message
from tests.factories import (
    make_community,
    make_date,
    make_event,
    make_sign_up,
    make_station,
)

pytestmark = pytest.mark.django_db

ADA = {"name": "Ada", "email": "ada@example.org", "consent": "on", "website": ""}
MONTH = dt.timedelta(days=31)


def sign_up_url(date) -> str:
    return date.sign_up_url


# --- The list -----------------------------------------------------------------


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    client, django_assert_num_queries, how_many
):
    dates = [make_date() for _turn in range(how_many)]
    for date in dates:
        make_sign_up(date=date)

    client.get("/en/events/")  # the names of the communities are kept

    with django_assert_num_queries(3):
        response = client.get("/en/events/")
    with django_assert_num_queries(3):
        client.get("/en/events/?when=month&places=left&fee=free")

    assert [date.pk for date in response.context["page"]] == [date.pk for date in dates]
    assert response.text.count("9 places left") == how_many


def test_the_list_goes_by_month_and_leaves_out_what_is_past_or_withdrawn(client):
    now = timezone.now()
    soon = make_date(starts_at=now + dt.timedelta(hours=1))
    later = make_date(starts_at=now + 2 * MONTH)
    make_date(starts_at=now - MONTH)
    make_date(event=make_event(live=False))

    months = client.get("/en/events/").context["months"]

    assert [[date.pk for date in month] for month in months] == [[soon.pk], [later.pk]]


def test_a_row_says_how_it_stands(client):
    start = timezone.now() + dt.timedelta(days=20)
    full = make_date(starts_at=start, seats=1, waiting_places=0)
    make_sign_up(date=full)
    waiting = make_date(starts_at=start, seats=1)
    make_sign_up(date=waiting)
    make_date(starts_at=start, status="called_off")
    make_date(starts_at=start, seats=1)

    response = client.get("/en/events/")

    assert [date.standing() for date in response.context["page"]] == [
        "Full",
        "Waiting list open",
        "Called off",
        "1 place left",
    ]


def test_the_list_is_narrowed_by_community_and_topic(client):
    here, there = make_community(slug="here"), make_community(slug="there")
    wanted = make_date(event=make_event(community=here, topic="family"))
    make_date(event=make_event(community=here, topic="health"))
    make_date(event=make_event(community=there, topic="family"))

    response = client.get("/en/events/?community=here&topic=family&topic=nonsense")

    assert [date.pk for date in response.context["page"]] == [wanted.pk]
    counts = options_of(response)
    assert counts["community"] == {"here": 1, "there": 1}
    assert counts["topic"] == {"family": 1, "health": 1}
    assert [chip["href"] for chip in response.context["chips"]] == [
        "/en/events/?topic=family",
        "/en/events/?community=here",
    ]


def options_of(response) -> dict[str, dict[str, int]]:
    return {
        group["facet"].name: {option["value"]: option["count"] for option in group["options"]}
        for group in response.context["groups"]
    }


def test_the_list_is_narrowed_by_places_fee_and_language_and_counts_what_each_leaves(client):
    full = make_date(event=make_event(fee=200, languages=["en"]), seats=1)
    make_sign_up(date=full, party_size=1)
    make_date(event=make_event(languages=["zh"]), seats=5)
    closed = {"sign_up_closes_at": timezone.now() - dt.timedelta(hours=1)}
    make_date(event=make_event(languages=["en", "zh"]), seats=5, **closed)

    plain = options_of(client.get("/en/events/"))
    narrowed = client.get("/en/events/?fee=paid")

    assert plain["places"] == {"left": 1, "waiting-list": 1}
    assert plain["fee"] == {"free": 2, "paid": 1}
    assert plain["language"] == {"en": 2, "zh": 2}
    assert [date.pk for date in narrowed.context["page"]] == [full.pk]
    assert options_of(narrowed)["places"] == {"left": 0, "waiting-list": 1}
    # What would lead to nothing cannot be chosen.
    left = BeautifulSoup(narrowed.content, "html.parser").select_one(
        "[name=places][value=left]"
    )
    assert "disabled" in left.attrs


def test_a_page_that_the_list_has_not_is_not_found(client):
    make_date()

    assert client.get("/en/events/?page=1").status_code == 200
    assert client.get("/en/events/?page=2").status_code == 404


def test_days_and_weekends_begin_at_midnight_in_beijing():
    beijing = ZoneInfo("Asia/Shanghai")
    thursday = dt.datetime(2026, 11, 26, 22, 30, tzinfo=beijing)
    starts = {
        "tonight": dt.datetime(2026, 11, 26, 23, tzinfo=beijing),
        "saturday": dt.datetime(2026, 11, 28, 0, tzinfo=beijing),
        "monday": dt.datetime(2026, 11, 30, 0, tzinfo=beijing),
        "new year": dt.datetime(2027, 1, 1, 9, tzinfo=beijing),
    }
    event = make_event()
    names = {make_date(event=event, starts_at=at).pk: name for name, at in starts.items()}

    def found(now: dt.datetime) -> dict[str, list[str]]:
        when = ComingDates(now).facets_at(0)[0]
        dates = EventDate.objects.order_by("starts_at")
        return {
            option.value: [names[date.pk] for date in dates.filter(option.condition)]
            for option in when.options
        }

    assert found(thursday) == {
        "today": ["tonight"],
        "weekend": ["saturday"],
        "week": ["tonight", "saturday", "monday"],
        "month": ["tonight", "saturday", "monday"],
        "later": ["new year"],
    }
    sunday = dt.datetime(2026, 11, 29, 1, tzinfo=beijing)
    assert found(sunday)["weekend"] == []
    assert found(sunday)["week"] == ["monday"]


def test_a_combination_without_result_offers_the_nearest_wider_one(client):
    make_community(slug="here")
    make_date(event=make_event(community=make_community(slug="there"), topic="family"))

    response = client.get("/en/events/?community=here&topic=family")

    offers = response.context["wider"]
    assert [(offer["href"], offer["count"]) for offer in offers] == [
        ("/en/events/?topic=family", 1)
    ]
    assert "Nothing matches all of these filters" in response.text


# --- One event ----------------------------------------------------------------


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_of_an_event_costs_the_same_however_many_dates_it_has(
    client, django_assert_num_queries, how_many
):
    event = make_event()
    dates = [make_date(event=event, nearest_metro=make_station()) for _turn in range(how_many)]

    with django_assert_num_queries(3):
        response = client.get(event.get_absolute_url())

    assert [date.pk for date in response.context["dates"]] == [date.pk for date in dates]


def test_the_page_holds_both_names_and_the_address_for_a_driver(client):
    date = make_date()

    page = client.get(date.event.get_absolute_url()).text

    assert date.event.title_en in page
    assert f'<span class="second" lang="zh-Hans">{date.event.title_zh_hans}</span>' in page
    assert date.address_zh_hans in page


def test_machines_are_told_of_every_date(client):
    event = make_event(fee=50, languages=["en", "zh"])
    make_date(event=event, latitude=39.99, longitude=116.47)
    make_date(event=event, status="called_off")

    page = client.get(event.get_absolute_url()).text
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    open_date, off_date = next(
        data["@graph"] for data in map(json.loads, scripts) if "@graph" in data
    )

    assert open_date["eventStatus"] == "https://schema.org/EventScheduled"
    assert open_date["offers"]["price"] == 50
    assert open_date["offers"]["priceCurrency"] == "CNY"
    assert open_date["offers"]["availability"] == "https://schema.org/InStock"
    assert open_date["location"]["geo"]["latitude"] == 39.99
    assert open_date["startDate"].endswith("+08:00")
    assert off_date["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in off_date


def test_a_withdrawn_event_is_not_found(client):
    date = make_date(event=make_event(live=False))

    assert client.get(date.event.get_absolute_url()).status_code == 404
    assert client.get(sign_up_url(date)).status_code == 404


@pytest.mark.parametrize("path", ["/en/events/", "detail"])
def test_public_pages_set_no_cookie_and_may_be_kept(client, path):
    date = make_date()

    response = client.get(date.event.get_absolute_url() if path == "detail" else path)

    assert response.cookies == {}
    assert "no-store" not in response.headers.get("Cache-Control", "")
    assert "Cookie" not in response.headers.get("Vary", "")


# --- Signing up ---------------------------------------------------------------


def test_signing_up_gives_a_place_and_leads_to_an_answer_that_names_the_address(client):
    date = make_date()

    response = client.post(sign_up_url(date), ADA)
    answer = client.get(response.url)

    assert (response.status_code, response.url) == (303, f"{sign_up_url(date)}answer/")
    assert "ada@example.org" in answer.text
    place = SignUp.objects.get()
    assert (place.name, place.state, place.language) == ("Ada", "confirmed", "en")
    assert str(place.token) not in response.url + answer.text


def test_the_language_of_the_page_is_the_language_of_the_mail(client):
    date = make_date()

    client.post(sign_up_url(date).replace("/en/", "/zh-hans/"), ADA)

    assert SignUp.objects.get().language == "zh-hans"
    assert "/zh-hans/events/places/" in Message.objects.get().text


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(client):
    date = make_date(seats=1)
    make_sign_up(date=date, email="ada@example.org")

    answers = []
    for email in ("ada@example.org", "eve@example.org"):
        response = client.post(sign_up_url(date), ADA | {"email": email})
        page = re.sub(r"(?<=value=\")[A-Za-z0-9]{64}", "", client.get(response.url).text)
        answers.append((response.status_code, response.url, page.replace(email, "")))

    assert answers[0] == answers[1]


def test_the_answer_in_another_browser_names_no_address(client):
    date = make_date()

    page = client.get(f"{sign_up_url(date)}answer/").text

    assert "We have sent an email to the address that you gave." in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "Please tell us your name."),
        ({"email": ""}, "Please tell us your email address."),
        ({"email": "ada"}, "Please write an email address such as name@example.com."),
        ({"consent": ""}, "Without your consent we cannot keep a place for you."),
        ({"website": "https://example.org"}, "This field must stay empty."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_in_a_summary(client, wrong, words):
    date = make_date()

    response = client.post(sign_up_url(date), ADA | wrong)

    field = next(iter(wrong))
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [words]}
    assert f'<a href="#id_{field}">' in response.text
    assert not SignUp.objects.exists()


def test_a_name_may_be_one_character_in_any_script(client):
    date = make_date()

    client.post(sign_up_url(date), ADA | {"name": "李", "email": "ｌｉ＠example.org"})

    assert SignUp.objects.values_list("name", "email").get() == ("李", "li@example.org")


def test_a_refusal_stands_on_the_page(client):
    date = make_date(seats=1, waiting_places=0)
    make_sign_up(date=date)

    response = client.post(sign_up_url(date), ADA)

    assert response.status_code == 422
    assert "This date is full, and so is its waiting list." in response.text
    assert 'name="email"' not in response.text
    assert date.event.get_absolute_url() in response.text


def test_a_full_date_tells_a_guest_who_is_known_the_same_page_and_writes_to_them(client):
    date = make_date(seats=1, waiting_places=0)
    make_sign_up(date=date, email=ADA["email"])

    known = client.post(sign_up_url(date), ADA)
    unknown = client.post(sign_up_url(date), ADA | {"email": "bob@example.org"})

    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    assert Message.objects.values_list("to", flat=True).get() == ADA["email"]


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_sign_up_costs_the_same_however_many_have_places(
    client, django_assert_num_queries, how_many
):
    date = make_date()
    for _turn in range(how_many):
        make_sign_up(date=date)

    # Date, questions, places; then, between savepoints, the lock on the date, its places,
    # the person, the place, the community that invites, the mail.
    with django_assert_num_queries(11):
        client.post(sign_up_url(date), ADA)


def test_the_page_of_a_full_date_is_drawn_once_and_each_language_has_its_own(
    client, django_assert_num_queries
):
    date = make_date(seats=1, waiting_places=0)
    make_sign_up(date=date)
    client.post(sign_up_url(date), ADA)

    with django_assert_num_queries(4):
        client.post(sign_up_url(date), ADA)
    chinese = client.post(sign_up_url(date).replace("/en/", "/zh-hans/"), ADA)

    assert "本场活动名额和候补均已满" in chinese.text


def test_a_date_that_takes_nobody_shows_no_form(client):
    date = make_date(status="called_off")

    page = client.get(sign_up_url(date)).text

    assert "Called off" in page
    assert 'name="email"' not in page


def test_the_date_of_another_event_is_not_found(client):
    date, other = make_date(), make_event(community=make_community())

    url = reverse("events:sign_up", kwargs={"slug": other.slug, "pk": date.pk})

    assert client.get(url).status_code == 404


def test_pages_about_a_person_are_kept_nowhere(client):
    place = make_sign_up()
    urls = [
        place.date.sign_up_url,
        f"{place.date.sign_up_url}answer/",
        place.get_absolute_url(),
        place.cancellation_url,
        place.change_url,
        place.offer_url,
        place.opinion_url,
    ]

    for url in urls:
        assert "no-store" in client.get(url).headers["Cache-Control"]


# --- Limits -------------------------------------------------------------------


def test_one_mailbox_or_sender_that_asks_too_often_is_told_when_to_come_back(
    client, monkeypatch
):
    date = make_date()
    monkeypatch.setattr(signing_up, "BY_MAILBOX", Limit(times=1, seconds=600))
    monkeypatch.setattr(signing_up, "BY_SENDER", Limit(times=3, seconds=600))
    bob, eve = ADA | {"email": "bob@example.org"}, ADA | {"email": "eve@example.org"}

    answers = [client.post(sign_up_url(date), guest) for guest in (ADA, ADA, bob, eve)]

    assert [answer.status_code for answer in answers] == [303, 429, 303, 429]
    assert 0 < int(answers[1].headers["Retry-After"]) <= 600
    assert "操作过于频繁" in answers[1].text
    assert set(SignUp.objects.values_list("email", flat=True)) == {
        "ada@example.org",
        "bob@example.org",
    }
