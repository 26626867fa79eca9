"""The clock: what is due is published and withdrawn, once, whatever else fails."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from portal.publishing.actions import apply_schedule
from portal.search.models import SearchEntry
from services.models import Guide
from tests.factories import make_guide

PAST = dt.timedelta(minutes=-1)


def scheduled(**fields) -> Guide:
    """Make a draft whose time has come, as if the clock had not run since."""
    guide = make_guide(live=False, go_live_at=timezone.now() + PAST, **fields)
    revision = guide.save_revision(clean=False)
    revision.approved_go_live_at = timezone.now() + PAST
    revision.save()
    return guide


@pytest.mark.django_db
def test_what_is_due_becomes_public():
    guide = scheduled()

    assert apply_schedule() == 1

    assert Guide.objects.published().get() == guide
    assert SearchEntry.objects.get().slug == guide.slug
    assert ModelLogEntry.objects.get().action == "wagtail.publish.scheduled"


@pytest.mark.django_db
def test_what_has_expired_is_withdrawn():
    guide = make_guide(live=False)
    guide.save_revision().publish()
    Guide.objects.update(expire_at=timezone.now() + PAST)

    assert apply_schedule() == 1

    guide.refresh_from_db()
    assert (guide.live, guide.expired) == (False, True)
    assert not SearchEntry.objects.exists()


@pytest.mark.django_db
def test_what_was_due_and_has_expired_meanwhile_is_not_left_standing():
    scheduled(expire_at=timezone.now() + PAST)

    apply_schedule()

    assert not Guide.objects.published().exists()


@pytest.mark.django_db
def test_nothing_is_done_before_its_time():
    guide = make_guide(live=False, go_live_at=timezone.now() + dt.timedelta(hours=1))
    guide.save_revision().publish()

    assert apply_schedule() == 0
    assert not Guide.objects.published().exists()


@pytest.mark.django_db
def test_one_that_is_not_ready_is_taken_off_the_calendar_and_stops_nobody():
    scheduled(summary_zh_hans="")
    ready = scheduled()

    apply_schedule()

    assert Guide.objects.published().get() == ready
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.django_db
def test_one_that_fails_stops_nobody_and_is_tried_again(monkeypatch):
    broken, sound = scheduled(), scheduled()
    publish = Guide.publish

    def publish_all_but_one(self, revision, **options):
        if self.pk == broken.pk:
            raise ZeroDivisionError
        return publish(self, revision, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Guide, "publish", publish_all_but_one)
        apply_schedule()
    assert Guide.objects.published().get() == sound

    apply_schedule()
    assert Guide.objects.published().count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_do_everything_once():
    for _turn in range(5):
        scheduled()
    start = Barrier(2)

    def run(_clock):
        start.wait()
        try:
            return apply_schedule()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(run, range(2)))

    assert sum(done) == 5
    assert ModelLogEntry.objects.filter(action="wagtail.publish.scheduled").count() == 5
