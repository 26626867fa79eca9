"""Hearing of one page: asked for, confirmed by mail, ended by one button."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.models import Message, PageWatch
from portal.search import index
from portal.watches import actions
from tests.factories import make_guide

pytestmark = pytest.mark.django_db

ASK = "/zh-hans/subscriptions/pages/guides/permit/"
ADA = {"email": "ada@example.org", "rhythm": "at_once", "consent": "on", "website": ""}


@pytest.fixture(autouse=True)
def guide():
    guide = make_guide(slug="permit", title_zh_hans="工作许可")
    index.refresh(guide)
    return guide


def test_nothing_begins_before_the_mailbox_has_answered(client):
    form = client.get(ASK)
    answer = client.post(ASK, ADA)

    watch = PageWatch.objects.get()
    mail = Message.objects.get()
    assert "工作许可" in form.text
    assert answer.status_code == 303
    assert watch.confirmation_url in mail.text
    client.get(watch.confirmation_url)
    assert not PageWatch.objects.confirmed().exists()
    client.post(watch.confirmation_url)
    assert PageWatch.objects.confirmed().exists()


def test_asking_again_reveals_nothing_and_changes_nothing(client):
    client.post(ASK, ADA)
    actions.confirm(PageWatch.objects.get())

    again = client.post(ASK, ADA | {"email": "ADA@example.org", "rhythm": "weekly"})
    new = client.post(ASK, ADA | {"email": "new@example.org"})

    assert again.url == new.url
    assert PageWatch.objects.get(email="ada@example.org").rhythm == "at_once"
    assert Message.objects.filter(to__iexact="ada@example.org").count() == 1


def test_one_button_ends_it_without_cookie_and_opening_does_not(client):
    client.handler.enforce_csrf_checks = True
    actions.ask(
        page=index.SearchEntry.objects.get(), email="a@b.org", language="en", rhythm="weekly"
    )
    end = PageWatch.objects.get().end_url

    client.get(end)
    opened = PageWatch.objects.count()
    answers = [client.post(end, {"List-Unsubscribe": "One-Click"}).status_code for _ in "12"]

    assert (opened, PageWatch.objects.count(), answers) == (1, 0, [200, 200])


def test_only_pages_that_the_public_sees_can_be_watched(client, guide):
    make_guide(slug="secret", live=False)

    assert client.get("/en/subscriptions/pages/guides/secret/").status_code == 404
    assert client.get("/en/subscriptions/pages/nothing/permit/").status_code == 404
    assert client.post(ASK, ADA | {"consent": ""}).status_code == 422


def test_what_nobody_confirms_and_what_is_gone_is_forgotten(client, guide):
    client.post(ASK, ADA)
    client.post(ASK, ADA | {"email": "kept@example.org"})
    PageWatch.objects.filter(email="ada@example.org").update(
        asked_at=timezone.now() - dt.timedelta(days=8)
    )
    assert actions.forget() == 1
    assert PageWatch.objects.get().email == "kept@example.org"

    guide.delete()

    assert actions.forget() == 1
