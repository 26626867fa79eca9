"""What an import has published is as if somebody had published it by hand, rows and all."""

import pytest
from django.utils import timezone
from wagtail.actions.registry import action_registry
from wagtail.models import ReferenceIndex

from communities.models import AuditEntry
from portal.models import (
    ContentChange,
    FormerAddress,
    MeaningAnswer,
    MeaningChange,
    Message,
    PageWatch,
    SearchEntry,
)
from portal.publishing import answers, reviewing
from portal.search import index
from portal.watches import actions as watches
from services.models import Apartment
from tests.factories import make_apartment, make_picture, make_station
from tests.portal.exchange.conftest import Rows, brought_back, decide, taken_along

pytestmark = pytest.mark.django_db
NOTE = "Rents have risen."
# What differs between any two records, and when it was done.
OWN = {"id", "pk", "slug", "object_pk", "first_published_at", "last_published_at"} | {
    "latest_revision", "live_revision", "at", "turn", "name_words", "words",
}  # fmt: skip


def values(row) -> dict:
    return {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.name not in OWN
    }


def all_of(home) -> dict:
    """Everything that there is of a record, in whatever table."""
    of_thing = {"kind": "apartments", "object_pk": home.pk}
    record = AuditEntry.objects.for_instance(home).order_by("pk")
    refers_to = ReferenceIndex.get_references_for_object(home).order_by("model_path")
    to = ("to_content_type", "to_object_id", "model_path")
    versions = home.revisions.order_by("created_at", "pk")
    assert home.latest_revision == home.live_revision == versions.last()
    return {
        "row": values(home),
        "versions": [
            {name: said for name, said in each.content.items() if name not in OWN}
            for each in versions
        ],
        "whose": [(each.user_id, each.object_str) for each in versions],
        "changes": [values(each) for each in MeaningChange.objects.filter(**of_thing)],
        "answers": MeaningAnswer.objects.filter(**of_thing).count(),
        "entry": values(SearchEntry.objects.get(**of_thing)),
        "addresses": FormerAddress.objects.filter(**of_thing).count(),
        "refers to": list(refers_to.values_list(*to)),
        "record": [
            (each.action, each.user_id, each.label, each.data, each.content_changed)
            for each in record
        ],
        "letters": [
            (each.subject.replace(home.slug, ""), NOTE in each.text)
            for each in Message.objects.filter(to=f"{home.slug}@example.org")
        ],
    }


def by_hand(home, user) -> None:
    """Do what the desk does when somebody saves a draft, answers, and publishes."""
    home.rent_min = 6000
    edit = action_registry.get_action_class(Apartment, "edit")
    edit(home, user=user).execute(skip_permission_checks=True)
    home = Apartment.objects.get(pk=home.pk)
    draft = home.latest_revision.as_object()
    notes = {"en": NOTE, "zh-hans": NOTE}
    answers.answer(draft, by=user, is_change=True, stated_in=["zh-hans"], notes=notes)
    reviewing.publish(home, by=user)


@pytest.fixture
def homes(community):
    """Two that differ in their address alone, each with a reader who watches it."""
    shared = {
        "community": community, "name_en": "River", "name_zh_hans": "河畔",
        "summary_en": "By the river.", "summary_zh_hans": "河边。",
        "nearest_metro": make_station(), "picture": make_picture(community=community),
        "rent_min": 5000, "rent_as_of": "2026", "facts_confirmed": {"rent": "2026-01-01"},
    }  # fmt: skip
    homes = [make_apartment(slug=slug, **shared) for slug in ("by-hand", "by-file")]
    index.refresh_many(homes)
    for home in homes:
        entry = SearchEntry.objects.get(object_pk=home.pk, kind="apartments")
        email = f"{home.slug}@example.org"
        watches.ask(page=entry, email=email, language="en", rhythm="at_once")
        FormerAddress.objects.create(kind="apartments", slug=home.slug, object_pk=home.pk)
    PageWatch.objects.update(confirmed_at=timezone.now())
    Message.objects.all().delete()
    return homes


def test_a_row_that_was_imported_is_as_one_that_was_published_by_hand(publisher, homes):
    hand, file = homes
    by_hand(hand, publisher.user)
    rows = Rows(row for row in taken_along(publisher) if row[0] != hand.slug)
    brought_back(publisher, rows.set(1, rent_from=6000))
    decide(publisher, "publish", note=NOTE, stated_in=["zh-hans"])
    watches.tell()

    hand, file = (Apartment.objects.get(pk=home.pk) for home in homes)
    assert all_of(file) == all_of(hand)
    told = all_of(file)
    assert (file.rent_min, file.meaning_version, file.answered_version_en) == (6000, 2, 1)
    assert [len(told[name]) for name in ("versions", "changes", "record", "letters")] == [
        2, 1, 3, 1,
    ]  # fmt: skip
    assert len(told["refers to"]) == 3


def test_however_many_rows_become_public_the_content_has_one_version_more(publisher, homes):
    rows = Rows(taken_along(publisher)).set(1, phone="010").set(2, phone="010")
    brought_back(publisher, rows)
    before = ContentChange.objects.count()

    decide(publisher, "publish", note=NOTE)

    assert ContentChange.objects.count() == before + 1
