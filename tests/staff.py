"""Somebody at the desk, and the addresses of its views."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories import make_user


@pytest.fixture
def administrator(db):
    """Somebody who may do everything and has set up a second factor."""
    user = make_user(name="Administrator", is_staff=True, is_superuser=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


@pytest.fixture
def desk(client, administrator):
    """A browser that is signed in at the desk."""
    client.force_login(administrator)
    return client


@pytest.fixture
def at():
    """The address of a view of the desk: at(Guide, "edit", guide.pk)."""

    def address(model, name, *args):
        return reverse(model.snippet_viewset.get_url_name(name), args=args)

    return address
