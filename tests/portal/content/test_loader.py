"""What a load writes, what it leaves alone, and that it never does half of it."""

import io

import pytest
from django.core.management import call_command

from communities.models import (
    Community,
    EventSeries,
    Landmark,
    Platform,
    Project,
    Scenario,
)
from portal.content import loader
from portal.models import (
    ContentChange,
    ContentRecord,
    Fact,
    MetroLine,
    MetroStation,
    MetroTransfer,
    SearchAlias,
    SearchEntry,
    SearchSynonym,
)
from services.models import (
    Apartment,
    Deadline,
    Guide,
    Hospital,
    Journey,
    PointsRule,
    QuestionSet,
    School,
    Step,
    Term,
)
from tests.factories import make_apartment, publish
from tests.portal.content.packs import APARTMENT, GUIDE, write_pack

pytestmark = pytest.mark.django_db

PUBLIC = (
    Community, Scenario, Platform, Project, EventSeries, Apartment, School, Hospital, Guide,
    Journey, QuestionSet,
)  # fmt: skip


def load(folder, **options) -> list[str]:
    said = io.StringIO()
    call_command("load_content", folder, stdout=said, **options)
    return said.getvalue().splitlines()


def test_every_record_of_the_portals_own_pack_lands():
    assert load(loader.PACK) == ["1379 records loaded, 0 changed, 0 unchanged."]

    numbers = {
        Guide: 28, Apartment: 65, School: 32, Hospital: 36, Community: 8, Platform: 39,
        Project: 36, EventSeries: 16, Scenario: 9, MetroStation: 423, MetroLine: 28,
        MetroTransfer: 262, Term: 69, Fact: 37, Journey: 5, Deadline: 12, PointsRule: 7,
        QuestionSet: 5, SearchAlias: 84, SearchSynonym: 178,
    }  # fmt: skip
    assert {model: model.objects.count() for model in numbers} == numbers
    findable = (*PUBLIC, MetroStation, Term)
    assert SearchEntry.objects.count() == sum(numbers[model] for model in findable)
    assert ContentChange.objects.count() == 1
    for model in PUBLIC:
        for record in model.objects.all():
            assert record.missing_translations() == []
            assert record.live
            assert len(record.sources) >= 1

    changes = ContentRecord.objects.order_by("pk").values_list("pk", "loaded_at")
    before = list(changes)
    assert load(loader.PACK) == ["Nothing to do: 1379 records unchanged."]
    assert list(changes) == before
    assert ContentChange.objects.count() == 1


def test_a_record_lands_with_its_parts_in_order(tmp_path):
    load(write_pack(tmp_path))

    steps = Step.objects.order_by("sort_order").values_list("title_en", "title_zh_hans")
    assert list(steps) == [("One", "一"), ("Two", "二")]
    assert Landmark.objects.get().kind == "office"
    home = Apartment.objects.get()
    assert (home.apartment_kind, home.community.slug) == ("villa_compound", "wangjing")
    assert home.sources[0].value["title"] == "A page"
    assert (home.address_en, home.address_zh_hans, home.rent_min) == ("", "", None)


def test_a_changed_record_moves_its_row_its_entry_and_the_version(tmp_path):
    load(write_pack(tmp_path))
    pk = Apartment.objects.get().pk

    said = load(
        write_pack(tmp_path, apartment={"name_en": "River Villas", "kind": "rental_compound"})
    )

    assert said == ["0 records loaded, 1 changed, 3 unchanged."]
    home = Apartment.objects.get()
    assert (home.pk, home.name_en, home.apartment_kind) == (
        pk,
        "River Villas",
        "rental_compound",
    )
    assert (home.meaning_version, home.answered_version_zh_hans) == (2, 2)
    assert SearchEntry.objects.get(kind="apartments").title_en == "River Villas"
    assert ContentChange.objects.count() == 2


