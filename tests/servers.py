"""A pytest plugin: a PostgreSQL and a Valkey server for the length of a test run.

It is loaded with -p, before pytest-django reads the settings, because the settings
need the servers' addresses. Where DATABASE_URL is set already (a worker of
pytest-xdist, or somebody's own server) nothing is started.
"""

import os
import shutil
import tempfile
from pathlib import Path

from portal.local.servers import Postgres, Valkey

_servers = []
_folder: Path | None = None


def _start() -> None:
    global _folder  # noqa: PLW0603 (a pytest plugin is a module)
    _folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    postgres, valkey = Postgres(_folder, throwaway=True), Valkey(_folder, throwaway=True)
    for server in (postgres, valkey):
        server.start()
        _servers.append(server)
    os.environ |= {
        "SECRET_KEY": "only for tests",
        "SITE_ROOT": "http://testserver",
        "DATABASE_URL": postgres.url,
        "CELERY_BROKER_URL": valkey.broker_url,
        "CACHE_URL": valkey.cache_url,
        "MEDIA_ROOT": str(_folder / "media"),
        "STATIC_ROOT": str(_folder / "static"),
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    }


def pytest_unconfigure():
    while _servers:
        _servers.pop().stop()
    if _folder:
        shutil.rmtree(_folder, ignore_errors=True)


if "DATABASE_URL" not in os.environ:
    _start()
