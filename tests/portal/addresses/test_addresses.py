"""Old links lead on, or say what came in the place of what is gone."""

import pytest
from bs4 import BeautifulSoup

from communities.models import Event
from portal.addresses.actions import Taken, succeed
from portal.models import FormerAddress, SearchAlias, SearchEntry
from portal.publishing.actions import publishable_models
from services.models import Apartment, Guide
from tests.factories import (
    make_apartment,
    make_community,
    make_event,
    make_guide,
    make_hospital,
    make_journey,
    make_platform,
    make_project,
    make_question_set,
    make_scenario,
    make_school,
    make_series,
    publish,
)
from tests.portal.desk.forms import filled, messages

pytestmark = pytest.mark.django_db

MAKERS = (
    make_apartment, make_community, make_event, make_guide, make_hospital, make_journey,
    make_platform, make_project, make_question_set, make_scenario, make_school, make_series,
)  # fmt: skip


def move(thing, slug: str):
    """Publish a record under another address."""
    thing.slug = slug
    publish(thing)
    thing.refresh_from_db()
    return thing


def test_every_kind_is_looked_at_here():
    assert {make().kind for make in MAKERS} == {model.kind for model in publishable_models()}


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_former_address_leads_to_the_present_one_in_the_same_language(make, client):
    thing = move(move(make(slug="one"), "two"), "three")
    page = thing.get_absolute_url()

    for language in ("en", "zh-hans"):
        present = page.replace("/en/", f"/{language}/")
        for former in ("one", "two"):
            answer = client.get(present.replace("three", former), {"page": "2"})
            assert (answer.status_code, answer["Location"]) == (301, f"{present}?page=2")
        assert client.get(present).status_code == 200


def test_a_page_that_is_found_asks_nothing_more_and_one_that_is_not_asks_once(
    client, django_assert_num_queries
):
    client.get("/en/guides/none/")

    with django_assert_num_queries(2):
        assert client.get("/en/guides/none/").status_code == 404
    with django_assert_num_queries(0):
        assert client.get("/en/nowhere/").status_code == 404


def test_what_hangs_on_an_address_goes_along(client):
    move(
        make_school(slug="old", latitude=39.9, longitude=116.4, position_precision="exact"),
        "new",
    )
    SearchAlias.objects.create(kind="schools", slug="other", name="别名")

    leads = {
        path: client.get(path).headers.get("Location")
        for path in (
            "/en/schools/old/taxi/",
            "/en/share/schools/old/",
            "/zh-hans/pdf/schools/old.pdf",
            "/en/subscriptions/pages/schools/old/",
        )
    }
    shortlist = client.get("/en/shortlist/?things=schools.old~schools.gone")
    compared = client.get("/en/schools/compare/?c=old")

    assert leads == {path: path.replace("old", "new") for path in leads}
    assert shortlist.context["things"] == "schools.new~schools.gone"
    assert [item["href"] for item in compared.context["columns"]] == ["/en/schools/new/"]
    assert SearchEntry.objects.get().slug == "new"
    assert "/en/schools/old/" not in client.get("/sitemap.xml").text


def test_other_names_for_the_search_go_along():
    alias = SearchAlias.objects.create(kind="guides", slug="old", name="绿卡")

    move(make_guide(slug="old"), "new")

    alias.refresh_from_db()
    assert alias.slug == "new"
    assert "绿卡" in SearchEntry.objects.get().names


def test_going_back_to_an_old_address_turns_the_links_round(client):
    guide = move(move(make_guide(slug="one"), "two"), "one")

    assert [each.slug for each in FormerAddress.objects.of(guide)] == ["two"]
    assert client.get("/en/guides/one/").status_code == 200
    assert client.get("/en/guides/two/")["Location"] == "/en/guides/one/"


def test_a_former_address_is_no_other_records_until_it_is_given_up(desk, at):
    guide = move(make_guide(slug="visa", title_zh_hans="签证"), "visas")
    other = make_guide(live=False, slug="visa", title_zh_hans="另一")

    with pytest.raises(Taken, match="was that of “签证”"):
        publish(other)
    edit = at(Guide, "edit", other.pk)
    page = desk.post(edit, filled(desk.get(edit)) | {"action-publish": "1"}, follow=True)
    assert "the address “visa” was that of “签证”" in messages(page)[0]
    assert not Guide.objects.get(pk=other.pk).live

    form = desk.get(at(Guide, "edit", guide.pk))
    assert BeautifulSoup(form.text, "html.parser").select_one("button[name=former]")[
        "value"
    ] == ("visa")
    desk.post(at(Guide, "former_address", guide.pk), {"former": "visa"})
    publish(Guide.objects.get(pk=other.pk))

    assert Guide.objects.get(slug="visa").live


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_withdrawn_page_says_what_came_in_its_place(client, desk, at, language):
    old = move(make_apartment(slug="first"), "old")
    new = make_event(title_en="New", title_zh_hans="新的")

    after = desk.post(at(Apartment, "unpublish", old.pk))
    assert after.url == at(Apartment, "succession", old.pk)
    wrong = desk.post(after.url, {"address": "https://example.org/en/guides/none/"})
    assert wrong.context["form"].errors["address"] == [
        "There is no public page of ours at this address."
    ]
    full = f"http://testserver/zh-hans/events/{new.slug}/?utm_source=x"
    desk.post(after.url, {"address": full})
    form = desk.get(at(Apartment, "edit", old.pk))
    assert "In its place readers are told of “新的”." in form.text

    for slug in ("old", "first"):
        answer = client.get(f"/{language}/apartments/{slug}/")
        page = BeautifulSoup(answer.text, "html.parser")
        assert answer.status_code == 410
        assert page.select_one(".entry a")["href"] == f"/{language}/events/{new.slug}/"
        assert (
            page.select_one(".lead").text
            == {
                "en": "In its place there is now:",
                "zh-hans": "取而代之的是：",
            }[language]
        )


def test_without_a_successor_it_leads_to_the_list(client):
    apartment, project = make_apartment(slug="a"), make_project(slug="p")
    apartment.unpublish()
    project.delete()

    found = {
        path: BeautifulSoup(client.get(path).text, "html.parser").select_one("main .button")[
            "href"
        ]
        for path in ("/en/apartments/a/", "/zh-hans/programme/projects/p/")
    }

    assert found == {
        "/en/apartments/a/": "/en/apartments/",
        "/zh-hans/programme/projects/p/": "/zh-hans/programme/projects/",
    }


def test_a_successor_that_is_withdrawn_too_hands_on(client):
    first, second, third = make_guide(slug="a"), make_guide(slug="b"), make_guide(slug="c")
    for thing, by in ((first, second), (second, third)):
        thing.unpublish()
        succeed(thing, by=by)

    assert "/en/guides/c/" in client.get("/en/guides/a/").text
    third.unpublish()
    succeed(third, by=first)
    assert "Nothing came in its place" in client.get("/en/guides/a/").text


def test_what_comes_back_is_a_page_again(client):
    guide = make_guide(slug="a")
    guide.unpublish()
    succeed(guide, by=make_guide())
    assert client.get("/en/guides/a/").status_code == 410

    publish(Guide.objects.get(pk=guide.pk))

    assert client.get("/en/guides/a/").status_code == 200
    assert not FormerAddress.objects.of(guide).exists()


def test_what_was_never_public_leaves_nothing_behind(client):
    event = make_event(slug="draft", live=False)
    event.slug = "other"
    event.save_revision()
    event.save()
    event.delete()

    assert not FormerAddress.objects.exists()
    assert client.get("/en/events/draft/").status_code == 404
    assert not Event.objects.exists()
