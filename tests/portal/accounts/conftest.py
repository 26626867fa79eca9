"""Somebody who has a password, and how one signs in with it."""

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import make_user

ADDRESS, PASSWORD = "lin@example.org", "a long password"


def sign_in(browser: Client, **said) -> HttpResponse:
    return browser.post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD} | said)


def signed_in() -> Client:
    """A browser of their own, in which they have just signed in."""
    browser = Client()
    sign_in(browser)
    return browser


@pytest.fixture
def lin(db):
    """An administrator."""
    return make_user(email=ADDRESS, password=PASSWORD, is_staff=True, is_superuser=True)
