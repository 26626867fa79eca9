"""A pytest plugin: a PostgreSQL and a Valkey server for the length of a test run.

It is loaded with -p, so that it comes before pytest-django reads the settings, which
need the servers' addresses. Each process that runs tests has servers of its own: one
that stops its broker disturbs nobody. Where DATABASE_URL is set already (somebody's own
servers) nothing is started.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from portal.local.servers import Postgres, Valkey

NOWHERE = "postgres://nowhere/none"
COMMON = {
    "SECRET_KEY": "only for tests",
    "SITE_ROOT": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
}


class Servers:
    """The servers of this process; postgres and valkey are None where others are used."""

    folder: Path | None = None
    postgres: Postgres | None = None
    valkey: Valkey | None = None

    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
        self.postgres = Postgres(self.folder, throwaway=True)
        self.valkey = Valkey(self.folder, throwaway=True)
        for server in (self.postgres, self.valkey):
            server.start()
        (self.folder / "static").mkdir()
        os.environ |= COMMON | {
            "DATABASE_URL": self.postgres.url,
            "CELERY_BROKER_URL": self.valkey.broker_url,
            "CACHE_URL": self.valkey.cache_url,
            "MEDIA_ROOT": str(self.folder / "media"),
            "STATIC_ROOT": str(self.folder / "static"),
        }

    def stop(self) -> None:
        for server in (self.valkey, self.postgres):
            if server:
                server.stop()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


servers = Servers()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    """Start the servers in a process that will run tests; the one that hands out the
    work to others only reads the settings."""
    is_hand = "PYTEST_XDIST_WORKER" in os.environ
    hands_out = bool(getattr(early_config.known_args_namespace, "numprocesses", None))
    if os.environ.get("DATABASE_URL", NOWHERE) == NOWHERE:
        if hands_out and not is_hand:
            os.environ |= COMMON | {
                "DATABASE_URL": NOWHERE,
                "CELERY_BROKER_URL": "redis://nowhere",
                "CACHE_URL": "redis://nowhere",
            }
        else:
            servers.start()
    return (yield)


def pytest_unconfigure():
    servers.stop()