def test_a_fact_that_a_record_no_longer_states_goes(tmp_path):
    load(write_pack(tmp_path, apartment={"rent_min": 9000, "rent_as_of": "2020"}))

    load(write_pack(tmp_path))

    assert (Apartment.objects.get().rent_min, Apartment.objects.get().rent_as_of) == (None, "")


def test_a_part_that_a_record_no_longer_has_goes(tmp_path):
    load(write_pack(tmp_path))

    load(write_pack(tmp_path, **{"guides/work-permit": GUIDE | {"steps": GUIDE["steps"][1:]}}))

    assert list(Step.objects.values_list("title_en", flat=True)) == ["Two"]


def edit_and_publish(home):
    home.name_en = "Ours"
    publish(home)


def edit_a_draft(home):
    home.name_en = "Ours, soon"
    home.save_revision()


def withdraw(home):
    home.unpublish()


def delete(home):
    home.delete()


@pytest.mark.parametrize("touch", [edit_and_publish, edit_a_draft, withdraw, delete])
def test_what_staff_have_touched_is_left_alone_and_named(tmp_path, touch):
    load(write_pack(tmp_path))
    touch(Apartment.objects.get())
    before = list(Apartment.objects.values())

    said = load(write_pack(tmp_path, apartment={"name_en": "Theirs"}))

    assert said == [
        "left alone, staff have changed it: apartments/river-garden",
        "Nothing to do: 3 records unchanged.",
    ]
    assert list(Apartment.objects.values()) == before


def test_a_part_that_staff_have_added_is_left_alone(tmp_path):
    load(write_pack(tmp_path))
    Landmark.objects.create(
        community=Community.objects.get(), sort_order=5, name_en="New", name_zh_hans="新"
    )

    said = load(write_pack(tmp_path))

    assert "left alone, staff have changed it: communities/wangjing" in said
    assert Landmark.objects.count() == 2


def test_what_staff_have_made_under_the_same_slug_is_theirs(tmp_path):
    make_apartment(slug="river-garden", name_en="Ours")

    said = load(write_pack(tmp_path))

    assert "left alone, staff have changed it: apartments/river-garden" in said
    assert Apartment.objects.get().name_en == "Ours"


@pytest.mark.parametrize("touch", [edit_and_publish, edit_a_draft, withdraw, delete])
def test_overwrite_replaces_what_staff_have_touched(tmp_path, touch):
    load(write_pack(tmp_path))
    touch(Apartment.objects.get())

    load(write_pack(tmp_path, apartment={"name_en": "Theirs"}), overwrite=True)

    home = Apartment.objects.get()
    assert (home.name_en, home.live, home.has_unpublished_changes) == ("Theirs", True, False)
    assert home.get_latest_revision_as_object().name_en == "Theirs"
    assert SearchEntry.objects.get(kind="apartments").title_en == "Theirs"
    again = load(write_pack(tmp_path, apartment={"name_en": "Theirs"}))
    assert again == ["Nothing to do: 4 records unchanged."]


def test_a_pack_of_one_file_may_point_at_what_is_loaded_already(tmp_path):
    load(write_pack(tmp_path / "first"))
    second = tmp_path / "second"
    write_pack(second, apartments=[APARTMENT | {"slug": "another"}])
    for name in ("metro.yaml", "communities.yaml", "guides/work-permit.yaml"):
        (second / name).unlink()

    assert load(second) == ["1 records loaded, 0 changed, 0 unchanged."]


def test_a_failure_half_way_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(loader, "content_changed", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load(write_pack(tmp_path))

    assert not MetroStation.objects.exists()
    assert not ContentRecord.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_a_second_load_costs_the_same_queries_for_one_home_and_for_three(
    tmp_path, number, django_assert_num_queries
):
    homes = [APARTMENT | {"slug": f"home-{each}"} for each in range(number)]
    load(write_pack(tmp_path, apartments=homes))
    records = loader.read_and_check(tmp_path)

    with django_assert_num_queries(18):
        loader.load(records)
