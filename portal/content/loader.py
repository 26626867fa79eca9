"""Brings the content pack into the database: all of it or nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from django.db import models, transaction
from django.utils import timezone, translation
from wagtail.models import ReferenceIndex

from portal.content import checks, reading
from portal.content.checks import Prepared
from portal.content.models import ContentRecord
from portal.content.records import Kind
from portal.content.rows import Row, Rows
from portal.content.spots import Fault, Spot
from portal.publishing.content import content_changed
from portal.publishing.models import Publishable
from portal.search import index
from portal.search.models import SearchAlias

PACK = Path(__file__).parent / "pack"
# What search texts say of other rows.
FOR_SEARCH = {"community", "nearest_metro", "lines"}


class PackIsFaulty(Exception):
    """The pack was not loaded. Carries every fault."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass
class Outcome:
    """What a run did, record by record ("apartments/river-garden")."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    # Staff have edited, withdrawn or deleted these since; they were left alone.
    left_alone: list[str] = field(default_factory=list)


def read_and_check(folder: Path) -> list[Prepared]:
    """Return every record of a pack, ready to be written.

    Raises PackIsFaulty, with all faults, if any record is not right.
    """
    spot = Spot()
    prepared = checks.prepare(reading.read(folder, spot), spot)
    if spot.faults:
        raise PackIsFaulty(sorted(spot.faults, key=lambda fault: fault.file))
    return prepared


@transaction.atomic
def load(
    prepared: list[Prepared],
    *,
    overwrite: bool = False,
    progress: Callable[[int], object] = lambda records: None,
) -> Outcome:
    """Make the portal say what the pack says.

    A record that staff have touched since it was loaded stays as it is, unless overwrite.
    What is loaded is public: its search entries and the content version move with it.
    """
    outcome = Outcome()
    # The bare columns of translated fields hold English, whoever runs this.
    with translation.override("en"):
        for kind, group in groupby(prepared, key=lambda one: one.kind):
            records = list(group)
            _load_kind(kind, records, overwrite, outcome)
            progress(len(records))
    if outcome.created or outcome.changed:
        content_changed()
    return outcome


def _load_kind(kind: Kind, prepared: list[Prepared], overwrite: bool, outcome: Outcome) -> None:
    memories = {memory.key: memory for memory in ContentRecord.objects.filter(kind=kind.file)}
    rows = Rows(kind, prepared)
    to_write = []
    for one in prepared:
        memory, row = memories.get(one.key), rows.existing.get(one.key)
        untouched = row is None if memory is None else _is_as_written(rows, row, memory)
        if untouched and memory and memory.digest == one.digest:
            outcome.unchanged.append(one.name)
        elif untouched or overwrite:
            to_write.append(one)
            (outcome.changed if row else outcome.created).append(one.name)
        else:
            outcome.left_alone.append(one.name)
    written = rows.write([one.key for one in to_write])
    _make_findable(kind.model, kind.fields.keys(), written)
    for relation, child in kind.children.values():
        if hasattr(child.model, "found_as"):
            children = [part for row in written for part in getattr(row, relation).all()]
            _make_findable(child.model, child.fields.keys(), children)
    if issubclass(kind.model, Publishable):
        for row in written:
            # The desk refuses to delete what others point at; it looks here who does.
            ReferenceIndex.create_or_update_for_object(row)
    _remember(rows, to_write)


def _make_findable(model: type[models.Model], fields: Iterable[str], written: list) -> None:
    if index.is_findable(model):
        models.prefetch_related_objects(written, *FOR_SEARCH.intersection(fields))
        index.refresh_many(written)
    elif hasattr(model, "found_as"):
        things = {row.found_as.pk: row.found_as for row in written if row.found_as}
        index.refresh_many(things.values())
    elif model is SearchAlias:
        for kind, aliases in groupby(written, key=lambda alias: alias.kind):
            index.renew(kind, [alias.slug for alias in aliases])


def _is_as_written(rows: Rows, row: Row | None, memory: ContentRecord) -> bool:
    """Whether nobody has had a hand on a row since it was loaded.

    A row that is gone was deleted on purpose; a draft beside it is work in progress.
    """
    if row is None:
        return False
    if isinstance(row.instance, Publishable):
        revision = row.instance.latest_revision
        if row.instance.has_unpublished_changes:
            return False
        if revision and revision.created_at > memory.loaded_at:
            return False
    return rows.digest(row) == memory.row_digest


def _remember(rows: Rows, prepared: list[Prepared]) -> None:
    now = timezone.now()
    ContentRecord.objects.bulk_create(
        [
            ContentRecord(
                kind=one.kind.file,
                key=one.key,
                digest=one.digest,
                row_digest=rows.digest(rows.wanted[one.key]),
                loaded_at=now,
            )
            for one in prepared
        ],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["digest", "row_digest", "loaded_at"],
    )
