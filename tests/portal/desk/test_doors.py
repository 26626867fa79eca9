"""Who comes in, and which doors are shut."""

import re

import pytest
from django.urls import URLPattern, URLResolver
from wagtail.admin import urls as wagtail_urls

from portal.base.rights import Role
from portal.models import User
from tests.factories import make_community, make_user

SHUT = [
    "/desk/password_reset/",
    "/desk/password_reset/confirm/MQ/set-password/",
    "/desk/pages/",
    "/desk/pages/search/",
    "/desk/choose-page/",
    "/desk/collections/",
    "/desk/images/",
    "/desk/api/main/pages/",
    "/desk/failwhale/",
    "/accounts/signup/",
    "/accounts/email/",
    "/accounts/confirm-email/",
    "/accounts/password/set/",
]


def _sign_in(client, **extra):
    answers = {"login": "lin@example.org", "password": "a long password"} | extra
    return client.post("/accounts/login/", answers)


@pytest.fixture
def lin(db):
    return make_user(
        email="lin@example.org", password="a long password", is_staff=True, is_superuser=True
    )


@pytest.mark.parametrize("address", SHUT)
def test_doors_that_we_do_not_use_are_shut_for_everybody(desk, address):
    assert desk.get(address).status_code == 404
    assert desk.post(address).status_code == 404


def _addresses(patterns, prefix="/desk/"):
    """Return every address of some patterns, with 1 in the place of what varies."""
    for each in patterns:
        route = re.sub(r"\(\?P<\w+>[^)]*\)|<(?:\w+:)?\w+>", "1", str(each.pattern))
        route = prefix + re.sub(r"[\^$\\]|\.\*", "", route)
        if isinstance(each, URLResolver):
            yield from _addresses(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield route


def test_a_stranger_is_led_to_the_sign_in_from_every_address_of_the_desk(client, db):
    # The images of the menu and the words of the scripts tell nothing.
    open_to_all = {"/desk/sprite/", "/desk/jsi18n/", "/desk/login/", "/desk/logout/"}
    led_away = {(302, "/accounts/login/"), (302, "/desk/login/"), (404, "")}
    let_in = {}
    addresses = set(_addresses(wagtail_urls.urlpatterns)) - open_to_all
    for address in addresses:
        response = client.get(address)
        where = response.headers.get("location", "").split("?")[0]
        if (response.status_code, where) not in led_away:
            let_in[address] = (response.status_code, where)

    assert len(addresses) > 300
    assert let_in == {}


def test_wagtails_sign_in_leads_to_ours_and_keeps_where_one_wanted_to_go(client, db):
    response = client.get("/desk/login/", {"next": "/desk/guides/"})

    assert response.headers["location"] == "/accounts/login/?next=%2Fdesk%2Fguides%2F"


def test_wagtails_sign_in_lets_nobody_in(client, db):
    make_user(email="lin@example.org", password="a long password", is_superuser=True)

    client.post("/desk/login/", {"username": "lin@example.org", "password": "a long password"})

    assert "_auth_user_id" not in client.session


def test_the_desk_stays_shut_until_a_second_factor_is_set_up(client, lin):
    _sign_in(client)

    for address in ("/desk/", "/desk/guides/", "/desk/users/new/"):
        response = client.get(address)
        assert (response.status_code, response.headers["location"]) == (302, "/accounts/2fa/")
    assert client.get("/accounts/2fa/").status_code == 200


def test_a_colleague_without_a_role_is_told_and_led_in_no_circle(client, lin, settings):
    settings.DESK_SECOND_FACTOR = False
    lin.is_superuser = False
    lin.save()
    _sign_in(client)

    page = client.get("/desk/guides/", follow=True)

    assert page.redirect_chain == [("/accounts/2fa/", 302)]
    assert "Your account has no role yet" in page.text


def test_a_passkey_is_named_in_the_readers_language(client, lin):
    _sign_in(client)

    client.post("/accounts/reauthenticate/", {"password": "a long password"})

    page = client.get("/accounts/2fa/webauthn/add/", headers={"accept-language": "zh-CN"})

    assert "这台设备的名称" in page.text


def test_a_demonstration_may_do_without(client, lin, settings):
    settings.DESK_SECOND_FACTOR = False
    _sign_in(client)

    assert client.get("/desk/").status_code == 200


def test_signing_out_at_the_desk_ends_the_session(desk):
    desk.post("/desk/logout/")

    assert "_auth_user_id" not in desk.session


def test_an_administrator_adds_a_colleague_who_has_no_password_yet(desk):
    one, other = make_community(), make_community()
    duties = [f"{one.pk}:editor", f"{one.pk}:organiser", f"{other.pk}:publisher"]
    answers = {"email": "Wang@Example.org", "name": "王", "duties": duties}

    desk.post("/desk/users/new/", answers)

    user = User.objects.get(email="wang@example.org")
    assert (user.name, user.is_staff, user.has_usable_password()) == ("王", True, False)
    assert {(duty.community, duty.role) for duty in user.duties.all()} == {
        (one, "editor"), (one, "organiser"), (other, "publisher")
    }  # fmt: skip


def test_a_colleague_needs_a_role(desk, lin):
    new = desk.post("/desk/users/new/", {"email": "wang@example.org", "name": "王"})
    old = desk.post(f"/desk/users/edit/{lin.pk}/", {"email": lin.email, "is_active": "on"})

    assert "Choose at least one role." in new.text
    assert "Choose at least one role." in old.text
    assert not User.objects.filter(email="wang@example.org").exists()


def test_a_taken_address_is_refused_whatever_its_case(desk, lin):
    response = desk.post("/desk/users/new/", {"email": "LIN@example.org", "name": "Lin"})

    assert response.status_code == 200
    assert User.objects.filter(email__iexact="lin@example.org").count() == 1


@pytest.mark.parametrize("address", ["/desk/users/", "/desk/users/new/", "/desk/account/"])
def test_pages_about_staff_open(desk, address):
    assert desk.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/desk/", "/desk/search/?q=a", "/desk/account/"])
def test_what_the_desk_shows_is_kept_by_no_browser(desk, address):
    assert "no-store" in desk.get(address).headers["cache-control"]


def test_a_colleague_is_edited_and_keeps_their_own_name(desk, lin):
    answers = {
        "email": "lin@example.org", "name": "林", "is_active": "on", "duties": ":city_office"
    }  # fmt: skip

    desk.post(f"/desk/users/edit/{lin.pk}/", answers)

    lin.refresh_from_db()
    assert (lin.name, lin.is_superuser) == ("林", False)
    assert lin.holds(Role.CITY_OFFICE)
    page = desk.get(f"/desk/users/edit/{lin.pk}/")
    assert page.context["form"].initial["duties"] == [":city_office"]


def test_staff_choose_the_language_of_their_desk(desk, administrator):
    answers = {"name-name": "管理员", "locale-preferred_language": "zh-hans",
               "theme-theme": "system", "theme-contrast": "system", "theme-density": "default",
               "theme-keyboard_shortcuts": "on"}  # fmt: skip
    desk.post("/desk/account/", answers)

    assert '<html lang="zh-hans"' in desk.get("/desk/").text.lower()


def test_the_desk_and_the_public_pages_state_what_they_load(desk):
    public = desk.get("/en/").headers["content-security-policy"]
    inside = desk.get("/desk/").headers["content-security-policy"]

    assert "default-src 'self'" in public
    assert "unsafe" not in public
    assert not re.search(r"https?:|\*", public + inside)
