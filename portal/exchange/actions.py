"""What becomes of an import: checked, carried out or undone, each time whole or not at all."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import translation
from wagtail.actions.edit import EditAction
from wagtail.actions.registry import action_registry
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from portal.exchange import reading
from portal.exchange.checking import EVERY, Check
from portal.exchange.columns import Table
from portal.exchange.found import Change, Found
from portal.exchange.models import Import, ImportedRow
from portal.publishing import answers, kinds
from portal.publishing.editing import keep_first
from portal.publishing.models import Publishable
from portal.publishing.reviewing import publish

logger = logging.getLogger(__name__)

# An import that has ended so many workers is not given to another.
MOST_ATTEMPTS = 3


@transaction.atomic
def upload(
    model: type[Publishable], *, by, filename: str, content: bytes, call: Callable
) -> Import:
    """Take a file; a worker looks at it. An open import of the kind gives way to it."""
    Import.objects.of(by, model.kind).exclude(state__in=Import.DONE).delete()
    run = Import.objects.create(
        by=by,
        kind=model.kind,
        language=translation.get_language(),
        filename=filename[-200:],
        file=content,
    )
    transaction.on_commit(call, robust=True)
    return run


@transaction.atomic
def ask_for(run: Import, *, state: str, call: Callable, **decided) -> bool:
    """Let a worker carry an import out, or undo it; tell whether that could be asked for."""
    expected = {
        Import.State.APPLYING: Import.State.READY,
        Import.State.UNDOING: Import.State.APPLIED,
    }[state]
    changed = Import.objects.filter(pk=run.pk, state=expected).update(
        state=state, attempts=0, decided=decided
    )
    transaction.on_commit(call, robust=True)
    return bool(changed)


@transaction.atomic
def start_again(run: Import, *, call: Callable) -> None:
    """Let a worker try once more what had stopped."""
    stopped = Import.objects.filter(pk=run.pk, state=Import.State.FAILED).first()
    if stopped:
        stopped.state, stopped.attempts = stopped.stopped_at, 0
        stopped.save(update_fields=["state", "attempts"])
    transaction.on_commit(call, robust=True)


def discard(run: Import) -> None:
    """Forget an import that nothing has come of."""
    Import.objects.filter(pk=run.pk).exclude(state__in=(*Import.WORK, *Import.DONE)).delete()


def forget() -> int:
    """Delete what nobody decided on in time, and what can no longer be undone; count it."""
    return Import.objects.outlived().delete()[0]


def work() -> int:
    """Do what there is to do, import by import; count the imports.

    Each is one transaction under a lock that other workers skip. Should this worker die, the
    lock goes with it, nothing is half written, and the next one begins anew.
    """
    done = 0
    while (pk := _claim()) is not None:
        done += 1
        try:
            with transaction.atomic():
                run = Import.objects.to_do().select_for_update(skip_locked=True).filter(pk=pk)
                if found := run.first():
                    _STEPS[found.state](found)
        except Exception:  # the person is told, and the next import has its turn
            logger.exception("An import stopped: %s", pk)
            _stop(pk)
    return done


@transaction.atomic
def _claim() -> int | None:
    """Return the key of the next import, and count that somebody tries."""
    waiting = Import.objects.to_do().select_for_update(skip_locked=True)
    for run in waiting.defer("file", "found")[:10]:
        if run.attempts >= MOST_ATTEMPTS:
            _stop(run.pk)
            continue
        Import.objects.filter(pk=run.pk).update(attempts=run.attempts + 1)
        return run.pk
    return None


@transaction.atomic
def _stop(pk: int) -> None:
    run = Import.objects.select_for_update().get(pk=pk)
    if run.is_at_work:
        run.stopped_at, run.state = run.state, Import.State.FAILED
        run.save(update_fields=["stopped_at", "state"])


# --- Checking -------------------------------------------------------------------


def _check(run: Import) -> None:
    run.found = _look(run).told()
    run.state = Import.State.FAULTY if run.found["faults"] else Import.State.READY
    run.save(update_fields=["found", "state"])


def _look(run: Import) -> Found:
    with translation.override(run.language):
        table = Table(kinds.model(run.kind), run.by)
        try:
            lines = reading.read(bytes(run.file), table)
        except reading.Unreadable as refusal:
            return Found.unreadable(refusal.message)
        return Check(table, run.by).run(lines, run.note_progress)


# --- Carrying out ----------------------------------------------------------------


def _apply(run: Import) -> None:
    """Do what was shown; if that is not what would happen now, show it again instead."""
    model, shown = kinds.model(run.kind), run.found
    slugs = [change["slug"] for change in shown["changes"]]
    rows = model._base_manager.select_for_update(of=("self",), no_key=True)
    list(rows.filter(slug__in=slugs).order_by("pk").values_list("pk"))
    found = _look(run)
    if found.told()["changes"] != shown["changes"] or found.faults:
        run.found = found.told() | {"moved": True}
        run.state = Import.State.FAULTY if found.faults else Import.State.READY
        run.save(update_fields=["found", "state"])
        return
    changes = [change for change in found.changes if not change.like]
    for n, change in enumerate(changes):
        if n % EVERY == 0:
            run.note_progress(n, len(changes))
        _carry_out(run, change)
    policy = policy_registry.get_by_type(model)
    owners = [policy.community_of(change.row or change.thing) for change in changes]
    _note(run, "portal.import", owners)
    run.file, run.state = None, Import.State.APPLIED
    run.save(update_fields=["file", "state"])


def _carry_out(run: Import, change: Change) -> None:
    thing, row = change.thing, change.row
    if row is None:
        create = action_registry.get_action_class(type(thing), "create")
        create(thing, user=run.by).execute(skip_permission_checks=True)
        before = None
    else:
        keep_first(row)
        before = _newest_version(row)
        EditAction(thing, user=run.by).execute(skip_permission_checks=True)
    goes_public = run.decided.get("publish") and not change.stays_draft
    _settle(run, thing, publishes=goes_public)
    ImportedRow.objects.create(
        run=run,
        object_pk=thing.pk,
        name=str(thing)[:200],
        before=before,
        after=thing.latest_revision_id,
        was_draft=bool(row and row.has_unpublished_changes),
        published=bool(goes_public),
    )


def _newest_version(row: Publishable) -> int:
    """Return the key of the version that an undo goes back to; make one if there is none."""
    row.refresh_from_db(fields=["latest_revision"])
    if row.latest_revision_id is None:
        row.save_revision(clean=False, changed=False)
    return row.latest_revision_id


def _settle(run: Import, thing: Publishable, *, publishes: bool) -> None:
    """Answer for a draft what was answered for all, and publish it if that was wanted."""
    live = type(thing)._base_manager.get(pk=thing.pk)
    meaning = run.decided.get("meaning")
    if meaning and answers.parts_changed(live, thing):
        answers.answer(thing, by=run.by, **meaning)
    if publishes:
        publish(live, by=run.by)


def _note(run: Import, action: str, owners: list[int | None]) -> None:
    """Write into the record that a whole list was changed; its community may read it."""
    of_one = {"community": owners[0]} if len(set(owners)) == 1 and owners[0] else {}
    log(kinds.model(run.kind)(pk=0), action, user=run.by, data={"rows": len(owners)} | of_one)


# --- Undoing ---------------------------------------------------------------------


def _undo(run: Import) -> None:
    """Bring every record back to the version before; those changed since are left, named."""
    model, rows = kinds.model(run.kind), list(run.rows.order_by("pk"))
    policy = policy_registry.get_by_type(model)
    things = model._base_manager.select_for_update(of=("self",), no_key=True)
    things = things.order_by("pk").in_bulk([row.object_pk for row in rows])
    undone = []
    for n, row in enumerate(rows):
        if n % EVERY == 0:
            run.note_progress(n, len(rows))
        thing = things.get(row.object_pk)
        owned_by = thing and policy.community_of(thing)
        if thing and _take_back(run, row, thing):
            undone.append(owned_by)
        else:
            run.left.append(row.name)
    _note(run, "portal.undo_import", undone)
    run.state = Import.State.UNDONE
    run.save(update_fields=["state", "left"])


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


def _take_back(run: Import, row: ImportedRow, thing: Publishable) -> bool:
    if not _can_be_undone(row, thing, run.by):
        return False
    if row.before is None:
        delete = action_registry.get_action_class(type(thing), "delete")
        try:
            with transaction.atomic():
                delete(thing, user=run.by).execute(skip_permission_checks=True)
        except ProtectedError:
            return False
        return True
    version = Revision.objects.get(pk=row.before)
    earlier = version.as_object()
    EditAction(
        earlier, user=run.by, log_action="wagtail.revert", previous_revision=version
    ).execute(skip_permission_checks=True)
    _settle(run, earlier, publishes=row.published)
    if not (row.published or row.was_draft) and thing.live:
        # Nothing is in work any more: the newest version says what readers see.
        type(thing)._base_manager.filter(pk=thing.pk).update(has_unpublished_changes=False)
    return True


_STEPS = {
    Import.State.CHECKING: _check,
    Import.State.APPLYING: _apply,
    Import.State.UNDOING: _undo,
}
