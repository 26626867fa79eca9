"""What an import shows before it is carried out, what it then does, and its undo."""

import io
import zipfile
from contextlib import closing

import openpyxl
import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.urls import reverse
from wagtail.users.models import UserProfile

from communities.models import AuditEntry
from portal.exchange import actions, writing
from portal.models import FormerAddress, Import
from portal.publishing import meaning
from services.models import Apartment
from tests.factories import make_apartment, make_community, make_school, make_user, publish
from tests.portal.exchange.conftest import Rows, brought_back, decide, taken_along

pytestmark = pytest.mark.django_db
PAGE = "/desk/apartments/import/"


@pytest.fixture
def home(community):
    return make_apartment(
        community=community,
        name_en="River",
        name_zh_hans="河畔",
        rent_min=5000,
        rent_as_of="2026",
    )


def faults(run) -> list[list]:
    assert run.state == "faulty"
    return run.found["faults"]


def rent(home) -> int | None:
    home.refresh_from_db()
    return home.rent_min


def test_the_page_says_in_the_persons_language_what_may_be_uploaded(publisher):
    UserProfile.objects.create(user=publisher.user, preferred_language="zh-hans")

    assert "Excel 工作簿（.xlsx）或 CSV 文件，最多 5000 行。" in publisher.get(PAGE).text


# --- What would change, and what is wrong ----------------------------------------


def test_what_would_change_is_told_cell_by_cell_before_anything_is_written(publisher, home):
    rows = Rows(taken_along(publisher)).set(1, rent_from=6000, **{"summary_(english)": "New."})

    run = brought_back(publisher, rows)

    assert run.found["changes"] == [
        {
            "row": 2,
            "name": "河畔",
            "slug": home.slug,
            "is_new": False,
            "like": "",
            "stays_draft": "",
            "cells": [
                ["Summary (English)", home.summary_en, "New."],
                ["Rent from", "5000", "6000"],
            ],
        }
    ]
    page = publisher.get(PAGE)
    assert "1 row would change" in page.text
    assert "6000" in page.text
    assert rent(home) == 5000


def test_faults_are_named_by_row_and_column_and_nothing_can_be_done(publisher, home, community):
    make_apartment(community=community, slug="second")
    rows = Rows(taken_along(publisher))
    rows.set(1, rent_from="five", district="Chaoyangg").set(2, rent_as_of="", rent_from=1)
    rows.set(2, takes_pets="=A1")

    run = brought_back(publisher, rows)

    told = {(row, column): words for row, column, words in faults(run)}
    assert set(told) == {(2, "District"), (2, "Rent from"), (3, "Takes pets")}
    assert told[2, "Rent from"].startswith("“five” is no whole number")
    assert "Write one of: Dongcheng" in told[2, "District"]
    assert "formula" in told[3, "Takes pets"]
    assert "Nothing of list.xlsx is written" in publisher.get(PAGE).text
    decide(publisher, "draft")
    assert rent(home) == 5000


def test_what_belongs_together_is_told_at_one_of_its_columns(publisher, home):
    run = brought_back(publisher, Rows(taken_along(publisher)).set(1, rent_as_of=""))

    [[row, column, words]] = faults(run)
    assert (row, column) == (2, "Rent as of")
    assert words == "A rent needs its date: fill in “rent as of” too."


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["a", "b"], ["1", "2"]], "The first row must hold the headings of an export"),
        ([["Web address", "Rrent"], ["x", "2"]], "These columns are not known here: Rrent."),
        ([["Web address", "Web address"], ["x", "2"]], "stand there twice: Web address"),
        ([["Web address"]], "There is no row below the headings."),
    ],
)
def test_a_file_that_is_no_such_table_says_what_to_do(publisher, rows, words):
    run = brought_back(publisher, rows)

    assert words in faults(run)[0][2]


