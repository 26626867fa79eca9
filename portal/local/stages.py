"""What a database and a data folder need before the portal can be shown."""

import hashlib
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.local.folder import CHECKOUT, DataFolder

# What is laid into the tables after each migration.
LAID_INTO_TABLES = (
    CHECKOUT / "communities" / "record" / "triggers.py",
    CHECKOUT / "portal" / "publishing" / "review.py",
)


@dataclass(frozen=True)
class Stage:
    """A command of `manage.py`, left out while nothing has changed that it reads."""

    name: str
    title: str
    command: tuple[str, ...]
    stamp: Path
    reads: tuple[Path, ...] = ()  # files and folders; none means: always run

    def is_due(self) -> bool:
        """Tell whether the command has to run."""
        if not self.reads or not self.stamp.exists():
            return True
        return self.stamp.read_text(encoding="utf-8") != self._fingerprint()

    def note_done(self) -> None:
        """Remember what the command has read."""
        self.stamp.write_text(self._fingerprint(), encoding="utf-8")

    def _fingerprint(self) -> str:
        found = hashlib.sha256(repr(self.command).encode())
        for file in _files(self.reads):
            status = file.stat()
            found.update(f"{file}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
        return found.hexdigest()


def all_of(folder: DataFolder, *, embedded: bool, demo: bool) -> Iterator[Stage]:
    """Yield the stages in their order.

    A database that is not embedded may have changed behind our back: what fills it
    always runs. Demonstration data goes into an embedded one only.
    """
    packages = tuple(Path(sysconfig.get_path("purelib")).glob("*.dist-info/RECORD"))
    # Made with the database: a new one is filled whatever the stamps say.
    birth = folder / "postgres" / "PG_VERSION"
    fills = (birth, CHECKOUT / "portal" / "content", *CHECKOUT.glob("*/migrations"))

    def stage(name: str, title: str, *command: str, reads: tuple = ()) -> Stage:
        return Stage(name, title, command, folder / f".{name}.done", reads)

    tables = (birth, *CHECKOUT.glob("*/migrations"), *LAID_INTO_TABLES, *packages)
    yield stage(
        "migrate", "Database tables", "migrate", "--no-input", reads=tables if embedded else ()
    )
    yield stage(
        "catalogues", "Translations", "catalogues", "compile", reads=(CHECKOUT / "locale",)
    )
    yield stage(
        "collectstatic",
        "Static files",
        "collectstatic",
        "--no-input",
        reads=(
            *CHECKOUT.glob("*/static"),
            CHECKOUT / "portal" / "base" / "storage.py",
            *packages,
            folder / "static" / "staticfiles.json",
        ),
    )
    yield stage("load_content", "Content", "load_content", reads=fills if embedded else ())
    if embedded and demo:
        yield stage("load_demo", "Demonstration events and staff", "load_demo", reads=fills)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in sorted(paths):
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and file.parent.name != "__pycache__"
            )
