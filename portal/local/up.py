"""`manage.py up`: the whole portal on one machine, for looking, trying and developing.

This process knows nothing of Django. It starts the servers, runs the commands that fill
the database, starts the portal's own processes, and then watches over all of them: when
one ends, or somebody asks, it stops every one and ends.
"""

import argparse
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

from portal import env
from portal.content.demonstration.accounts import ACCOUNTS, password
from portal.local import stages
from portal.local.environment import default_path
from portal.local.errors import CannotRun, Stopped
from portal.local.folder import DataFolder
from portal.local.processes import Process
from portal.local.servers import Postgres, Server, ServerFailed, Valkey

GIVEN = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")
HEALTHY_WITHIN = 90  # seconds
ALMOST_NOTHING = 50  # MB left on the disk: this is why something failed


def main(arguments: list[str]) -> int:
    """Run the portal until it is stopped; return the exit code."""
    options = _parser().parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    portal = LocalPortal(options)
    try:
        portal.start()
        portal.watch()
    except Stopped:
        return 0
    except (CannotRun, ServerFailed, OSError) as error:
        print(f"\n{portal.explain(error)}", file=sys.stderr)
        return 1
    finally:
        _ignore_signals()
        portal.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="manage.py up", description="Start the whole portal on this machine."
    )
    parser.add_argument("--port", type=int, default=8000, help="port of the web server")
    parser.add_argument(
        "--data", type=Path, default=default_path(), help="folder of everything it keeps"
    )
    parser.add_argument(
        "--no-demo",
        dest="demo",
        action="store_false",
        help="load no demonstration events and accounts",
    )
    return parser


def _ask_to_stop(number, frame) -> None:
    raise Stopped


def _ignore_signals() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


