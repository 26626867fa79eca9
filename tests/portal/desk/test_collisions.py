"""Two people edit the same item: neither overwrites the other unawares."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client

from portal.base import patience
from services.models import Guide
from tests.factories import make_guide, make_user
from tests.portal.desk.forms import filled, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(settings):
    """A second browser, of somebody else."""
    settings.DESK_SECOND_FACTOR = False
    client = Client()
    client.force_login(make_user(name="Wang", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def both(desk, colleague, at):
    """Both have the form of one guide open; the colleague saves first."""
    guide = make_guide(who_en="All.", fee_en="¥1", fee_zh_hans="1元")
    address = at(Guide, "edit", guide.pk)
    mine, theirs = filled(desk.get(address)), filled(colleague.get(address))
    colleague.post(address, theirs | {"who_en": "Theirs.", "fee_en": "¥2"})
    return address, mine


def draft() -> Guide:
    return Guide.objects.get().get_latest_revision_as_object()


def rows(page) -> list[list[str]]:
    table = BeautifulSoup(page.content, "html.parser").select("section.collision tbody tr")
    return [[cell.text for cell in row.select("th, td")] for row in table]


def test_the_second_save_is_refused_with_both_versions_side_by_side(desk, both):
    address, mine = both

    page = desk.post(address, mine | {"who_en": "Mine."})

    assert "Not saved yet: Wang has saved another version" in messages(page)[0]
    assert ["Who it is for (English)", "Theirs.", "Mine."] in rows(page)
    assert draft().who_en == "Theirs."
    assert "data-w-autosave-interval" not in page.text


def test_saving_again_keeps_what_stands_in_the_form_and_both_in_the_history(desk, both):
    address, mine = both
    refused = desk.post(address, mine | {"who_en": "Mine."})

    desk.post(address, filled(refused))

    assert draft().who_en == "Mine."
    texts = [each.content["who_en"] for each in Guide.objects.get().revisions.order_by("pk")]
    assert texts == ["All.", "Theirs.", "Mine."]


def test_what_one_left_alone_is_taken_over_from_the_other(desk, colleague, at):
    guide = make_guide(who_en="All.", fee_en="¥1")
    guide.save_revision()
    address = at(Guide, "edit", guide.pk)
    mine, theirs = filled(desk.get(address)), filled(colleague.get(address))
    colleague.post(address, theirs | {"fee_en": "¥2"})

    page = desk.post(address, mine | {"who_en": "Mine."})

    assert rows(page) == [["Who it is for (English)", "All.", "Mine."]]
    assert "since you had not touched it: Fee (English)" in page.text
    desk.post(address, filled(page))
    assert (draft().who_en, draft().fee_en) == ("Mine.", "¥2")


def test_a_save_by_itself_never_overwrites_somebody_elses(desk, both):
    address, mine = both

    answer = desk.post(
        address, mine | {"who_en": "Mine."}, headers={"accept": "application/json"}
    )

    assert answer.json()["error_code"] == "invalid_revision"
    assert draft().who_en == "Theirs."


def test_ones_own_saves_come_after_each_other(desk, at):
    guide = make_guide()
    address = at(Guide, "edit", guide.pk)
    form = filled(desk.get(address))
    desk.post(address, form | {"who_en": "One."}, headers={"accept": "application/json"})

    desk.post(address, form | {"who_en": "Two."})

    assert draft().who_en == "Two."


@pytest.mark.django_db(transaction=True)
def test_what_an_import_holds_is_not_waited_for_and_nothing_typed_is_lost(
    desk, at, monkeypatch
):
    monkeypatch.setattr(patience, "PATIENCE", "50ms")
    guide = make_guide()
    address = at(Guide, "edit", guide.pk)
    mine = filled(desk.get(address)) | {"who_en": "Mine."}

    importing = connection.copy()
    try:
        with importing.cursor() as cursor:
            cursor.execute("BEGIN; SELECT 1 FROM services_guide FOR NO KEY UPDATE")
        page = desk.post(address, mine)
        confirmed = desk.post(at(Guide, "confirmation", guide.pk), follow=True)
    finally:
        importing.close()

    assert "Not saved yet: this is being changed at this moment" in messages(page)[0]
    assert "Mine." in page.text
    assert "Not done: this is being changed at this moment" in messages(confirmed)[0]
    desk.post(address, mine)
    assert draft().who_en == "Mine."


def test_a_form_that_cannot_be_read_is_refused_in_plain_words(desk, at):
    guide = make_guide(who_en="All.")
    address = at(Guide, "edit", guide.pk)
    form = filled(desk.get(address))
    made_up = {"papers-TOTAL_FORMS": "1", "papers-INITIAL_FORMS": "1", "papers-0-id": "x"}
    not_whole = {name: value for name, value in form.items() if name != "sources-count"}

    for sent in (form | made_up, not_whole):
        told = messages(desk.post(address, sent | {"who_en": "Mine."}, follow=True))
        assert "missing or cannot be read" in told[0]
    assert guide.revisions.count() == 0
