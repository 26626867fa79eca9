"""The portal as it opens: the content pack and the demonstration, loaded once for all.

What makes rows of its own, or empties the tables, stands with its feature instead. Loading
takes as long as many tests: those that use it belong to one of two groups, "looked at" and
"used", so that two processes load it, and not each.
"""

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings

from tests.browser import Visitors
from tests.conftest import AS_THEY_STAND
from tests.tables import restore


@pytest.fixture(scope="package")
def full_portal(django_db_setup, django_db_blocker, _portal_server) -> str:
    """The address of the portal with everything that a first day shows."""
    storages = project.STORAGES | AS_THEY_STAND
    with django_db_blocker.unblock(), override_settings(STORAGES=storages):
        call_command("load_content", verbosity=0)
        with override_settings(DEMONSTRATION=True):
            call_command("load_demo", verbosity=0)
        cache.clear()
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
