"""What every test may count on."""

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation

from portal.base import catalogues
from portal.facets import keeping
from tests import tables

# Static files under their plain names: nothing has been collected for a test.
AS_THEY_STAND = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}

pytest_plugins = ["tests.background", "tests.browser", "tests.pack", "tests.staff"]


def pytest_configure():
    """Speak Chinese as the catalogues have it now; what is compiled of them is not kept."""
    catalogues.compile_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the tables; let every test that commits leave them as they are now."""
    with django_db_blocker.unblock():
        tables.note()
    TransactionTestCase._fixture_teardown = lambda self: tables.restore()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Start with nothing kept: what a test finds in the cache, it has put there."""
    cache.clear()
    keeping.held.clear()


@pytest.fixture(autouse=True)
def _static_files_as_they_stand(settings):
    settings.STORAGES = settings.STORAGES | AS_THEY_STAND


@pytest.fixture(autouse=True)
def _english_at_first():
    """Speak English at the start: a request leaves its language behind in the thread."""
    with translation.override("en"):
        yield
