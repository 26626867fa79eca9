"""Publishing: row, search entry and content version move together, in both languages."""

import datetime as dt
import time

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from portal.models import ContentChange, SearchEntry
from portal.publishing.readiness import NotReady
from services.models import Guide
from tests.factories import make_guide

pytestmark = pytest.mark.django_db


def draft(**fields) -> Guide:
    return make_guide(live=False, **fields)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_revision_publishes_both_languages_whichever_is_active(language):
    guide = draft()
    guide.title_en, guide.title_zh_hans = "New", "新"
    guide.steps.create(title_en="One", title_zh_hans="一", body_en="Do.", body_zh_hans="做。")

    with translation.override(language):
        guide.save_revision().publish()

    guide = Guide.objects.published().get()
    assert (guide.title_en, guide.title_zh_hans) == ("New", "新")
    assert [(s.title_en, s.title_zh_hans) for s in guide.steps.all()] == [("One", "一")]
    entry = SearchEntry.objects.get()
    assert (entry.kind, entry.title_en, entry.title_zh_hans) == ("guides", "New", "新")
    assert ContentChange.objects.count() == 1


def test_a_text_missing_in_one_language_keeps_it_private():
    guide = draft(title_zh_hans="")

    with pytest.raises(NotReady):
        guide.save_revision(clean=False).publish()

    assert not Guide.objects.published().exists()
    assert not SearchEntry.objects.exists()


def test_a_future_date_shows_nothing_before_its_time():
    guide = draft()
    guide.go_live_at = timezone.now() + dt.timedelta(days=1)
    guide.save_revision().publish()

    assert not Guide.objects.published().exists()
    assert not SearchEntry.objects.exists()


def test_a_scheduled_guide_appears_when_its_time_has_come():
    guide = draft()
    guide.go_live_at = timezone.now() + dt.timedelta(seconds=0.5)
    guide.save_revision().publish()
    time.sleep(0.6)

    call_command("publish_scheduled")

    assert SearchEntry.objects.get().slug == guide.slug


def test_withdrawing_takes_it_out_of_the_index():
    guide = draft()
    guide.save_revision().publish()

    Guide.objects.get().unpublish()

    assert not Guide.objects.published().exists()
    assert not SearchEntry.objects.exists()
    assert ContentChange.objects.count() == 2


def test_deleting_takes_it_out_of_the_index():
    guide = draft()
    guide.save_revision().publish()

    Guide.objects.get().delete()

    assert not SearchEntry.objects.exists()


def test_a_failure_half_way_leaves_everything_as_it_was(monkeypatch):
    guide = draft()
    revision = guide.save_revision()
    monkeypatch.setattr("portal.search.index.refresh", lambda thing: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        revision.publish()

    assert not Guide.objects.published().exists()
    assert not ContentChange.objects.exists()


def test_an_older_draft_does_not_bring_back_old_bookkeeping():
    guide = draft()
    old = guide.save_revision()
    Guide.objects.update(meaning_version=5, answered_version_en=4)

    old.publish()

    guide.refresh_from_db()
    assert (guide.meaning_version, guide.answered_version_en) == (5, 4)
