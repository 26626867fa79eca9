"""What an import writes, and how all of it is taken back; each in the caller's transaction.

Row by row everything goes the way of the desk: a draft, what it means, publishing. What
follows from a row is written for many at once (portal/publishing/together.py).
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.db.models import ProtectedError, prefetch_related_objects
from wagtail.actions.edit import EditAction
from wagtail.actions.registry import action_registry
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from portal.exchange.checking import EVERY, check
from portal.exchange.fetching import for_table, with_locks
from portal.exchange.found import Change
from portal.exchange.models import Import, ImportedRow
from portal.publishing import answers, kinds
from portal.publishing.first_versions import keep_first_of
from portal.publishing.models import Publishable
from portal.publishing.reviewing import publish
from portal.publishing.together import attempt, together

# Where the parts of the work begin and end, in hundredths; the last is what follows from all
# rows together.
CHECKED, WRITTEN, TAKEN_BACK, FOLLOWED = (0, 20), (20, 80), (0, 80), (80, 100)


class Draft(NamedTuple):
    """A draft that has been saved, beside its row as that was."""

    draft: Publishable
    row: Publishable
    # The parts of what readers know that it would change.
    parts: Collection[str]
    goes_public: bool


def apply(run: Import) -> None:
    """Do what was shown; if that is not what would happen now, show it again instead."""
    model, shown = kinds.model(run.kind), run.found
    _lock(model, slug__in=[change["slug"] for change in shown["changes"]])
    run.stretch = CHECKED
    found = check(run)
    if found.told()["changes"] != shown["changes"] or found.faults:
        run.found = found.told() | {"moved": True}
        run.state = Import.State.FAULTY if found.faults else Import.State.READY
        run.save(update_fields=["found", "state"])
        return
    policy, owners = policy_registry.get_by_type(model), []
    run.stretch = WRITTEN
    with together(run.note_progress):
        for batch in _batches(run, [change for change in found.changes if not change.like]):
            owners += [policy.community_of(change.row or change.thing) for change in batch]
            _carry_out_all(run, batch)
        run.stretch = FOLLOWED
    _note(run, "portal.import", owners)
    run.file, run.state = None, Import.State.APPLIED
    run.save(update_fields=["file", "state"])


def _lock(model: type[Publishable], **which) -> None:
    """Let nobody else change some records before this transaction ends."""
    rows = model._base_manager.select_for_update(of=("self",), no_key=True)
    list(rows.filter(**which).order_by("pk").values_list("pk"))


def _batches(run: Import, everything: list) -> Iterator[list]:
    """Yield what there is to do piece by piece, and let the page know how far it is."""
    for n in range(0, len(everything), EVERY):
        run.note_progress(n, len(everything))
        yield everything[n : n + EVERY]


def _carry_out_all(run: Import, changes: list[Change]) -> None:
    keep_first_of([change.row for change in changes if change.row])
    done = [_carry_out(run, change) for change in changes]
    _settle(
        run,
        [
            Draft(change.thing, change.row or change.thing, change.parts, row.published)
            for change, row in zip(changes, done, strict=True)
        ],
    )
    ImportedRow.objects.bulk_create(done)


def _carry_out(run: Import, change: Change) -> ImportedRow:
    """Save one draft, and say how to take it back."""
    thing, row = change.thing, change.row
    if row is None:
        create = action_registry.get_action_class(type(thing), "create")
        create(thing, user=run.by).execute(skip_permission_checks=True)
    else:
        if row.latest_revision_id is None:
            # An undo has to go back to something.
            row.save_revision(clean=False, changed=False)
        EditAction(thing, user=run.by).execute(skip_permission_checks=True)
    return ImportedRow(
        run=run,
        object_pk=thing.pk,
        name=str(thing)[:200],
        before=row and row.latest_revision_id,
        after=thing.latest_revision_id,
        was_draft=bool(row and row.has_unpublished_changes),
        published=bool(run.decided.get("publish") and not change.stays_draft),
    )


def _settle(run: Import, drafts: list[Draft]) -> None:
    """Answer for drafts what was answered for all, and publish those that are to be."""
    if meaning := run.decided.get("meaning"):
        asked = [each.draft for each in drafts if each.parts]
        answers.answer_all(asked, by=run.by, **meaning)
    for draft, row, _parts, goes_public in drafts:
        if goes_public:
            row.latest_revision = draft.latest_revision
            publish(row, by=run.by)


def _note(run: Import, action: str, owners: list[int | None]) -> None:
    """Write into the record that a whole list was changed; its community may read it."""
    of_one = {"community": owners[0]} if len(set(owners)) == 1 and owners[0] else {}
    log(kinds.model(run.kind)(pk=0), action, user=run.by, data={"rows": len(owners)} | of_one)


# --- Undoing ---------------------------------------------------------------------


def undo(run: Import) -> None:
    """Bring every record back to the version before; those changed since are left, named."""
    model, rows = kinds.model(run.kind), list(run.rows.order_by("pk"))
    policy, undone = policy_registry.get_by_type(model), []
    _lock(model, pk__in=[row.object_pk for row in rows])
    run.stretch = TAKEN_BACK
    with together(run.note_progress):
        for batch in _batches(run, rows):
            pks = [row.object_pk for row in batch]
            things = with_locks(for_table(model._base_manager.filter(pk__in=pks)))
            prefetch_related_objects(things, "latest_revision")
            owners = {thing.pk: policy.community_of(thing) for thing in things}
            left = _take_back_all(run, batch, things)
            run.left += [row.name for row in left]
            undone += [owners[row.object_pk] for row in batch if row not in left]
        run.stretch = FOLLOWED
    _note(run, "portal.undo_import", undone)
    run.state = Import.State.UNDONE
    run.save(update_fields=["state", "left"])


def _take_back_all(
    run: Import, rows: list[ImportedRow], things: list[Publishable]
) -> list[ImportedRow]:
    """Bring back what can be; return the rows that have to be left as they are."""
    at_hand = {thing.pk: thing for thing in things}
    versions = Revision.objects.in_bulk([row.before for row in rows])
    left, drafts = [], []
    for row in rows:
        thing, version = at_hand.get(row.object_pk), versions.get(row.before)
        if thing is None or not _can_be_undone(row, thing, run.by):
            left.append(row)
        elif version:
            drafts.append(_back_to(version, row, thing, run.by))
        elif row.before or not _delete(thing, by=run.by):
            left.append(row)
    _settle(run, drafts)
    return left


def _can_be_undone(row: ImportedRow, thing: Publishable, user) -> bool:
    """Whether a record is still as the import left it, and the person may change it."""
    policy = policy_registry.get_by_type(type(thing))
    action = "delete" if row.before is None else "publish" if row.published else "change"
    lock = thing.get_lock()
    return (
        thing.latest_revision_id == row.after
        and thing.live >= row.published
        and policy.user_has_permission_for_instance(user, action, thing)
        and not (lock and lock.for_user(user))
    )


def _back_to(version: Revision, row: ImportedRow, thing: Publishable, user) -> Draft:
    """Save an earlier version as the newest one."""
    earlier = thing.with_content_json(version.content, as_it_is=True)
    parts = answers.parts_changed(thing, earlier)
    EditAction(
        earlier, user=user, log_action="wagtail.revert", previous_revision=version
    ).execute(skip_permission_checks=True)
    if not (row.published or row.was_draft) and thing.live:
        # Nothing is in work any more: the newest version says what readers see.
        type(thing)._base_manager.filter(pk=thing.pk).update(has_unpublished_changes=False)
    return Draft(earlier, thing, parts, row.published)


def _delete(thing: Publishable, *, by) -> bool:
    """Delete what an import has made, unless something refers to it meanwhile."""
    delete = action_registry.get_action_class(type(thing), "delete")
    try:
        with attempt():
            delete(thing, user=by).execute(skip_permission_checks=True)
    except ProtectedError:
        return False
    return True
