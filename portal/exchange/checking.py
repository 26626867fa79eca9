"""What a file would change, and what is wrong with it; nothing is written here.

A cell that says what an export would write there now is unchanged, whatever it says: so a
file that was exported and comes back as it is changes nothing.
"""

from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from portal.base.languages import CODES, field_label, join, localized, suffix
from portal.exchange import reading
from portal.exchange.columns import KEY, Column, Table, read_source
from portal.exchange.fetching import for_table, in_work, with_locks
from portal.exchange.found import Change, Fault, Found
from portal.exchange.models import Import
from portal.exchange.naming import FreeAddresses
from portal.exchange.reading import Line
from portal.publishing import answers, kinds
from portal.publishing.models import Publishable

EVERY = 50  # rows that are read at once, between two signs of progress


def check(run: Import) -> Found:
    """Look at the whole file of an import as its person sees the records."""
    with translation.override(run.language):
        table = Table(kinds.model(run.kind), run.by)
        try:
            lines = reading.read(bytes(run.file), table)
        except reading.Unreadable as refusal:
            return Found.unreadable(refusal.message)
        return Check(table, run.by).run(lines, run.note_progress)


class Check:
    """Compares the rows of a file with the records that one person sees at the desk."""

    def __init__(self, table: Table, user):
        self.table, self.user = table, user
        self.model = table.model
        self.policy = policy_registry.get_by_type(self.model)
        self.found = Found()
        self.seen: dict[str, int] = {}
        self.addresses = FreeAddresses(self.model)
        self.names = {field.name for field in self.model._meta.concrete_fields}

    def run(self, lines: list[Line], progress: Callable[[int, int], object]) -> Found:
        """Look at every row; call `progress` now and then."""
        for n in range(0, len(lines), EVERY):
            progress(n, len(lines))
            batch = lines[n : n + EVERY]
            slugs = [line.said.get(_KEY, "") for line in batch]
            things = in_work(self._theirs().filter(slug__in=slugs))
            rows = with_locks(for_table(self.model._base_manager.filter(slug__in=things)))
            self.rows = {row.pk: row for row in rows}
            for line in batch:
                self._row(line, things)
        self._find_twins()
        return self.found

    def _theirs(self):
        return self.policy.instances_user_has_permission_for(self.user, "view")

    # --- One row ---------------------------------------------------------------

    def _row(self, line: Line, things: dict[str, Publishable]) -> None:
        before = len(self.found.faults)
        thing = self._thing(line, things)
        for column in line.formulas:
            self._fault(
                line, column, _("A formula stands here: write the value that it gives.")
            )
        if thing is None:
            return
        change = Change(line.number, thing, is_new=thing.pk is None)
        owned_by = self.policy.community_of(thing)
        self._take(line, change)
        if not change.cells:
            self.found.unchanged += 1
            return
        self._may(line, change, owned_by)
        if len(self.found.faults) == before:
            self._whole(line, change)
        if len(self.found.faults) == before:
            change.stays_draft = self._stays_draft(change)
            if change.row:
                change.parts = answers.parts_changed(change.row, thing)
                self.found.parts |= change.parts
        self.found.changes.append(change)

    def _thing(self, line: Line, things) -> Publishable | None:
        slug = line.said.get(_KEY, "")
        if not slug:
            return self.model(live=False)
        if slug in self.seen:
            words = _("Row %(n)d has the same address: delete one of the two.")
            self._fault(line, _KEY, words % {"n": self.seen[slug]})
            return None
        self.seen[slug] = line.number
        if slug not in things:
            words = _(
                "“%(slug)s” is not known here. Copy the address from the list; leave it "
                "empty where the row is something new."
            )
            self._fault(line, _KEY, words % {"slug": slug})
            return None
        return things[slug]

    def _take(self, line: Line, change: Change) -> None:
        """Put into the record what the cells say, where that is something else than before."""
        thing = change.thing
        now = self.table.write(thing)
        sources = {}
        for column, said in line.said.items():
            if column.field == "sources":
                sources[column] = said
            elif column.name != KEY and not _same(said, now[column.name]):
                self._put(line, change, column, said, now[column.name])
        if any(not _same(said, now.get(column.name, "")) for column, said in sources.items()):
            self._put_sources(line, change, sources, now)

    def _put(self, line: Line, change: Change, column: Column, said: str, before) -> None:
        cell = self.table.cells[column.field]
        if column in line.formulas:
            return
        try:
            value = cell.read(said)
        except ValidationError as fault:
            self._fault(line, column, " ".join(fault.messages))
            return
        setattr(change.thing, column.field, value)
        change.fields.add(column.field)
        after = cell.write(value)
        if not _same(_text(after), before):
            change.cells.append((self.table.heading(column), _text(before), _text(after)))

    def _put_sources(self, line: Line, change: Change, said: dict[Column, str], now) -> None:
        parts: dict[int, dict[str, str]] = {}
        for column, text in said.items():
            parts.setdefault(column.number, {})[column.part] = text
            before = _text(now.get(column.name, ""))
            if not _same(text, before):
                change.cells.append((self.table.heading(column), before, text))
        sources, old = [], list(change.thing.sources)
        for number, source in sorted(parts.items()):
            if not any(source.values()):
                continue
            try:
                block = {"type": "source", "value": read_source(source)}
            except ValidationError as faults:
                for part, fault in faults.error_dict.items():
                    column = next(c for c in said if (c.number, c.part) == (number, part))
                    self._fault(line, column, " ".join(fault[0].messages))
                continue
            sources.append(block | ({"id": old[number].id} if number < len(old) else {}))
        field_ = self.model._meta.get_field("sources")
        change.thing.sources = field_.to_python(sources)

    # --- Rights, and what belongs together -------------------------------------

    def _may(self, line: Line, change: Change, owned_by: int | None) -> None:
        thing, owner = change.thing, self.policy.owner_field
        column = Column(owner, owner) if owner in self.table.cells else _KEY
        if change.is_new:
            if not self._allowed("add", thing):
                words = _("You may not add anything here. Name a community of yours.")
                self._fault(line, column, words)
            return
        row = change.row = self.rows[thing.pk]
        lock = row.get_lock()
        if not self._allowed("change", row):
            self._fault(line, _KEY, _("You may read this, but not change it."))
        elif lock and lock.for_user(self.user):
            words = _("This is locked or under review: leave the row out, or wait.")
            self._fault(line, _KEY, words)
        moves = owned_by != self.policy.community_of(thing)
        if moves and not (self._allowed("publish", row) and self._allowed("publish", thing)):
            self._fault(line, column, _("You may not move this to another community."))

    def _allowed(self, action: str, thing: Publishable) -> bool:
        return self.policy.user_has_permission_for_instance(self.user, action, thing)

    def _stays_draft(self, change: Change) -> str:
        """Say why this record is not published by the import; nothing where it may be."""
        thing, row = change.thing, change.row
        if not self._allowed("publish", thing):
            return _("You may not publish this.")
        if thing.needs_four_eyes:
            return _("A second person looks here first.")
        if row and not row.live:
            return _("Readers do not see this yet.")
        if row and row.has_unpublished_changes:
            return _("A draft is in work here; the changes join it.")
        if missing := thing.missing_translations():
            return _("Still missing: %(fields)s.") % {"fields": join(missing)}
        return ""

    def _whole(self, line: Line, change: Change) -> None:
        """Ask of the record as a whole what no cell can tell by itself."""
        thing = change.thing
        if change.is_new:
            self._needed(line, thing)
            thing.slug = self.addresses.find(thing, self.seen)
            self.seen[thing.slug] = 0
        for column, words in self._emptied(line, change):
            self._fault(line, column, words)
        for constraint in self.model._meta.constraints:
            if not isinstance(constraint, models.CheckConstraint):
                continue
            asked = constraint.condition.referenced_base_fields
            touched = sorted(asked & change.fields)
            if not touched:
                continue
            try:
                # With what it does not ask, Django's question would be ten times as long.
                constraint.validate(self.model, thing, exclude=self.names - asked)
            except ValidationError as fault:
                column = Column(touched[0], touched[0])
                self._fault(line, column, " ".join(fault.messages))

    def _needed(self, line: Line, thing: Publishable) -> None:
        for name, cell in self.table.cells.items():
            field_ = cell.field
            needed = not field_.blank and not field_.null and not field_.has_default()
            if needed and getattr(thing, name) in (None, ""):
                self._fault(line, Column(name, name), _("A new row needs this."))
        if not str(thing):
            name = f"{self.model.name_field}_zh_hans"
            self._fault(line, Column(name, name), _("A new row needs a name."))

    def _emptied(self, line: Line, change: Change) -> Iterator[tuple[Column, str]]:
        """Name the texts that readers need and that the row would take away."""
        headings = {heading for heading, before, after in change.cells if before and not after}
        for name in self.model.required_in_every_language:
            for code in CODES:
                column = Column(f"{name}_{suffix(code)}", f"{name}_{suffix(code)}")
                if not change.is_new and self.table.heading(column) in headings:
                    yield column, _("Readers need this text: it must not be empty.")

    # --- Across rows -----------------------------------------------------------

    def _find_twins(self) -> None:
        """Mark new rows that are called like something that is there already."""
        new = [change for change in self.found.changes if change.is_new]
        if not new:
            return
        there = {}
        for thing in self._theirs():
            there |= dict.fromkeys(_names(thing), thing)
        first: dict[str, int] = {}
        for change in new:
            names = _names(change.thing)
            change.like = next((there[name] for name in names if name in there), None)
            twin = next((first[name] for name in names if name in first), None)
            if twin:
                words = _("Row %(n)d has the same name: delete one of the two.") % {"n": twin}
                heading = field_label(self.model, f"{self.model.name_field}_zh_hans")
                self.found.faults.append(Fault(change.number, heading, words))
            first |= dict.fromkeys(names, change.number)

    def _fault(self, line: Line, column: Column, words: str) -> None:
        self.found.faults.append(Fault(line.number, self.table.heading(column), words))


_KEY = Column(KEY, KEY)


def _names(thing: Publishable) -> set[str]:
    names = {localized(thing, thing.name_field, code) for code in CODES}
    return {" ".join(name.casefold().split()) for name in names if name}


def _text(value) -> str:
    return "" if value is None else str(value)


def _same(said: str, written) -> bool:
    return said.strip() == _text(written).replace("\r\n", "\n").strip()
