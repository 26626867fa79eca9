"""The portal as it opens: the content pack and the demonstration, loaded once for all.

What makes rows of its own, or empties the tables, stands with its feature instead. Those that
use it belong to one of two groups, "looked at" and "used": two processes have it, and not each.
"""

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.test import override_settings

from portal.facets import keeping
from tests.browser import Visitors
from tests.conftest import AS_THEY_STAND
from tests.tables import read, restore


@pytest.fixture(scope="package")
def full_portal(loaded, django_db_blocker, _portal_server) -> str:
    """The address of the portal with everything that a first day shows."""
    storages = project.STORAGES | AS_THEY_STAND
    with django_db_blocker.unblock(), override_settings(STORAGES=storages):
        read(loaded / "first day")
        cache.clear()
        keeping.held.clear()
        yield _portal_server
        restore()


@pytest.fixture
def visit(chrome, full_portal, settings):
    """Open pages of the full portal; the test fails on errors and on other hosts."""
    settings.SITE_ROOT = full_portal
    visitors = Visitors(chrome, full_portal)
    yield visitors
    visitors.close()
    assert visitors.faults == []
