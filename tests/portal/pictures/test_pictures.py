"""Pictures belong to somebody, are complete before readers see them, and stay while used."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.urls import reverse

from communities.models import Picture
from portal.base.rights import Role
from portal.pictures import sizes
from portal.publishing.readiness import NotReady
from services.models import Apartment
from tests.factories import (
    make_apartment,
    make_colleague,
    make_community,
    make_guide,
    make_picture,
    make_series,
    publish,
)
from tests.portal.desk.forms import filled, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client, settings):
    """Somebody with a role in a community, signed in."""
    settings.DESK_SECOND_FACTOR = False

    def sign_in(role, community):
        user = make_colleague(role, community)
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.parametrize("field", ["alt_en", "alt_zh_hans", "credit", "licence"])
def test_nothing_is_published_while_its_picture_lacks_words(field):
    picture = make_picture(title="Gate", **{field: ""})
    place = make_apartment(picture=picture, live=False)

    with pytest.raises(NotReady, match="its picture “Gate” still lacks") as refused:
        publish(place)

    assert str(refused.value.message).count("(") == field.startswith("alt")
    Picture.objects.update(**{field: "own"})
    publish(place)
    assert Apartment.objects.published().exists()


def test_a_public_licence_needs_the_page_that_grants_it():
    assert make_picture(licence="cc_by").missing() == ["Where it comes from"]


def test_readers_get_the_picture_with_its_words_and_whom_to_name(client):
    picture = make_picture(licence="cc_by_sa", source="https://example.org/p", credit="Li")
    place = make_apartment(picture=picture)

    page = BeautifulSoup(client.get(place.get_absolute_url()).text, "html.parser")

    figure = page.select_one("figure.picture")
    image = figure.select_one("img")
    assert (image["alt"], image["width"], image["height"]) == (picture.alt_en, "720", "405")
    assert image["loading"] == "lazy"
    assert [source["type"] for source in figure.select("source")] == [
        "image/avif",
        "image/webp",
    ]
    assert " ".join(figure.figcaption.text.split()) == "Picture: Li · CC BY-SA 4.0"
    assert [a["href"] for a in figure.select("figcaption a")] == [picture.source, picture.deed]
    zh = BeautifulSoup(client.get(f"/zh-hans/apartments/{place.slug}/").text, "html.parser")
    assert zh.select_one("figure img")["alt"] == picture.alt_zh_hans


@pytest.mark.parametrize("pictured", [True, False])
def test_a_picture_costs_no_question(client, django_assert_num_queries, pictured):
    series = make_series(picture=make_picture() if pictured else None)
    client.get(series.get_absolute_url())

    with django_assert_num_queries(3):
        client.get(series.get_absolute_url())


def test_a_used_picture_stays_and_says_where_it_is(desk, at):
    picture = make_picture(title="Gate")
    live = make_apartment(name_zh_hans="公开", picture=picture)
    drafted = make_guide(title_zh_hans="草稿里")
    drafted.picture = picture
    drafted.save_revision()

    page = desk.post(at(Picture, "delete", picture.pk), follow=True)

    said = "Not deleted: “Gate” is still used. By: apartment “公开”, guide “草稿里”."
    assert messages(page)[0].startswith(said)
    Apartment.objects.filter(pk=live.pk).update(picture=None)
    drafted.picture = None
    drafted.save_revision()
    files = picture.files
    assert all(map(default_storage.exists, files))
    desk.post(at(Picture, "delete", picture.pk))
    assert not Picture.objects.exists()


def test_what_uses_a_picture_elsewhere_is_counted_not_named(colleague, at):
    here, there = make_community(), make_community()
    picture = make_picture(community=here)
    make_apartment(name_zh_hans="异地", community=there, picture=picture)
    client = colleague(Role.PUBLISHER, here)

    page = client.post(at(Picture, "delete", picture.pk), follow=True)

    assert "1 thing of another community uses it." in messages(page)[0]
    assert "异地" not in page.text
    assert "异地" not in client.get(at(Picture, "edit", picture.pk)).text


def test_deleting_many_leaves_what_is_used(desk):
    used, unused = make_picture(), make_picture()
    make_apartment(picture=used)
    address = reverse("wagtail_bulk_action", args=["communities", "picture", "delete"])

    desk.post(f"{address}?id={unused.pk}")
    desk.post(f"{address}?id={used.pk}")

    assert [*Picture.objects.all()] == [used]


def test_another_communitys_picture_does_not_exist(colleague, at):
    here, there = make_community(), make_community()
    foreign = make_picture(title="异地", community=there)
    own, shared = make_picture(title="本地", community=here), make_picture(title="共用")
    place = make_apartment(community=here)
    client = colleague(Role.EDITOR, here)
    chooser = Picture.snippet_viewset.chooser_viewset

    listed = client.get(at(Picture, "list"))
    window = client.get(reverse(chooser.get_url_name("choose")))
    found = client.get(reverse(chooser.get_url_name("choose_results")), {"q": "地"})
    several = reverse(chooser.get_url_name("chosen_multiple"))
    taken = client.get(several, {"id": [foreign.pk, own.pk]})
    chosen = [
        client.get(reverse(chooser.get_url_name("chosen"), args=[each.pk])).status_code
        for each in (own, shared, foreign)
    ]
    edit = at(Apartment, "edit", place.pk)
    put = client.post(edit, filled(client.get(edit), picture=foreign.pk))

    for page in (listed, window, found, taken):
        assert "异地" not in page.content.decode("unicode_escape") + page.text
    assert "本地" in listed.text
    assert chosen == [200, 200, 404]
    assert "picture" in put.context["form"].errors


def test_an_editor_adds_pictures_but_changes_none_that_readers_see(colleague, at):
    here = make_community()
    picture = make_picture(community=here, credit="Before")
    client = colleague(Role.EDITOR, here)
    edit = at(Picture, "edit", picture.pk)

    client.post(edit, filled(client.get(edit), credit="Draft"))
    make_apartment(community=here, picture=picture)
    refused = client.post(edit, filled(client.get(edit), credit="Public"))

    assert Picture.objects.get().credit == "Draft"
    assert refused.context["form"].non_field_errors() == [
        "Readers see this picture: only somebody who may publish changes it."
    ]


def test_what_readers_see_stays_complete(desk, at):
    picture = make_picture()
    make_apartment(picture=picture)
    edit = at(Picture, "edit", picture.pk)

    page = desk.post(edit, filled(desk.get(edit), alt_en=""))

    assert page.context["form"].non_field_errors() == [
        "Readers see this picture, so it needs: Alternative text (English)."
    ]


def test_moving_the_focus_makes_the_sizes_anew(desk, at, django_capture_on_commit_callbacks):
    picture = make_picture(file_size=(960, 960))
    before = picture.files
    edit = at(Picture, "edit", picture.pk)

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(edit, filled(desk.get(edit), focus_y=0))

    picture.refresh_from_db()
    assert picture.focus_y == 0
    gone = before - picture.files
    assert len(gone) == len(before) - 1  # the picture itself stays
    assert not any(map(default_storage.exists, gone))
    assert all(map(default_storage.exists, picture.files))


@pytest.mark.parametrize(
    ("size", "focus", "part"),
    [
        ((1600, 900), (50, 50), (0, 0, 1600, 900)),
        ((900, 1600), (50, 0), (0, 0, 900, 506)),
        ((900, 1600), (50, 100), (0, 1094, 900, 1600)),
        ((3200, 900), (25, 50), (0, 0, 1600, 900)),
    ],
)
def test_the_part_that_is_shown_holds_the_focus(size, focus, part):
    assert sizes.frame(*size, focus) == part


def test_a_version_whose_picture_is_gone_comes_back_without_it():
    picture = make_picture()
    place = make_apartment(live=False, picture=picture)
    old = place.save_revision()
    Apartment.objects.update(picture=None)
    place.refresh_from_db()
    place.save_revision()
    picture.delete()

    assert old.as_object().picture is None


def test_a_record_shows_its_communitys_pictures_and_shared_ones_and_no_others(desk, at):
    home = make_apartment(community=make_community(), live=False)
    own = make_picture(community=home.community)
    shared, foreign = make_picture(), make_picture(community=make_community())
    address = at(Apartment, "edit", home.pk)

    window = desk.get(f"/desk/choose/pictures/results/?community={home.community_id}")
    form = desk.get(address)
    saved = {
        picture: messages(desk.post(address, filled(form, picture=picture.pk), follow=True))[0]
        for picture in (own, shared, foreign)
    }

    assert '"linkedFields": {"community": "#id_community"}' in form.text
    assert list(window.context["results"]) == [shared, own]
    assert saved[own] == saved[shared] == "Saved as a draft. Readers do not see it yet."
    assert "Please look at: Picture" in saved[foreign]


def test_a_picture_that_has_become_another_communitys_is_not_published():
    home = make_apartment(community=make_community(), live=False)
    picture = make_picture(community=home.community)
    Apartment.objects.update(picture=picture)
    home.refresh_from_db()
    home.save_revision()
    Picture.objects.update(community=make_community())

    with pytest.raises(NotReady, match="its picture belongs to another community"):
        Apartment.objects.get().get_latest_revision().publish()
