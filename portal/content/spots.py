"""Where in the pack one is reading, and what was noticed there."""

from dataclasses import dataclass, field, replace

from django.db import models


@dataclass(frozen=True)
class Fault:
    """Something in the pack that keeps it from being loaded."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self):
        return ": ".join(part for part in (self.file, self.record, self.field) if part) + (
            f": {self.message}"
        )


@dataclass(frozen=True)
class Reference:
    """A row that a record points at, by its slug (or another field that is unique)."""

    model: type[models.Model]
    by: str
    value: str


@dataclass(frozen=True)
class Spot:
    """Where in the pack we are reading, and what was noticed there so far."""

    file: str = ""
    record: str = ""
    path: str = ""
    faults: list[Fault] = field(default_factory=list)
    references: list[tuple["Spot", Reference]] = field(default_factory=list)

    def in_file(self, name: str) -> "Spot":
        """Step into a file."""
        return replace(self, file=name)

    def at(self, name: str | int) -> "Spot":
        """Step into a field, or into the numbered part of a list (people count from 1)."""
        step = f"[{name + 1}]" if isinstance(name, int) else f".{name}"
        return replace(self, path=f"{self.path}{step}".removeprefix("."))

    def fault(self, message: str) -> None:
        """Note a fault here."""
        self.faults.append(Fault(self.file, self.record, self.path, message))

    def refer(self, model: type[models.Model], value: str, by: str = "slug") -> Reference:
        """Note that the row must exist; the checks look it up when all files are read."""
        reference = Reference(model, by, value)
        self.references.append((self, reference))
        return reference
