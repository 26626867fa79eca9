"""What stands behind the portal, for tests that break it.

`worker` is a real Celery worker that can be killed; `smtp_server` a real mail server
that can refuse, be slow or fall silent; `postgres` and `valkey` are the servers of this
test process, which may be stopped and started. Tests that use them are marked `faults`.
"""

import asyncio
import sys
import threading
import time
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP
from django.conf import settings as project
from django.db import connections

from portal.celery import app
from portal.local.processes import Process
from tests.servers import servers

PATIENCE = 20  # seconds


def wait_until(answers, *, within: float = PATIENCE, what: str = "what was awaited"):
    """Ask again and again; return the first answer that is true, or fail."""
    deadline = time.monotonic() + within
    while not (answer := answers()):
        assert time.monotonic() < deadline, f"{what} did not happen within {within} s"
        time.sleep(0.05)
    return answer


class SmtpServer:
    """A mail server that keeps what it accepts in `letters`, in order of arrival.

    `mode` says how it behaves: "accept", "refuse" (a permanent no), "slow" (two seconds
    a mail) or "hang" (takes the mail and never answers).
    """

    def __init__(self):
        self.mode = "accept"
        self.letters: list[EmailMessage] = []
        self.asked = 0  # mails that were offered, accepted or not
        self.port = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Listen, on the same port as before if it was stopped."""
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(PATIENCE)

    def stop(self) -> None:
        """Stop listening and hang up, as a machine that is switched off."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop = None

    def wait_for(self, number: int, *, within: float = PATIENCE) -> list[EmailMessage]:
        """Wait until so many letters are there and return them all."""
        wait_until(lambda: len(self.letters) >= number, within=within, what=f"{number} letters")
        return self.letters

    async def handle_DATA(self, server, session, envelope) -> str:
        self.asked += 1
        if self.mode == "refuse":
            return "550 No such mailbox"
        if self.mode == "hang":
            await asyncio.Event().wait()
        if self.mode == "slow":
            await asyncio.sleep(2)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def _run(self, ready: threading.Event) -> None:
        self._loop = loop = asyncio.new_event_loop()
        server = loop.run_until_complete(
            loop.create_server(
                lambda: SMTP(self, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", self.port
            )
        )
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


@pytest.fixture
def smtp_server(settings):
    """A mail server of its own, to which the portal sends while the test lasts."""
    server = SmtpServer()
    server.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


class Worker:
    """A Celery worker in processes of its own, on the test database and broker."""

    def __init__(self, folder, smtp_port: int):
        self._folder = folder
        self._smtp_port = smtp_port
        self._process: Process | None = None

    def start(self, *, beat: bool = False) -> None:
        """Start the worker and wait until it takes tasks."""
        database = connections["default"].settings_dict["NAME"]
        url, _, _ = servers.postgres.url.rpartition("/")
        environment = {
            "DATABASE_URL": f"{url}/{database}",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self._smtp_port),
            "EMAIL_TIMEOUT": "3",  # a slow server needs two
            "SITE_ROOT": project.SITE_ROOT,
        }
        clock = ["--beat", "--schedule", str(self._folder / "schedule")] if beat else []
        command = [
            sys.executable, "-m", "celery", "--app", "portal", "worker", "--concurrency", "1",
            "--loglevel", "INFO", "--without-gossip", "--without-mingle", *clock,
        ]  # fmt: skip
        self._process = Process(
            "worker", command, log=self._folder / "worker.log", environment=environment
        )
        self._process.start()
        wait_until(self._is_ready, what="the worker's start")

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self._process.kill()

    def stop(self) -> None:
        """Let it finish its task and end."""
        if self._process:
            self._process.stop(patience=3)

    def _is_ready(self) -> bool:
        assert not self._process.ended(), self._process.last_words(20)
        return " ready." in self._process.last_words(20)


@pytest.fixture
def worker(transactional_db, smtp_server, valkey, tmp_path):
    """A worker, started: worker.kill(), worker.start() again."""
    forget_tasks()
    started = Worker(tmp_path, smtp_server.port)
    started.start()
    yield started
    started.stop()
    forget_tasks()


def forget_tasks() -> None:
    """Take what earlier tests have left from the broker."""
    with app.connection_for_write() as connection:
        app.control.purge(connection=connection)


@pytest.fixture
def valkey():
    """The broker and cache: valkey.stop(), valkey.start(). It forgets all it had."""
    yield servers.valkey
    if servers.valkey.ended():
        servers.valkey.start()


@pytest.fixture
def postgres(transactional_db):
    """The database server: postgres.stop(), postgres.start(). It keeps its rows, but not
    this process's connection: `connections.close_all()` before the next query here."""
    yield servers.postgres
    if servers.postgres.ended():
        servers.postgres.start()
    connections.close_all()
