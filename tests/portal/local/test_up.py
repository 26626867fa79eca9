"""`manage.py up` as somebody sees it who starts it, stops it, and breaks it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from portal.local.folder import CHECKOUT, DataFolder
from tests.background import wait_until

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("up")]

PATIENCE = 300  # seconds: a first start on a busy machine
USER = "from portal.models import User"


def environment(**more) -> dict[str, str]:
    """The environment of somebody who has set nothing, not even a language."""
    return {"PATH": os.environ["PATH"]} | more


def manage(*arguments: str, **more) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command,
        cwd=CHECKOUT,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Run:
    """One `manage.py up`, with what it says and the processes that belong to it."""

    def __init__(self, data: Path, port: int):
        self.data = data
        self.address = f"http://127.0.0.1:{port}"
        self.output = data.parent / "up.out"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    sys.executable, "manage.py", "up", "--no-demo",
                    "--port", str(port), "--data", str(data),
                ],
                cwd=CHECKOUT,
                env=environment(),
                stdout=output,
                stderr=output,
            )  # fmt: skip

    def is_up(self) -> bool:
        assert self.process.poll() is None, self.said()
        return "Ctrl-C stops it" in self.said()

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def stages(self) -> list[str]:
        return re.findall(r"^  (\S.*?) +[\d.]+ s$", self.said(), re.MULTILINE)

    def health(self) -> dict:
        with urllib.request.urlopen(f"{self.address}/health/") as answer:  # noqa: S310
            return json.load(answer)

    def descendants(self) -> set[int]:
        """The process ids of everything that it started, and of what those started."""
        found, parents = set(), [self.process.pid]
        while parents:
            children = subprocess.run(
                ["ps", "-o", "pid=", "--ppid", ",".join(map(str, parents))],
                capture_output=True,
                text=True,
                check=False,
            ).stdout.split()
            parents = [int(child) for child in children if Path(f"/proc/{child}").exists()]
            found.update(parents)
        return found

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, SIGTERM unless told; return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)


def alive(processes: set[int]) -> set[int]:
    """Those that still run (a zombie that nobody has buried yet does not)."""

    def state(process: int) -> str:
        try:
            return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return "gone"

    return {process for process in processes if state(process) not in ("gone", "Z")}


@pytest.fixture
def start(port):
    """Start a portal over a folder and wait until it says that it is up."""
    runs = []

    def _start(data: Path) -> Run:
        run = Run(data, port)
        runs.append(run)
        wait_until(run.is_up, within=PATIENCE, what="the start of the portal")
        return run

    yield _start
    for run in runs:
        if run.process.poll() is None:
            run.end()


class First:
    """A first start, in a data folder with a blank and Chinese in its name."""

    def __init__(self, folder: Path, port: int):
        self.data = folder / "我的 数据"
        run = Run(self.data, port)
        try:
            wait_until(run.is_up, within=PATIENCE, what="the first start")
            self.stages, self.health = run.stages(), run.health()
            make = (
                "from portal.models import User; User.objects.create_user('kept@example.org')"
            )
            self.made = manage("shell", "-v0", "-c", make, PORTAL_DATA=str(self.data))
            self.processes = run.descendants()
        finally:
            self.code = run.end(signal.SIGINT)
        self.left = alive(self.processes)


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> First:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return First(tmp_path_factory.mktemp("up"), port)


def test_a_first_start_fills_the_folder_and_leaves_nothing_running_at_its_end(first):
    assert first.stages[-2:] == ["Content", "Web server, worker, beat"]
    assert first.health["alive"] is True
    assert first.made.returncode == 0
    # Servers, mail, web and its two, worker and its two, beat.
    assert len(first.processes) >= 9
    assert (first.code, first.left) == (0, set())


def test_what_is_personal_is_closed_to_others_on_the_machine(first):
    closed = ["mail", "postgres", "valkey", "secret_key"]
    modes = {name: (first.data / name).stat().st_mode & 0o077 for name in closed}

    assert modes == dict.fromkeys(closed, 0)


def test_a_start_keeps_what_is_there_and_a_death_leaves_nothing_running(first, start):
    run = start(first.data)
    ask = f"{USER}; print(User.objects.get().email)"
    answer = manage("shell", "-v0", "-c", ask, PORTAL_DATA=str(first.data)).stdout
    assert run.stages() == ["Servers", "Web server, worker, beat"]
    assert answer == "kept@example.org\n"
    processes = run.descendants()

    run.end(signal.SIGKILL)

    run = start(first.data)
    assert alive(processes) == set()
    processes = run.descendants()
    os.kill(the_worker_of(processes), signal.SIGKILL)
    assert run.process.wait(30) == 1
    assert "The worker process ended by itself (exit code -9)" in run.said()
    assert alive(processes) == set()


def the_worker_of(processes: set[int]) -> int:
    """The first of the worker's own processes, which started the others."""
    (worker,) = (
        process
        for process in processes
        if b"--concurrency" in Path(f"/proc/{process}/cmdline").read_bytes()
        and os.getpgid(process) == process
    )
    return worker


def test_a_port_in_use_is_named_with_a_way_out(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = manage("up", "--port", str(port), "--data", str(tmp_path / "data"))

    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
    assert "make run PORT=" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_folder_in_use_is_named_with_a_way_out(tmp_path, port):
    DataFolder(tmp_path).take()

    done = manage("up", "--port", str(port), "--data", str(tmp_path))

    assert done.returncode == 1
    assert f"is in use by another run (process {os.getpid()})" in done.stderr
    assert "make run DATA=" in done.stderr


def test_a_given_database_is_used_and_none_is_started(tmp_path, port):
    given = {"DATABASE_URL": "postgres://portal@127.0.0.1:1/portal"}

    done = manage("up", "--port", str(port), "--data", str(tmp_path), **given)

    assert done.returncode == 1
    assert "`manage.py migrate --no-input` failed" in done.stderr
    assert "127.0.0.1" in done.stderr
    assert not (tmp_path / "postgres").exists()


def test_other_commands_say_how_to_start_a_portal_when_none_is_up(tmp_path):
    done = manage("shell", "-c", "pass", PORTAL_DATA=str(tmp_path))

    assert done.returncode == 1
    assert f"No portal is up in {tmp_path}. Start it with `make run`" in done.stderr
