"""A change of meaning as readers see it: five effects, and none where nothing changed."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.models import Message, PageWatch, SearchEntry
from portal.publishing.answers import Unanswered
from portal.search import index
from portal.watches import actions as watches
from services.models import Guide
from tests.factories import make_guide, publish

pytestmark = pytest.mark.django_db

NOTE = "The fee is now ¥160."


@pytest.fixture
def guide():
    """A guide that readers know, watched by Ada."""
    guide = make_guide(slug="permit", fee_en="¥120", fee_zh_hans="120元")
    index.refresh(guide)
    ask(guide, email="ada@example.org")
    PageWatch.objects.update(confirmed_at=timezone.now())
    Message.objects.all().delete()
    return guide


def ask(guide, **wish):
    page = SearchEntry.objects.get(kind="guides", object_pk=guide.pk)
    watches.ask(page=page, **{"language": "en", "rhythm": "at_once"} | wish)


def page(client, language="en") -> str:
    content = client.get(f"/{language}/guides/permit/").content
    return " ".join(BeautifulSoup(content, "html.parser").main.get_text(" ").split())


def raise_the_fee(guide, **options):
    guide.fee_en = "¥160"
    publish(guide, note=NOTE, **options)


def test_the_other_language_says_that_it_is_outdated_and_leads_to_the_current_text(
    client, guide
):
    raise_the_fee(guide, stated_in=["en"])

    chinese = BeautifulSoup(client.get("/zh-hans/guides/permit/").content, "html.parser")
    notice = chinese.select_one(".notice--warning")
    assert NOTE in notice.text
    assert notice.a["href"] == "/en/guides/permit/"
    assert notice.a["hreflang"] == "en"
    assert NOTE not in page(client).split("Where this comes from")[0]


def test_the_page_says_when_it_was_updated_and_what_has_changed(client, guide):
    assert "Updated on" not in page(client)

    raise_the_fee(guide)

    today = timezone.localdate()
    shown = page(client)
    assert f"Updated on {today.day} {today:%B %Y}." in shown
    assert f"What has changed on this page {today.day} {today:%B %Y} · {NOTE}" in shown
    assert str(today) in client.get("/sitemap.xml").text


def test_subscribers_are_told_once_by_mail(client, guide):
    raise_the_fee(guide)

    assert watches.tell() == 1
    assert watches.tell() == 0

    mail = Message.objects.get()
    assert (mail.to, mail.subject) == ("ada@example.org", f"Changed: {guide.title_en}")
    assert NOTE in mail.text
    assert "/en/guides/permit/" in mail.text
    assert PageWatch.objects.get().end_url in mail.text


@pytest.mark.parametrize("more", [0, 2])
def test_telling_costs_the_same_however_many_watch(guide, django_assert_num_queries, more):
    for number in range(more):
        ask(guide, email=f"reader{number}@example.org")
    PageWatch.objects.update(confirmed_at=timezone.now())
    raise_the_fee(guide)

    with django_assert_num_queries(15):
        assert watches.tell() == 1 + more


def test_the_meaning_has_one_version_more(guide):
    raise_the_fee(guide, stated_in=["en"])

    guide = Guide.objects.get()
    versions = (
        guide.meaning_version,
        guide.answered_version_en,
        guide.answered_version_zh_hans,
    )
    assert versions == (2, 2, 1)


def test_a_change_of_words_alone_has_none_of_the_effects(client, guide):
    guide.fee_en = "120 yuan"
    publish(guide)

    shown = page(client)
    assert "120 yuan" in shown
    assert "Updated on" not in shown
    assert "What has changed" not in shown
    assert "older than the page" not in page(client, "zh-hans")
    assert watches.tell() == 0


def test_layout_links_and_order_are_published_without_a_question(guide):
    guide.fee_en = "**¥120**"
    guide.slug = "work-permit"

    guide.save_revision().publish()

    assert Guide.objects.get().meaning_version == 1


def test_new_words_are_not_published_before_somebody_has_said_what_they_mean(client, guide):
    guide.fee_en = "¥160"

    with pytest.raises(Unanswered):
        guide.save_revision().publish()

    assert "¥120" in page(client)


def test_who_hears_once_a_week_hears_on_thursday_of_all_that_changed(guide):
    PageWatch.objects.update(rhythm="weekly")
    raise_the_fee(guide)
    guide.refresh_from_db()
    guide.fee_en = "free"
    publish(guide, note="It is free.")
    assert watches.tell() == 0

    guide_changes = type(guide).objects.get().changes()
    guide_changes.update(at=timezone.now() - dt.timedelta(days=7))
    assert watches.tell() == 1

    text = Message.objects.get().text
    assert text.index("It is free.") < text.index(NOTE)


def test_a_withdrawn_page_tells_nobody_until_it_is_back(guide):
    raise_the_fee(guide)
    Guide.objects.get().unpublish()
    assert watches.tell() == 0

    Guide.objects.get().save_revision().publish()

    assert watches.tell() == 1
