"""Signing in while nobody can count the tries: nobody gets in, and is told why."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


def test_while_the_cache_is_away_nobody_is_let_in_and_nobody_is_thrown_out(client, valkey):
    lin = make_user(email="lin@example.org", password="a long password", is_superuser=True)
    Authenticator.objects.create(user=lin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(lin)
    guest, answers = Client(), {"login": lin.email, "password": "a long password"}
    guest.post("/accounts/login/", answers)
    valkey.stop()

    for person, path in ((Client(), "login/"), (guest, "2fa/authenticate/")):
        answer = person.post(f"/accounts/{path}", answers | {"code": "000000"})
        assert answer.status_code == 503
        assert "暂时无法登录" in answer.text
        assert "Signing in has to wait a little" in answer.text
        assert answer.headers["retry-after"] == "60"
        assert "_auth_user_id" not in person.session
    assert client.get("/desk/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
