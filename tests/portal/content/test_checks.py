"""Every fault of a pack is named with its file, record and field, and nothing is written."""

import io

import pytest
from django.core.management import CommandError, call_command

from portal.models import ContentChange, ContentRecord, MetroStation, SearchEntry
from services.models import Apartment
from tests.portal.content.packs import (
    APARTMENT,
    COMMUNITY,
    GUIDE,
    SOURCE,
    STATION,
    write_pack,
)

pytestmark = pytest.mark.django_db

HOME = "apartments.yaml: river-garden"


def faults(folder) -> list[str]:
    """Load a pack that is not right; return what is said, having seen nothing written."""
    said = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_content", folder, stderr=said)
    for model in (Apartment, MetroStation, SearchEntry, ContentRecord, ContentChange):
        assert not model.objects.exists()
    return said.getvalue().splitlines()


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"colour": "red"}, "colour: is not a known field"),
        ({"rent_min": "cheap"}, "rent_min: must be a whole number, not 'cheap'"),
        ({"rent_min": True}, "rent_min: must be a whole number, not True"),
        ({"furnished": "yes"}, "furnished: must be true or false, not 'yes'"),
        ({"amenities": "gym"}, "amenities: must be a list, not 'gym'"),
        ({"amenities": ["gym", 3]}, "amenities[2]: must be a text, not 3"),
        ({"name_en": " "}, "name_en: is empty"),
        ({"name_en": None}, "name_en: is missing, though name_zh_hans is there"),
        (
            {"operator_en": "A firm"},
            "operator_zh_hans: is missing, though operator_en is there",
        ),
        ({"kind": None}, "kind: is missing"),
        ({"sources": None}, "sources: is missing"),
        ({"sources": []}, "sources: names no source"),
        ({"sources": [SOURCE | {"page": 3}]}, "sources[1].page: is not a known field"),
        ({"sources": [SOURCE | {"url": "www"}]}, "sources[1].url: Enter a valid URL."),
        ({"sources": [SOURCE | {"title": ""}]}, "sources[1].title: This field is required."),
        ({"community": "atlantis"}, "community: there is no community 'atlantis'"),
        ({"nearest_metro": "moon"}, "nearest_metro: there is no metro station 'moon'"),
        ({"website": "river"}, "website: Enter a valid URL."),
        ({"slug": "River Garden"}, None),
        ({"reviewed_on": "2026-13-01"}, None),
        (
            {"rent_as_of": "last year"},
            "rent_as_of: Write a year, a month or a day: 2020, 2020-10 or 2020-10-15. "
            "Ensure this value has at most 10 characters (it has 9).",
        ),
        (
            {"latitude": 31.2, "longitude": 116.4, "position_precision": "exact"},
            "latitude: 31.2 lies outside Beijing",
        ),
        (
            {"latitude": 39.9, "longitude": 121.5, "position_precision": "exact"},
            "longitude: 121.5 lies outside Beijing",
        ),
        (
            {"latitude": 39.9, "longitude": 116.4},
            "breaks the rule “apartment position is whole and in beijing”",
        ),
        (
            {"rent_min": 9000, "rent_max": 8000, "rent_as_of": "2020"},
            "breaks the rule “apartment rent goes up”",
        ),
    ],
)
def test_a_fault_has_a_line_of_its_own(tmp_path, fields, fault):
    said = faults(write_pack(tmp_path, apartment=fields))

    assert len(said) == 1
    if fault:
        expected = fault if fault.startswith("rent_as_of") else f"{HOME}: {fault}"
        assert expected.removeprefix(f"{HOME}: ")[:60] in said[0]
        assert said[0].startswith(f"{HOME}: ")


def test_an_unknown_choice_is_named_with_those_there_are(tmp_path):
    assert faults(write_pack(tmp_path, apartment={"kind": "castle"})) == [
        f"{HOME}: kind: 'castle' is not one of talent_apartment, serviced_apartment, "
        "rental_compound, villa_compound"
    ]


def test_all_faults_of_all_files_are_named_at_once(tmp_path):
    pack = write_pack(
        tmp_path,
        apartment={"rent_min": "cheap", "community": "atlantis"},
        metro=[STATION | {"latitude": 1.0}],
    )

    assert faults(pack) == [
        f"{HOME}: rent_min: must be a whole number, not 'cheap'",
        f"{HOME}: community: there is no community 'atlantis'",
        "metro.yaml: wangjing: latitude: 1.0 lies outside Beijing",
    ]


def test_a_slug_may_stand_once_only(tmp_path):
    assert faults(write_pack(tmp_path, apartments=[APARTMENT, APARTMENT])) == [
        f"{HOME}: stands twice"
    ]


def test_two_communities_may_not_share_a_lattice(tmp_path):
    pack = write_pack(tmp_path, communities=[COMMUNITY, COMMUNITY | {"slug": "shunyi"}])

    assert faults(pack) == ["communities.yaml: shunyi: lattice: 'nested' is taken by wangjing"]


def test_a_fault_in_a_part_of_a_record_says_which_part(tmp_path):
    steps = [GUIDE["steps"][0], {"title_en": "Two", "body_en": "Wait.", "body_zh_hans": "等。"}]

    assert faults(write_pack(tmp_path, **{"guides/work-permit": GUIDE | {"steps": steps}})) == [
        "guides/work-permit.yaml: work-permit: steps[2].title_zh_hans: "
        "is missing, though title_en is there"
    ]


def test_an_unknown_guide_is_named(tmp_path):
    pack = write_pack(tmp_path, **{"guides/work-permit": GUIDE | {"related": ["nothing"]}})

    assert faults(pack) == [
        "guides/work-permit.yaml: work-permit: related[1]: there is no guide 'nothing'"
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("slug: a\n", "must be a list of records"),
        ("- one\n- two\n", "holds something that is not a record with named fields"),
        ("- slug: [\n", "cannot be read"),
        ("- slug: a\n  slug: b\n", "slug stands twice"),
    ],
)
def test_a_file_that_is_no_list_of_records_is_named(tmp_path, content, fault):
    pack = write_pack(tmp_path)
    (pack / "apartments.yaml").write_text(content)

    (said,) = faults(pack)

    assert said.startswith("apartments.yaml: ")
    assert fault in said


def test_a_file_that_is_no_part_of_a_pack_is_named(tmp_path):
    assert faults(write_pack(tmp_path, appartments=[APARTMENT])) == [
        "appartments.yaml: is not a file of the pack"
    ]


def test_a_folder_without_a_pack_is_no_pack(tmp_path):
    assert faults(tmp_path) == [f"{tmp_path}: holds no file of the content pack"]


def test_a_line_with_an_unknown_station_is_named(tmp_path):
    line = {
        "slug": "line-1", "name_en": "Line 1", "name_zh_hans": "1号线", "sign": "1",
        "colour": "#C23A30", "as_of": "2026-05-19", "branches": [["wangjing", "nowhere"]],
        "headway_peak_seconds": 110,
    }  # fmt: skip

    assert faults(write_pack(tmp_path, metro_lines=[line])) == [
        "metro_lines.yaml: line-1: branches[1][2]: there is no metro station 'nowhere'"
    ]
