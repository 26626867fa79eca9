"""A draft on the public template, as readers of either language would see it."""

import pytest

from communities.models import EventSeries, Platform, Project, Scenario
from tests.factories import (
    make_apartment,
    make_community,
    make_event,
    make_guide,
    make_hospital,
    make_school,
)
from tests.portal.desk.forms import filled


def _programme(model, **fields):
    names = {
        "name_en": "Draft",
        "name_zh_hans": "草稿",
        "summary_en": "In short.",
        "summary_zh_hans": "简介。",
    }
    return lambda **given: model.objects.create(slug="draft-1", **names | fields | given)


MAKERS = {
    "apartment": make_apartment,
    "school": make_school,
    "hospital": make_hospital,
    "guide": make_guide,
    "community": make_community,
    "event": make_event,
    "scenario": _programme(Scenario, number=1),
    "project": _programme(Project, project_kind="planning", status="issued"),
    "platform": _programme(Platform, platform_kind="app"),
    "series": _programme(EventSeries),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_an_unsaved_change_is_seen_in_both_languages_and_nowhere_else(desk, at, client, make):
    thing = make(live=False)
    name, model = thing.name_field, type(thing)
    answers = {f"{name}_en": "Something new", f"{name}_zh_hans": "一件新事"}
    form = filled(desk.get(at(model, "edit", thing.pk)), **answers)
    preview = at(model, "preview_on_edit", thing.pk)

    assert desk.post(preview, form).json() == {"is_valid": True, "is_available": True}
    english = desk.get(preview, {"mode": "en"})
    assert english.headers["X-Frame-Options"] == "SAMEORIGIN"
    chinese = desk.get(preview, {"mode": "zh-hans"})

    assert english.status_code == chinese.status_code == 200
    assert '<html lang="en">' in english.text
    assert "Something new" in english.text
    assert '<html lang="zh-Hans">' in chinese.text
    assert "一件新事" in chinese.text
    client.logout()
    assert client.get(f"/en{thing.get_absolute_url()[3:]}").status_code == 404


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_thing_that_was_never_saved_can_be_looked_at(desk, at, make):
    thing = make(live=False)
    model, name = type(thing), thing.name_field
    form = filled(desk.get(at(model, "edit", thing.pk)), **{f"{name}_en": "Brand new"})
    thing.delete()

    assert desk.post(at(model, "preview_on_add"), form).json()["is_valid"] is True
    response = desk.get(at(model, "preview_on_add"), {"mode": "en"})

    assert response.status_code == 200
    assert "Brand new" in response.text
