"""Subscribing, confirming, choosing, ending: nothing begins without the mailbox."""

import datetime as dt

import pytest
from django.test.utils import freeze_time
from django.utils import timezone

from portal.models import Message, Subscription
from portal.subscriptions import actions
from tests.factories import make_community, make_subscription

pytestmark = pytest.mark.django_db

ASK = "/en/subscriptions/"
ADA = {"email": "ada@example.org", "rhythm": "weekly", "consent": "on", "website": ""}


@pytest.fixture
def clinic(client):
    """A browser that carries no cookie, as a mail program."""
    client.handler.enforce_csrf_checks = True
    return client


def test_the_form_names_the_public_communities_in_the_page_s_language(client):
    make_community(short_name_en="South", short_name_zh_hans="南区", batch=2019)
    make_community(short_name_en="North", short_name_zh_hans="北区", batch=2017)
    make_community(short_name_en="Not public", live=False)

    english, chinese = client.get(ASK).text, client.get("/zh-hans/subscriptions/").text

    assert english.index("North") < english.index("South")
    assert "北区" in chinese
    assert "Not public" not in english


def test_nothing_is_sent_before_the_mailbox_has_answered(client):
    response = client.post(ASK, ADA | {"topics": ["health"]})

    subscription = Subscription.objects.get()
    assert response.status_code == 303
    assert (subscription.topics, subscription.rhythm) == (["health"], "weekly")
    assert subscription.confirmed_at is None
    mail = Message.objects.get()
    assert mail.to == "ada@example.org"
    assert f"/en/subscriptions/{subscription.token}/confirmation/" in mail.text


def test_opening_the_link_confirms_nothing_and_the_button_does(client):
    client.post(ASK, ADA)
    subscription = Subscription.objects.get()

    page = client.get(subscription.confirmation_url)
    opened = Subscription.objects.get().confirmed_at
    response = client.post(subscription.confirmation_url)
    client.post(subscription.confirmation_url)

    assert opened is None
    assert "ada@example.org" in page.text
    assert response.url == subscription.get_absolute_url()
    assert Subscription.objects.get().confirmed_at is not None


def test_asking_for_an_address_that_is_subscribed_changes_and_reveals_nothing(client):
    known = make_subscription(email="ada@example.org", topics=["health"])

    answers = [
        client.post(ASK, ADA | {"email": email}) for email in ("new@x.org", "ADA@example.org")
    ]

    first, second = ({**answer.headers, "Expires": "now"} for answer in answers)
    assert first == second
    assert answers[0].url == answers[1].url
    known.refresh_from_db()
    assert (known.topics, known.rhythm) == (["health"], "at_once")
    again = Message.objects.get(to="ada@example.org")
    assert again.subject == "You already get our news of events"
    assert known.get_absolute_url() in again.text


def test_choices_are_changed_by_their_secret_address(client):
    subscription = make_subscription(topics=["health"])

    page = client.get(subscription.get_absolute_url())
    client.post(subscription.get_absolute_url(), {"topics": ["family"], "rhythm": "weekly"})

    assert page.headers["Cache-Control"].count("no-store") == 1
    subscription.refresh_from_db()
    assert (subscription.topics, subscription.rhythm) == (["family"], "weekly")


def test_one_button_ends_it_without_cookie_or_session_and_opening_does_not(clinic):
    subscription = make_subscription()

    clinic.get(subscription.end_url)
    opened = Subscription.objects.count()
    answer = clinic.post(subscription.end_url, {"List-Unsubscribe": "One-Click"})
    again = clinic.post(subscription.end_url, {"List-Unsubscribe": "One-Click"})

    assert (opened, Subscription.objects.count()) == (1, 0)
    assert (answer.status_code, again.status_code) == (200, 200)
    assert answer.text == again.text


def test_every_mail_carries_the_button_of_mail_programs(client):
    client.post(ASK, ADA)

    headers = Message.objects.get().headers
    end = Subscription.objects.get().end_url
    assert headers["List-Unsubscribe"] == f"<http://testserver{end}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_nobody_confirms_is_deleted_after_a_week():
    old = timezone.now() - dt.timedelta(days=8)
    make_subscription(confirmed_at=None, asked_at=old)
    kept = [make_subscription(asked_at=old), make_subscription(confirmed_at=None)]

    assert actions.forget_unconfirmed() == 1
    assert list(Subscription.objects.order_by("pk")) == kept


def test_a_robot_is_told_off_and_a_form_without_consent_too(client):
    assert client.post(ASK, ADA | {"website": "x"}).status_code == 422
    assert client.post(ASK, {"email": "ada@example.org"}).status_code == 422
    assert Subscription.objects.count() == 0


def test_one_mailbox_is_not_flooded(client):
    for _time in range(3):
        client.post(ASK, ADA)

    response = client.post(ASK, ADA)

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 3600
    assert "Too many tries" in response.text
    assert "操作过于频繁" in response.text
    assert Message.objects.count() == 3


def test_one_mailbox_hears_so_often_a_day_and_no_more_whatever_is_asked_for(client):
    hours = [20_800 * 24 * 3600 + hour * 3600 for hour in range(1, 4)]
    answers = []
    for hour in hours:
        with freeze_time(hour):
            answers += [client.post(ASK, ADA).status_code for _time in range(3)]

    assert answers == [303] * 6 + [429] * 3
    assert Message.objects.count() == 6


def test_one_sender_asks_for_so_many_mailboxes_and_no_more(client):
    answers = [
        client.post(ASK, ADA | {"email": f"guest{n}@example.org"}).status_code
        for n in range(31)
    ]

    assert answers == [303] * 30 + [429]
