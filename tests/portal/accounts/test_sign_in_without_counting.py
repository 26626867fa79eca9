"""Signing in while nobody can count the tries: nobody gets in, and is told why."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.portal.accounts.conftest import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


def test_while_the_cache_is_away_nobody_is_let_in_and_nobody_is_thrown_out(client, lin, valkey):
    Authenticator.objects.create(user=lin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(lin)
    guest, stranger = signed_in(), Client()
    valkey.stop()

    password = sign_in(stranger)
    code = guest.post("/accounts/2fa/authenticate/", {"code": "000000"})
    for person, answer in ((stranger, password), (guest, code)):
        assert answer.status_code == 503
        assert "暂时无法登录" in answer.text
        assert "Signing in has to wait a little" in answer.text
        assert answer.headers["retry-after"] == "60"
        assert "_auth_user_id" not in person.session
    assert client.get("/desk/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