class LocalPortal:
    """One run: its data folder, its processes in the order they were started."""

    def __init__(self, options: argparse.Namespace):
        self.port = options.port
        self.given = {name: env.text(name) for name in GIVEN if _is_set(name)}
        self.embedded = "DATABASE_URL" not in self.given
        self.demo = options.demo and self.embedded
        self.folder = DataFolder(options.data)
        self.address = f"http://127.0.0.1:{self.port}"
        self.processes: list[Process] = []
        self.began = time.monotonic()

    # --- Starting ---

    def start(self) -> None:
        """Bring everything up, one line a stage, and say where it is."""
        self._claim_port()
        self.folder.take()
        # Closed to others even where the data folder, made by somebody else, is not.
        for name in ("media", "static", "mail"):
            (self.folder / name).mkdir(exist_ok=True, mode=0o700)
        with _timed("Servers"):
            self._start_servers()
        for stage in stages.all_of(self.folder, embedded=self.embedded, demo=self.demo):
            if stage.is_due():
                with _timed(stage.title):
                    self._run(stage)
        with _timed("Web server, worker, beat"):
            self._start_programs()
            self._wait_until_healthy()
        self._say_where()

    def _claim_port(self) -> None:
        """See that the port is free before anything is started."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except (OSError, OverflowError) as error:
                raise CannotRun(
                    f"Port {self.port} cannot be used ({error}). "
                    f"Choose another: make run PORT={self.port % 60_000 + 1}"
                ) from error

    def _start_servers(self) -> None:
        lock = (self.folder.lock,)
        mail = socket.create_server(("127.0.0.1", 0))
        values = self._base_environment(mail_port=mail.getsockname()[1])
        if self.embedded:
            postgres = self._start(Postgres(self.folder.path, keep_open=lock))
            values["DATABASE_URL"] = postgres.url
        if not {"CELERY_BROKER_URL", "CACHE_URL"} <= self.given.keys():
            valkey = self._start(Valkey(self.folder.path, keep_open=lock))
            valkey.empty_cache()
            values |= {"CELERY_BROKER_URL": valkey.broker_url, "CACHE_URL": valkey.cache_url}
        values |= self.given  # goes before what we started
        for name in values:
            os.environ.pop(f"{name}_FILE", None)  # the settings would read that first
        os.environ |= values
        self.folder.write_environment(values)
        command = _python(
            "-m", "portal.local.smtp", str(mail.fileno()), str(self.folder / "mail")
        )
        self._start(self._process("mail", command, mail.fileno()))
        mail.close()

    def _base_environment(self, *, mail_port: int) -> dict[str, str]:
        return {
            "SECRET_KEY": self.folder.secret_key(),
            "SITE_ROOT": self.address,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "MEDIA_ROOT": str(self.folder / "media"),
            "STATIC_ROOT": str(self.folder / "static"),
            "MAILBOX_DIR": str(self.folder / "mail"),
            "DEMONSTRATION": str(self.demo).lower(),
            "DESK_SECOND_FACTOR": str(not self.demo).lower(),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail_port),
        }

    def _run(self, stage) -> None:
        process = self._start(self._process(stage.name, _python("manage.py", *stage.command)))
        if code := process.process.wait():
            raise CannotRun(
                f"`manage.py {' '.join(stage.command)}` failed (exit code {code}); "
                f"all it said is in {process.log}:\n{process.last_words()}"
            )
        self.processes.remove(process)
        stage.note_done()

    def _start_programs(self) -> None:
        celery = _python("-m", "celery", "--app", "portal", "--quiet")
        programs = {
            "web": _python(
                "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
                "--port", str(self.port), "--workers", "2", "--blocking-threads", "4",
                "--workers-kill-timeout", "5",
                "portal.wsgi:application",
            ),
            "worker": [
                *celery, "worker", "--concurrency", "2", "--loglevel", "INFO",
                "--without-gossip", "--without-mingle",
            ],
            "beat": [
                *celery, "beat", "--loglevel", "INFO", "--pidfile=",
                "--schedule", str(self.folder / "beat-schedule"),
            ],
        }  # fmt: skip
        for name, command in programs.items():
            self._start(self._process(name, command))

    def _process(self, name: str, command: list[str], *keep_open: int) -> Process:
        log = self.folder / f"{name}.log"
        return Process(name, command, log=log, keep_open=(self.folder.lock, *keep_open))

    def _start(self, process: Process) -> Process:
        self.processes.append(process)
        process.start()
        return process

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + HEALTHY_WITHIN
        while missing := self._missing():
            self._fail_if_one_ended()
            if time.monotonic() > deadline:
                raise CannotRun(
                    f"Not all of the portal came to life: {', '.join(missing)}. "
                    f"The logs are in {self.folder.path}."
                )
            time.sleep(0.3)

    def _missing(self) -> list[str]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.address}/health/", timeout=5) as answer:
                return json.load(answer)["missing"]
        except urllib.error.HTTPError as error:
            with suppress(ValueError):
                return json.load(error)["missing"]
            return [f"web server (it answers {error.code})"]
        except OSError:
            return ["web server"]

    def _say_where(self) -> None:
        lines = [
            f"\nThe portal is up after {time.monotonic() - self.began:.1f} s.\n",
            f"  Site     {self.address}/",
            f"  Desk     {self.address}/desk/",
            f"  Mailbox  {self.address}/mailbox/",
        ]
        if self.demo:
            lines += ["", "  Demonstration accounts for the desk:"]
            key = self.folder.secret_key()
            lines += [f"  {each.email}  {password(each, key)}" for each in ACCOUNTS]
        lines.append(f"\nCtrl-C stops it. Data and logs: {self.folder.path}")
        print("\n".join(lines), flush=True)

    # --- Watching and stopping ---

    def watch(self) -> None:
        """Wait until a child ends. Raises CannotRun then, Stopped when asked to stop."""
        while True:
            time.sleep(0.3)
            self._fail_if_one_ended()

    def _fail_if_one_ended(self) -> None:
        for process in self.processes:
            if process.ended():
                raise CannotRun(
                    f"The {process.name} process ended by itself (exit code "
                    f"{process.process.returncode}), so everything was stopped. "
                    f"Look into {process.log}, then start again:\n{process.last_words()}"
                )

    def explain(self, error: Exception) -> str:
        """Say what went wrong; a full disk shows itself in many ways."""
        with suppress(OSError):
            if self.folder.free() < ALMOST_NOTHING:
                return (
                    f"The disk of {self.folder.path} is full ({self.folder.free()} MB left). "
                    "Free some, or choose another folder: make run DATA=…"
                )
        if isinstance(error, OSError):
            return f"{error}. Choose another folder: make run DATA=…"
        return str(error)

    def stop(self) -> None:
        """Stop every child: together what needs the servers, then those, last one first."""
        if self.processes:
            self.folder.remove_environment()
        for process in self.processes:
            if not isinstance(process, Server):
                process.ask_to_stop()
        while self.processes:
            self.processes.pop().stop()


def _is_set(name: str) -> bool:
    return name in os.environ or f"{name}_FILE" in os.environ


@contextmanager
def _timed(title: str):
    print(f"  {title:<36}", end="", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:6.1f} s", flush=True)


def _python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]
