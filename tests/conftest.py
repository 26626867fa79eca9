"""What every test may count on."""

import pytest
from django.core.cache import cache
from django.utils import translation

from portal.base import catalogues
from portal.facets import keeping

# Static files under their plain names: nothing has been collected for a test.
AS_THEY_STAND = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}

pytest_plugins = ["tests.background", "tests.browser", "tests.staff"]


def pytest_configure():
    """Speak Chinese as the catalogues have it now; what is compiled of them is not kept."""
    catalogues.compile_all()


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
