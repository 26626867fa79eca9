"""A list that is taken along and comes back as it is changes nothing, whatever it holds."""

import pytest
from django.utils import translation
from wagtail.users.models import UserProfile

from communities.models import Platform, Project
from portal.exchange.columns import Table
from services.models import Apartment, Hospital, School
from tests.factories import (
    make_apartment,
    make_hospital,
    make_platform,
    make_project,
    make_school,
    make_station,
)
from tests.portal.exchange.conftest import Rows, brought_back, taken_along

pytestmark = pytest.mark.django_db
SOURCE = {
    "title": "Notice; of 2026",
    "publisher": "=Office",
    "url": "https://example.gov.cn/a",
    "read_on": "2026-08-01",
    "as_of": "2026-07",
}
PLACE = {
    "name_en": "=1+1 “Garden”",
    "name_zh_hans": '\'@花园, "一"',
    "summary_en": "Line one.\n\n- two, three\r\n- +4",
    "phone": "+86 10 1234 5678",
    "website": "https://example.org/?a=1&b=2",
    "district": "chaoyang",
    "latitude": 39.98765,
    "longitude": 116.4,
    "position_precision": "street",
    "languages": ["en", "zh"],
}
KINDS = {
    Apartment: lambda **more: make_apartment(
        **PLACE, bedrooms=[0, 1, 2], rent_min=5000, rent_as_of="2026-08", pets=False,
        furnished=True, amenities=["gym", "reception_24h"], **more,
    ),
    School: lambda **more: make_school(
        **PLACE, accepts=["hong_kong_macao_taiwan", "local"], stages=["primary"],
        accreditations="CIS, WASC", tuition_min=1, tuition_year="2026-2027", **more,
    ),
    Hospital: lambda **more: make_hospital(
        **PLACE, hours="Mo-Fr 08:00-11:30,13:00-17:00; PH off", ownership="public",
        departments=["dentistry", "ent"], insurers="A\nB; C", emergency_24h=True, **more,
    ),
    Platform: lambda **more: make_platform(**PLACE, opened="2019", **more),
    Project: lambda **more: make_project(
        name_en="-1", started="2020-10", list_name_zh_hans="+清单", **more
    ),
}  # fmt: skip


@pytest.mark.parametrize("model", KINDS)
@pytest.mark.parametrize(("form", "language"), [("xlsx", "zh-hans"), ("csv", "en")])
def test_a_list_comes_back_unchanged(publisher, community, model, form, language):
    UserProfile.objects.create(user=publisher.user, preferred_language=language)
    station = {} if model is Project else {"nearest_metro": make_station()}
    KINDS[model](community=community, sources=[("source", SOURCE)], **station)
    draft = KINDS[model](community=community)
    draft.summary_en = "Not shown yet."
    draft.save_revision()

    rows = taken_along(publisher, model, form)
    run = brought_back(publisher, rows, model, form)

    assert len(rows) == 3
    assert run.state == "ready"
    assert run.found == {
        "unchanged": 2, "parts": [], "faults": [], "number_of_faults": 0, "changes": [],
    }  # fmt: skip


@pytest.mark.parametrize("model", KINDS)
def test_no_two_columns_have_one_heading(publisher, model):
    table = Table(model, publisher.user)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            headings = [table.heading(column) for column in table.columns()]
        assert len(headings) == len(set(headings))


def test_a_file_in_one_language_is_read_in_the_other(publisher, community):
    home = make_apartment(community=community, district="chaoyang", pets=True)
    with translation.override("zh-hans"):
        heading = Table(Apartment, publisher.user).heading
        columns = {
            column.name: heading(column)
            for column in Table(Apartment, publisher.user).columns()
        }

    run = brought_back(
        publisher,
        [
            [columns["slug"], columns["district"], columns["pets"], columns["community"]],
            [home.slug, "朝阳区", "是", "望京"],
        ],
    )

    assert (run.state, run.found["unchanged"]) == ("ready", 1)


def test_cells_as_people_type_them(publisher, community):
    home = make_apartment(community=community, pets=None)
    rows = Rows(taken_along(publisher))
    rows.set(
        1,
        rent_from="５,０００", rent_as_of=2026, takes_pets="no", bedrooms="1，2",
        amenities="gym、Pool",
        checked_against_the_sources_on="2026年8月1日", community="wangjing",
    )  # fmt: skip

    run = brought_back(publisher, rows)

    assert run.found["faults"] == []
    [change] = run.found["changes"]
    assert change["slug"] == home.slug
    assert {heading: after for heading, _before, after in change["cells"]} == {
        "Bedrooms": "1; 2",
        "Rent from": "5000",
        "Rent as of": "2026",
        "Takes pets": "No",
        "Amenities": "Gym; Pool",
        "Checked against the sources on": "2026-08-01",
    }
