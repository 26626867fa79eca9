"""The Celery application: `celery -A portal worker`, `celery -A portal beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


class PortalCelery(Celery):
    """Celery whose publishers wait for a second at most, as somebody waits for them.

    A worker that waits for tasks needs a longer timeout, and the setting
    (CELERY_BROKER_TRANSPORT_OPTIONS) knows only one for both.
    """

    def connection_for_write(self, url=None, *args, **options):
        connection = super().connection_for_write(url, *args, **options)
        if "socket_timeout" in connection.transport_options:
            connection.transport_options["socket_timeout"] = 1
        return connection


app = PortalCelery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
