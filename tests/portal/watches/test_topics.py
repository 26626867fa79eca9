"""Hearing of a topic: of each of its guides, of each change once."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.models import MeaningChange, Message, PageWatch, SearchEntry
from portal.search import index
from portal.watches import actions, topics
from tests.factories import make_guide

pytestmark = pytest.mark.django_db

ASK = "/en/subscriptions/pages/topics/work/"
ADA = {"email": "ada@example.org", "rhythm": "at_once", "consent": "on", "website": ""}


def make(slug: str, topic: str = "work"):
    guide = make_guide(
        slug=slug, title_en=slug.title(), title_zh_hans=f"指南{slug}", topic=topic
    )
    index.refresh(guide)
    return guide


def change(guide, version: int = 2) -> MeaningChange:
    return MeaningChange.objects.create(
        kind="guides", object_pk=guide.pk, version=version,
        note_en=f"New {guide.slug} {version}", note_zh_hans=f"新{guide.slug}{version}",
    )  # fmt: skip


def follow(page, email: str, language: str = "en", rhythm: str = "at_once") -> PageWatch:
    actions.ask(page=page, email=email, language=language, rhythm=rhythm)
    watch = PageWatch.objects.latest("pk")
    actions.confirm(watch)
    Message.objects.all().delete()
    return watch


def letters() -> list[tuple[str, str]]:
    return [(mail.to, mail.subject) for mail in Message.objects.order_by("pk")]


def test_the_list_of_guides_leads_to_it_and_the_mailbox_confirms_and_ends_it(client):
    make("permit")
    assert f'href="{ASK}"' in client.get("/en/guides/").text
    assert "a guide on this topic changes" in client.get(ASK).text

    assert client.post(ASK, ADA).status_code == 303
    client.post(ASK, ADA)
    watch = PageWatch.objects.get()
    assert Message.objects.latest("pk").subject == "Please confirm: changes to “Work”"
    assert 'href="/en/guides/#work"' in client.get(watch.confirmation_url).text
    client.post(watch.confirmation_url)
    assert PageWatch.objects.confirmed().get().group == "topics/work"

    assert "Work" in client.get(watch.end_url).text
    client.post(watch.end_url)
    assert not PageWatch.objects.exists()
    # A topic of events is none of guides.
    assert client.get("/en/subscriptions/pages/topics/culture/").status_code == 404


def test_who_follows_a_topic_hears_of_each_change_of_its_guides_once(client):
    permit, visa, home = make("permit"), make("visa"), make("home", topic="housing")
    change(permit)
    follow(topics.find("work"), "ada@example.org")
    follow(topics.find("work"), "li@example.org", "zh-hans")
    follow(topics.find("housing"), "eve@example.org")
    assert actions.tell() == 0

    change(permit, 3)
    change(visa)

    assert actions.tell() == 2
    assert actions.tell() == 0
    assert letters() == [
        ("ada@example.org", "Changed: Work"),
        ("li@example.org", "内容更新：工作"),
    ]
    english, chinese = (mail.text for mail in Message.objects.order_by("pk"))
    assert "/en/guides/permit/" in english
    assert "New permit 3" in english
    assert "New permit 2" not in english
    assert "New visa 2" in english
    assert "新visa2" in chinese

    change(home)
    assert actions.tell() == 1
    assert letters()[2] == ("eve@example.org", "Changed: Housing")


def test_a_guide_that_is_followed_by_itself_too_is_told_of_by_one_letter():
    permit, visa = make("permit"), make("visa")
    page = SearchEntry.objects.get(slug="permit")
    follow(topics.find("work"), "ada@example.org")
    follow(page, "Ada@example.org")

    change(permit)
    actions.tell()
    assert letters() == [("Ada@example.org", "Changed: Permit")]

    change(visa)
    PageWatch.objects.filter(group="").delete()
    actions.tell()
    assert letters()[1:] == [("ada@example.org", "Changed: Work")]
    assert "New permit" not in Message.objects.latest("pk").text


def test_a_change_that_appears_after_a_later_one_was_told_is_told_too():
    """Its transaction wrote it first and ended last."""
    first, second = make("first"), make("second")
    follow(topics.find("work"), "ada@example.org")
    early = change(first)
    key = early.pk
    early.delete()
    change(second)
    actions.tell()

    MeaningChange.objects.create(
        pk=key, kind="guides", object_pk=first.pk, version=2,
        note_en="Early", note_zh_hans="在先",
    )  # fmt: skip
    actions.tell()
    actions.tell()

    assert len(letters()) == 2
    assert "Early" in Message.objects.latest("pk").text


def test_who_hears_once_a_week_hears_on_thursday():
    permit = make("permit")
    follow(topics.find("work"), "ada@example.org", rhythm="weekly")
    change(permit)
    assert actions.tell() == 0

    MeaningChange.objects.update(at=timezone.now() - dt.timedelta(days=7))

    assert actions.tell() == 1


def test_a_withdrawn_guide_is_not_told_of_and_a_topic_is_never_forgotten():
    permit = make("permit")
    follow(topics.find("work"), "ada@example.org")
    change(permit)
    permit.unpublish()

    assert actions.tell() == 0
    assert actions.forget() == 0


@pytest.mark.parametrize("how_many", [1, 3])
def test_telling_costs_the_same_however_much_has_changed(django_assert_num_queries, how_many):
    for number in range(how_many):
        follow(topics.find("work"), f"reader{number}@example.org")
        change(make(f"guide{number}"))
    Message.objects.all().delete()

    with django_assert_num_queries(16):
        assert actions.tell() == how_many