def workbook(sheet: str) -> bytes:
    """A workbook whose one sheet is whatever somebody has put there."""
    plain, made = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    with (
        zipfile.ZipFile(plain) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            after.writestr(name, sheet if is_sheet else before.read(name))
    return made.getvalue()


BOMB = """<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04broken",
        b"\xff\xfe\x00\x01",
        b"a\x00b",
        workbook("<worksheet><sheetData>"),
        workbook(BOMB),
    ],
    # A packed file holds the time of its packing, and each process would name it anew.
    ids=["broken zip", "broken text", "null", "broken sheet", "entities"],
)
def test_what_is_no_table_at_all_is_refused_in_plain_words(publisher, content, community):
    run = actions.upload(
        Apartment, by=publisher.user, filename="x", content=content, call=lambda: None
    )
    actions.work()
    run.refresh_from_db()

    assert "CSV" in faults(run)[0][2]


def test_imports_leave_workers_over_for_mails(publisher, community):
    other = connection.copy()
    with closing(other), other.cursor() as cursor:
        for turn in range(actions.MOST_AT_ONCE):
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [actions._TURNS, turn])
        run = actions.upload(
            Apartment, by=publisher.user, filename="x", content=b"x", call=lambda: None
        )
        assert actions.work() == 0
    run.refresh_from_db()
    assert run.state == Import.State.CHECKING
    assert actions.work() == 1


def test_what_would_unpack_to_more_than_a_worker_can_hold_is_not_unpacked(publisher, community):
    content = workbook(" " * 61_000_000)
    run = actions.upload(
        Apartment, by=publisher.user, filename="x", content=content, call=lambda: None
    )
    actions.work()
    run.refresh_from_db()

    assert len(content) < 10_000_000
    assert faults(run)[0][2] == "This file is too large."


def test_emptied_texts_that_readers_need_are_a_fault(publisher, home):
    run = brought_back(publisher, Rows(taken_along(publisher)).set(1, **{"name_(中文)": ""}))

    assert faults(run) == [[2, "Name (中文)", "Readers need this text: it must not be empty."]]


def test_a_row_that_ends_early_says_that_the_rest_is_empty(publisher, home):
    Apartment.objects.update(phone="1")

    run = brought_back(publisher, [["Web address", "Phone"], [home.slug]], form="csv")

    assert [change["cells"] for change in run.found["changes"]] == [[["Phone", "1", ""]]]


def test_the_page_says_how_far_the_work_is(publisher, home):
    brought_back(publisher, taken_along(publisher))
    run = Import.objects.get()
    run.state, run.stretch = "applying", (20, 85)
    run.save()
    run.note_progress(1, 2)

    asked = publisher.get(PAGE, headers={"accept": "application/json"})
    assert asked.json() == {"state": "applying", "percent": 52}
    assert '<progress value="52" max="100"' in publisher.get(PAGE).text


def test_of_many_that_are_there_already_the_page_names_a_hundred(publisher, home):
    run = brought_back(publisher, Rows(taken_along(publisher)).set(1, phone="1"))
    run.found["changes"] = 102 * [run.found["changes"][0] | {"like": "river"}]
    run.save()

    page = publisher.get(PAGE).text

    assert page.count("→ address river") == 100
    assert "And 2 more." in page


# --- Whose things ----------------------------------------------------------------


def test_rows_of_another_community_do_not_exist(publisher, home):
    foreign = make_apartment(community=make_community(name_zh_hans="异地"), slug="foreign")
    rows = Rows(taken_along(publisher))
    assert [row[0] for row in rows[1:]] == [home.slug]
    rows.add(web_address=foreign.slug, rent_from=1)
    rows.add(web_address="nowhere", rent_from=1)
    rows.set(1, community="异地")

    told = {
        (row, column): words for row, column, words in faults(brought_back(publisher, rows))
    }

    assert told[3, "Web address"] == told[4, "Web address"].replace("nowhere", "foreign")
    assert told[2, "Community"].startswith("“异地” is not known here.")


def test_what_is_under_review_is_left_to_its_reviewer(editor, home):
    home.save_revision()
    home.get_workflow().start(home, make_user())

    run = brought_back(editor, Rows(taken_along(editor)).set(1, rent_from=1))

    assert "under review" in faults(run)[0][2]


def test_who_only_drafts_gets_drafts(editor, home):
    run = brought_back(editor, Rows(taken_along(editor)).set(1, rent_from=6000))
    assert run.found["changes"][0]["stays_draft"] == "You may not publish this."
    assert 'value="publish"' not in editor.get(PAGE).text

    decide(editor, "publish", note="Rent.")

    assert rent(home) == 5000
    assert home.get_latest_revision_as_object().rent_min == 6000


def test_nobody_sees_or_decides_on_the_import_of_somebody_else(
    publisher, home, client, community
):
    run = brought_back(publisher, Rows(taken_along(publisher)).set(1, rent_from=6000))
    client.force_login(make_user(is_staff=True, is_superuser=True))

    assert "6000" not in client.get(PAGE).text
    client.post(PAGE, {"step": "draft", "is_change": 0})
    client.post(PAGE, {"step": "discard"})
    run.refresh_from_db()
    assert run.state == "ready"


# --- Carrying out ----------------------------------------------------------------


def test_the_meaning_is_asked_once_for_all(publisher, home, community):
    other = make_apartment(community=community, rent_min=1, rent_as_of="2026")
    for each in (home, other):
        each.refresh_from_db()
    rows = Rows(taken_along(publisher)).set(1, rent_from=6000).set(2, rent_from=6000)
    brought_back(publisher, rows)

    refused = decide(publisher, "publish", is_change="")
    assert rent(home) == 5000
    assert refused.status_code == 200
    decide(publisher, "publish", note="Rents have changed.", stated_in=["zh-hans"])

    for each in (home, other):
        assert rent(each) == 6000
        assert meaning.is_outdated(each, "en")
        assert [change.note_en for change in each.changes()] == ["Rents have changed."]
    assert publisher.get(PAGE).text.count("2 rows are written.") == 1


def test_new_rows_are_made_and_the_same_file_again_makes_none(publisher, home, community):
    new = {
        "name_(english)": "Lake House",
        "name_(中文)": "湖居",
        "summary_(english)": "By the lake.",
        "summary_(中文)": "湖边。",
        "kind": "Talent apartment",
        "community": "Wangjing",
    }
    rows = Rows(taken_along(publisher)).add(**new)

    run = brought_back(publisher, rows)
    assert run.found["changes"][0]["slug"] == "lake-house"
    decide(publisher, "publish")
    made = Apartment.objects.get(slug="lake-house")
    assert (made.live, made.community) == (True, community)

    again = brought_back(publisher, rows)
    assert [each["like"] for each in again.found["changes"]] == ["lake-house"]
    assert "They are not made" in publisher.get(PAGE).text
    decide(publisher, "publish")
    assert Apartment.objects.count() == 2


def test_a_new_row_needs_a_name_a_kind_and_a_community_of_ones_own(publisher, home):
    told = faults(brought_back(publisher, Rows(taken_along(publisher)).add(phone="1")))

    assert [(row, column) for row, column, _words in told] == [(3, "Community")]
    rows = Rows(taken_along(publisher)).add(phone="1", community="望京")
    told = faults(brought_back(publisher, rows))
    assert [(row, column) for row, column, _words in told] == [(3, "Kind"), (3, "Name (中文)")]


def test_a_draft_in_work_is_joined_and_not_published(publisher, home):
    home.summary_en = "In work."
    home.save_revision()
    brought_back(publisher, Rows(taken_along(publisher)).set(1, rent_from=6000))

    decide(publisher, "publish", note="Rent.")

    assert rent(home) == 5000
    newest = home.get_latest_revision_as_object()
    assert (newest.rent_min, newest.summary_en) == (6000, "In work.")


def test_what_has_changed_since_it_was_shown_is_shown_again(publisher, home):
    brought_back(publisher, Rows(taken_along(publisher)).set(1, rent_from=6000))
    home.rent_min = 5500
    publish(home, note="Rent.")

    decide(publisher, "publish", note="Rent.")

    assert rent(home) == 5500
    assert "Somebody has changed something meanwhile" in publisher.get(PAGE).text
    decide(publisher, "publish", note="Rent.")
    assert rent(home) == 6000


def test_a_worker_that_dies_half_way_has_written_nothing_and_can_start_again(
    publisher, home, community, monkeypatch
):
    make_apartment(community=community)
    rows = Rows(taken_along(publisher)).set(1, phone="1").set(2, phone="1")
    brought_back(publisher, rows)
    carry_out, times = writing._carry_out, []

    def dies(run, change):
        done = carry_out(run, change)
        times.append(change)
        if len(times) == 2:
            raise MemoryError
        return done

    monkeypatch.setattr(writing, "_carry_out", dies)
    decide(publisher, "publish", note="Rent.")
    assert [*Apartment.objects.filter(phone="1")] == []
    assert "stopped; nothing of it was written" in publisher.get(PAGE).text

    monkeypatch.setattr(writing, "_carry_out", carry_out)
    decide(publisher, "again")
    assert Apartment.objects.filter(phone="1").count() == 2


def test_a_new_row_takes_no_address_that_old_links_lead_to(publisher, home):
    FormerAddress.objects.create(kind=home.kind, slug="xin", object_pk=0)
    rows = Rows(taken_along(publisher))

    run = brought_back(
        publisher, rows.add(kind="Talent apartment", community="望京", **{"name_(中文)": "新"})
    )

    assert [change["slug"] for change in run.found["changes"]] == ["xin-2"]


# --- Undoing ---------------------------------------------------------------------


def test_one_undo_brings_everything_back_and_names_what_changed_since(
    publisher, home, community
):
    touched = make_apartment(community=community, name_zh_hans="改过", phone="1")
    drafted = make_apartment(community=community, phone="2")
    drafted.wechat = "in-work"
    drafted.save_revision()
    rows = Rows(taken_along(publisher))
    for row in (1, 2, 3):
        rows.set(row, phone="010")
    brought_back(
        publisher, rows.add(kind="Talent apartment", community="望京", **{"name_(中文)": "新"})
    )
    decide(publisher, "publish", note="Phones.")
    touched.refresh_from_db()
    touched.email = "a@example.org"
    publish(touched)

    decide(publisher, "undo")

    home.refresh_from_db()
    assert (home.phone, home.has_unpublished_changes) == ("", False)
    newest = drafted.get_latest_revision_as_object()
    assert (newest.phone, newest.wechat) == ("2", "in-work")
    assert not Apartment.objects.filter(name_zh_hans="新").exists()
    touched.refresh_from_db()
    assert touched.phone == "010"
    run = Import.objects.get()
    assert (run.state, run.left) == ("undone", ["改过"])
    assert "改过" in publisher.get(PAGE).text


def test_what_something_refers_to_stays_and_the_record_tells_of_no_deletion(
    publisher, home, community
):
    rows = Rows(taken_along(publisher)[:1])
    for name in ("旧", "新"):
        rows.add(kind="Talent apartment", community="望京", **{"name_(中文)": name})
    brought_back(publisher, rows)
    decide(publisher, "draft")

    def needed(instance, **kwargs):
        if instance.name_zh_hans == "旧":
            raise ProtectedError("still needed", {instance})

    pre_delete.connect(needed, sender=Apartment)
    try:
        decide(publisher, "undo")
    finally:
        pre_delete.disconnect(needed, sender=Apartment)

    deleted = AuditEntry.objects.filter(action="wagtail.delete")
    assert Import.objects.get().left == ["旧"]
    assert set(Apartment.objects.values_list("name_zh_hans", flat=True)) == {
        home.name_zh_hans,
        "旧",
    }
    assert [entry.label for entry in deleted] == ["新"]


def test_the_record_tells_of_the_export_the_import_and_the_undo(publisher, home):
    brought_back(publisher, Rows(taken_along(publisher)).set(1, phone="010"))
    decide(publisher, "publish")
    decide(publisher, "undo")

    told = AuditEntry.objects.filter(content_type__model="apartment", object_id="0")
    assert [entry.sentence for entry in told.order_by("pk")] == [
        "Li took a list along as a file: Apartments.",
        "Li imported a list: Apartments.",
        "Li undid an import: Apartments.",
    ]


def test_a_file_is_kept_until_it_is_done_or_for_a_day(publisher, home, community):
    brought_back(publisher, Rows(taken_along(publisher)).set(1, phone="010"))
    decide(publisher, "publish")
    assert Import.objects.get().file is None

    brought_back(publisher, Rows(taken_along(publisher)).set(1, phone="011"))
    Import.objects.filter(state="ready").update(asked_at="2026-01-01T00:00Z")
    actions.forget()
    assert [run.state for run in Import.objects.all()] == ["applied"]


def test_every_kind_of_place_has_its_import(publisher, community):
    make_school(community=community)
    for kind in ("schools", "hospitals", "projects", "platforms"):
        assert publisher.get(f"/desk/{kind}/import/").status_code == 200
    page = publisher.get(reverse("wagtailsnippets_services_school:list"))
    assert "/desk/schools/import/" in page.text
