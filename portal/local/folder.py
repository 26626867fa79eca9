"""The data folder of a local portal: one run at a time, everything it keeps in one place."""

import fcntl
import os
import secrets
import shutil
import time
from pathlib import Path

from portal.local.errors import CannotRun

CHECKOUT = Path(__file__).resolve().parent.parent.parent
NEEDED = 500  # MB: a filled database, static files, and room to work
PATIENCE = 10  # seconds that the servers of a killed run are given to end


class DataFolder:
    """Where a local portal keeps its database, its mail, its files and its logs."""

    def __init__(self, path: Path):
        self.path = path.resolve()
        self.lock: int | None = None

    def __truediv__(self, name: str) -> Path:
        return self.path / name

    def take(self) -> None:
        """Make the folder and lock it for this run.

        The children inherit the lock: it is free when the last of them has ended.
        Raises CannotRun when the folder cannot be used.
        """
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.lock = os.open(self / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + PATIENCE
        while not self._locked(fcntl.LOCK_EX):
            holder = os.pread(self.lock, 20, 0).decode().strip()
            if _is_alive(holder) or time.monotonic() > deadline:
                raise CannotRun(
                    f"{self.path} is in use by another run (process {holder}). "
                    "Stop that one, or choose another folder: make run DATA=…"
                )
            time.sleep(0.1)
        os.ftruncate(self.lock, 0)
        os.pwrite(self.lock, f"{os.getpid()}\n".encode(), 0)
        if self.free() < NEEDED:
            raise CannotRun(
                f"The disk of {self.path} has {self.free()} MB left, {NEEDED} MB are needed. "
                "Free some, or choose another folder: make run DATA=…"
            )

    def is_in_use(self) -> bool:
        """Tell whether a run holds the folder."""
        try:
            self.lock = os.open(self / "lock", os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            return not self._locked(fcntl.LOCK_SH)
        finally:
            os.close(self.lock)

    def free(self) -> int:
        """Return how many megabytes the disk has left."""
        return shutil.disk_usage(self.path).free // 1_000_000

    def secret_key(self) -> str:
        """Return the key that signs sessions here, made once and readable by us alone."""
        file = self / "secret_key"
        if not file.exists():
            self._write_privately(file, secrets.token_urlsafe(50))
        return file.read_text(encoding="utf-8")

    def write_environment(self, values: dict[str, str]) -> None:
        """Leave the environment of this run for other commands."""
        lines = [f"{name}={value}\n" for name, value in values.items()]
        self._write_privately(self / "environment", "".join(lines))

    def read_environment(self) -> dict[str, str]:
        """Return the environment that the run left; empty while it is still starting."""
        try:
            text = (self / "environment").read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        return dict(line.split("=", 1) for line in text.splitlines())

    def remove_environment(self) -> None:
        """Take the environment away: there is nothing any more that it would lead to."""
        (self / "environment").unlink(missing_ok=True)

    def _locked(self, kind: int) -> bool:
        try:
            fcntl.flock(self.lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @staticmethod
    def _write_privately(file: Path, text: str) -> None:
        new = file.with_name(f".{file.name}")
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
            target.write(text)
        new.replace(file)  # whole or not at all


def _is_alive(holder: str) -> bool:
    try:
        os.kill(int(holder), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        pass  # alive, and somebody else's
    return True
