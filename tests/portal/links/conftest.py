"""A web server of odd answers, to look where links lead."""

import pytest

from portal.links import fetching
from tests.portal.links.site import OddSite


@pytest.fixture(scope="session")
def _running_site():
    site = OddSite()
    yield site
    site.stop()


@pytest.fixture
def site(_running_site, monkeypatch):
    """A real web server of odd answers. It stands on this machine, so this once that counts
    as the open internet."""
    everywhere = fetching.is_public
    monkeypatch.setattr(
        fetching, "is_public", lambda address: address == "127.0.0.1" or everywhere(address)
    )
    _running_site.asked.clear()
    return _running_site
