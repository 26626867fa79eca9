"""Staff sign in through allauth, in either language; nobody else has an account."""

import base64
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal.accounts.checks import second_factor_is_asked_for
from portal.outbox.models import Message
from tests.portal.accounts.conftest import PASSWORD, sign_in


def test_signing_in_leads_only_to_this_host(client, lin):
    assert sign_in(client, next="https://evil.example/").headers["location"] == "/desk/"
    client.logout()
    assert sign_in(client, next="/desk/guides/").headers["location"] == "/desk/guides/"


def test_whoever_has_a_second_factor_must_use_it(client, lin):
    Authenticator.objects.create(user=lin, type=Authenticator.Type.TOTP, data={"secret": "x"})

    response = sign_in(client)

    assert response.headers["location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/desk/").headers["location"].startswith("/accounts/login/")


def _code(secret: str, counter: int) -> str:
    """What an authenticator app shows (RFC 6238), reckoned by a hand of its own."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), "sha1")
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def test_an_authenticator_app_is_set_up_and_each_of_its_codes_opens_once(client, lin):
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    now = int(time.time()) // 30
    client.post("/accounts/2fa/totp/activate/", {"code": _code(secret, now)})

    def try_to_come_in(code):
        browser = Client()
        sign_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        return browser.get("/desk/").status_code == 200

    assert not try_to_come_in(_code("A" * 32, now))
    assert try_to_come_in(_code(secret, now))
    assert not try_to_come_in(_code(secret, now))


def test_a_server_that_asks_for_no_second_factor_is_warned(settings):
    assert second_factor_is_asked_for(None) == []

    settings.DESK_SECOND_FACTOR = False
    assert [each.id for each in second_factor_is_asked_for(None)] == ["portal.W001"]


def test_guessing_passwords_is_stopped(client, lin):
    for _turn in range(6):
        sign_in(client, password="a wrong one")

    answer = sign_in(client)

    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 429}


@pytest.mark.parametrize(
    "address",
    ["login/", "password/reset/", "logout/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/",
     "password/change/"],
)  # fmt: skip
@pytest.mark.parametrize(("language", "lang"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_every_page_of_the_sign_in_speaks_the_readers_language(
    client, lin, address, language, lang
):
    if address not in {"login/", "password/reset/"}:
        sign_in(client)
    response = client.get(
        f"/accounts/{address}", headers={"accept-language": language}, follow=True
    )

    assert response.status_code == 200
    assert f'<html lang="{lang}">' in response.text


def test_the_language_of_the_sign_in_is_a_choice(client, db):
    client.post("/accounts/language/", {"language": "zh-hans", "next": "/accounts/login/"})

    assert '<html lang="zh-Hans">' in client.get("/accounts/login/").text


def test_a_forgotten_password_is_mailed_through_the_outbox(client, lin, settings):
    # Django's test runner would keep mails for itself.
    settings.EMAIL_BACKEND = "portal.outbox.backend.OutboxBackend"
    client.post("/accounts/password/reset/", {"email": "lin@example.org"})
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    # Who asked for a stranger's address has mailed nobody.
    assert "/accounts/password/reset/key/" in Message.objects.get().text


def test_the_link_to_a_new_password_leads_to_the_portals_own_address(client, lin, settings):
    settings.EMAIL_BACKEND = "portal.outbox.backend.OutboxBackend"
    answers = {"email": "lin@example.org"}
    client.post("/accounts/password/reset/", answers, headers={"host": "localhost:6666"})

    text = Message.objects.get().text
    assert "http://testserver/accounts/password/reset/key/" in text
    assert "6666/accounts" not in text
