"""The portal twice, behind the page cache and bare, with two yardsticks beside it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from django.conf import settings

settings.ROOT_URLCONF = "portal.bench.urls"

from portal.wsgi import application as cached  # noqa: E402
from portal.wsgi import django_application as uncached  # noqa: E402

__all__ = ["cached", "uncached"]
