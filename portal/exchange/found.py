"""What the check of a file has found, in a form that can be shown and kept."""

from dataclasses import dataclass, field

from portal.publishing.models import Publishable

MOST_FAULTS = 500


@dataclass(frozen=True)
class Fault:
    """What is wrong in one place of the file, and what to do about it."""

    row: int
    column: str
    words: str


@dataclass
class Change:
    """What one row would do: to a record that is there, or to a new one."""

    number: int
    thing: Publishable
    is_new: bool = False
    # Heading, before, after.
    cells: list[tuple[str, str, str]] = field(default_factory=list)
    # The fields that the row writes.
    fields: set[str] = field(default_factory=set)
    # The row as it is, draft apart.
    row: Publishable | None = None
    # Looks like a record that is there already.
    like: Publishable | None = None
    stays_draft: str = ""
    # The parts of what readers know that it would change.
    parts: frozenset[str] = frozenset()


@dataclass
class Found:
    """Everything that the check of a file has found."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0
    # Which parts of what readers know would say something else: then somebody has to say
    # whether the meaning changes.
    parts: set[str] = field(default_factory=set)

    @classmethod
    def unreadable(cls, words: str) -> "Found":
        """Say of a file as a whole that it cannot be read."""
        return cls(faults=[Fault(1, "", words)])

    def told(self) -> dict:
        """Return all of it as it is shown, and kept until it is decided."""
        return {
            "unchanged": self.unchanged,
            "parts": sorted(self.parts),
            "faults": [
                [each.row, each.column, each.words] for each in self.faults[:MOST_FAULTS]
            ],
            "number_of_faults": len(self.faults),
            "changes": [
                {
                    "row": each.number,
                    "name": str(each.thing),
                    "slug": each.thing.slug,
                    "is_new": each.is_new,
                    "like": each.like.slug if each.like else "",
                    "stays_draft": each.stays_draft,
                    "cells": [list(cell) for cell in each.cells],
                }
                for each in self.changes
            ],
        }
