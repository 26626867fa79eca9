"""Staff come in by invitation, and are out at once when they leave."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.test.utils import freeze_time
from django.utils import timezone

from communities.models import AuditEntry
from portal.accounts import actions
from portal.accounts.second_factor import LockedAdapter
from portal.base.rights import Role
from portal.models import Duty, Message, User
from services.models import Guide
from tests.factories import make_community, make_guide, make_user
from tests.portal.accounts.conftest import ADDRESS, PASSWORD, signed_in

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "a long new password"


def _invited(desk) -> tuple[User, str]:
    """Invite somebody; return who it is and where the link in the mail leads."""
    answers = {"email": "wang@example.org", "name": "王", "duties": ":city_office"}
    desk.post("/desk/users/new/", answers)
    link = re.search(r"http://testserver(\S+)", Message.objects.get().text)[1]
    return User.objects.get(email="wang@example.org"), link


@pytest.fixture
def invited(desk, settings):
    settings.EMAIL_BACKEND = "portal.outbox.backend.OutboxBackend"
    return _invited(desk)


def _choose(client, link):
    return client.post(link, {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})


def test_an_invitation_is_written_in_both_languages_and_opened_by_a_button(client, invited):
    user, link = invited
    letter = Message.objects.get()
    assert letter.subject == "您的工作台账号 · Your account at the desk"
    assert "王，您好：" in letter.text
    assert "Dear 王," in letter.text

    guest = Client()
    page = guest.get(link)  # as a mail scanner would
    user.refresh_from_db()
    assert (page.status_code, user.has_usable_password()) == (200, False)
    assert page.headers["referrer-policy"] == "same-origin"
    assert _choose(guest, link).headers["location"] == "/accounts/login/"

    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert "_auth_user_id" not in guest.session


def test_an_invitation_opens_once_and_for_seven_days(invited):
    user, link = invited
    guest = Client()

    with freeze_time(time.time() + 7 * 24 * 3600 + 1):
        assert guest.get(link).status_code == _choose(guest, link).status_code == 302
    user.refresh_from_db()
    assert not user.has_usable_password()

    with freeze_time(time.time() + 7 * 24 * 3600 - 60):
        _choose(guest, link)
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert guest.get(link).status_code == 302
    assert guest.get(link.replace("/invitation/", "/invitation/x")).status_code == 302
    actions.start_over(user)
    assert actions.invited(link.split("/")[-2]) is None  # it has been used


def test_an_invitation_opens_only_in_the_mailbox_that_the_account_has(desk, invited):
    user, link = invited
    answers = {"email": "wang.li@example.org", "name": "王", "duties": ":city_office"}
    desk.post(f"/desk/users/edit/{user.pk}/", answers)
    guest = Client()

    assert guest.get(link).status_code == _choose(guest, link).status_code == 302
    user.refresh_from_db()
    assert (user.email, user.has_usable_password()) == ("wang.li@example.org", False)


@pytest.fixture
def member(client, settings):
    """Somebody at work in a browser of their own, who owns a guide."""
    settings.DESK_SECOND_FACTOR = False
    user = make_user(is_staff=True, name="林", email=ADDRESS, password=PASSWORD)
    Duty.objects.create(user=user, role=Role.PUBLISHER, community=make_community())
    user.browser = signed_in()
    assert user.browser.get("/desk/").status_code == 200
    return user


def test_who_leaves_is_out_at_once_and_hands_over_what_they_owned(desk, member):
    guide, successor = make_guide(owner=member), make_user(is_superuser=True)

    page = desk.get(f"/desk/users/{member.pk}/leaving/")
    assert page.status_code == 200
    desk.post(f"/desk/users/{member.pk}/leaving/", {"successor": successor.pk})

    assert member.browser.get("/desk/").headers["location"].startswith("/accounts/login/")
    assert Guide.objects.get(pk=guide.pk).owner == successor
    member.refresh_from_db()
    assert (member.is_active, member.duties.exists()) == (False, False)
    assert not member.has_usable_password()


def test_the_last_administrator_stays(desk, administrator):
    User.objects.exclude(pk=administrator.pk).delete()

    assert desk.get(f"/desk/users/{administrator.pk}/leaving/").status_code == 404


def test_an_account_ends_by_handing_over_and_is_neither_deleted_nor_switched_off(desk, member):
    page = desk.get(f"/desk/users/edit/{member.pk}/")
    answers = {"email": member.email, "name": "林", "duties": ":city_office"}
    desk.post(f"/desk/users/edit/{member.pk}/", answers | {"is_active": ""})

    assert "is_active" not in page.context["form"].fields
    assert desk.post(f"/desk/users/delete/{member.pk}/").status_code == 404
    assert f"/delete/{member.pk}" not in desk.get("/desk/users/").text
    member.refresh_from_db()
    assert member.is_active


def test_a_former_address_opens_the_account_no_more(desk, client, member, settings):
    settings.EMAIL_BACKEND = "portal.outbox.backend.OutboxBackend"
    former = {"email": member.email}
    client.post("/accounts/password/reset/", former)
    Message.objects.all().delete()
    answers = {"email": "lin.new@example.org", "name": "林", "duties": ":city_office"}

    desk.post(f"/desk/users/edit/{member.pk}/", answers)

    Client().post("/accounts/password/reset/", former)
    assert not Message.objects.exists()
    guest = signed_in()
    assert "_auth_user_id" not in guest.session


def test_roles_and_the_second_factor_are_on_record_and_told_to_the_person(desk, member):
    answers = {"email": member.email, "name": "林", "duties": ":city_office"}
    desk.post(f"/desk/users/edit/{member.pk}/", answers | {"is_superuser": "on"})
    change = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    member.browser.post("/accounts/password/change/", change)

    said = [str(each) for each in AuditEntry.objects.order_by("pk")]
    assert said == [
        "Administrator took a role away: 林 · Publisher.",
        "Administrator gave a role: 林 · City office.",
        "Administrator made somebody administrator: 林.",
        "Administrator changed “林”.",
        "林 has a new password.",
    ]
    assert "您账号的密码已更改。" in mail.outbox[0].body


def test_who_has_lost_a_device_starts_over_by_an_invitation(desk, member, settings):
    settings.EMAIL_BACKEND = "portal.outbox.backend.OutboxBackend"
    Authenticator.objects.create(user=member, type="totp", data={"secret": "x"})

    assert desk.get(f"/desk/users/{member.pk}/start-over/").status_code == 200
    desk.post(f"/desk/users/{member.pk}/start-over/")

    assert member.browser.get("/desk/").headers["location"].startswith("/accounts/login/")
    member.refresh_from_db()
    assert not Authenticator.objects.filter(user=member).exists()
    assert not member.has_usable_password()
    assert "/accounts/invitation/" in Message.objects.get(to=member.email).text


def test_the_secret_of_a_second_factor_is_locked_by_the_key_of_the_portal(db, settings):
    kept = TOTP.activate(make_user(), "JBSWY3DPEHPK3PXP").instance.data["secret"]
    lock = LockedAdapter()

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert lock.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY = "another"
    assert lock.decrypt(kept) not in {"", kept, "JBSWY3DPEHPK3PXP", lock.decrypt(kept)}


def test_a_role_that_is_taken_away_ends_at_the_next_click(member):
    assert member.browser.get("/desk/apartments/").status_code == 200

    member.duties.all().delete()

    assert member.browser.get("/desk/apartments/").status_code == 302


def test_sessions_are_listed_and_ended_by_oneself_or_an_administrator(desk, member):
    second = signed_in()
    assert UserSession.objects.filter(user=member).count() == 2

    page = member.browser.get("/accounts/sessions/")
    assert page.context["session_count"] == 2
    member.browser.post("/accounts/sessions/")
    assert second.get("/desk/").status_code == 302
    assert member.browser.get("/desk/").status_code == 200

    desk.post(f"/desk/users/{member.pk}/sessions/")
    assert member.browser.get("/desk/").status_code == 302


def test_sessions_that_have_ended_are_forgotten_with_their_addresses(member):
    second = signed_in()
    of_second = Session.objects.filter(session_key=second.session.session_key)
    of_second.update(expire_date=timezone.now())

    assert actions.forget_sessions() == 1
    kept = UserSession.objects.get(user=member)
    assert kept.session_key == member.browser.session.session_key


def test_the_mails_of_the_sign_in_name_the_site_by_its_name(client, member):
    client.post("/accounts/password/reset/", {"email": member.email})

    assert "Beijing International Talent Communities" in mail.outbox[0].body
    assert "testserver!" not in mail.outbox[0].body


def test_a_passkey_at_an_address_in_numbers_is_explained(member):
    member.browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    words = "open the portal by its name"

    page = "/accounts/2fa/webauthn/add/"
    by_number = member.browser.get(page, headers={"host": "127.0.0.1:8000"})
    by_name = member.browser.get(page, headers={"host": "localhost"})

    assert words in by_number.text
    assert words not in by_name.text
