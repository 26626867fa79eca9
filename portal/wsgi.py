"""The WSGI application that the web server calls: the page cache around Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

django_application = get_wsgi_application()

from portal.pages.cache import PageCache  # noqa: E402 (needs the settings)

application = PageCache(django_application)
