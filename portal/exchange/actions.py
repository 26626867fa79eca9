"""What becomes of an import: checked, carried out or undone, each time whole or not at all."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection, transaction
from django.utils import translation

from portal.exchange.checking import check
from portal.exchange.models import Import
from portal.exchange.writing import apply, undo
from portal.publishing.models import Publishable

logger = logging.getLogger(__name__)

# An import that has ended so many workers is not given to another.
MOST_ATTEMPTS = 3
# So many workers carry imports out at the same time, whoever has uploaded how many: the
# others have mails to send. The first number keeps these locks apart from any others.
MOST_AT_ONCE = 2
_TURNS = 7301
_TAKE = "SELECT pg_try_advisory_lock(%s, %s)"
_GIVE_BACK = "SELECT pg_advisory_unlock(%s, %s)"


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
    with _turn() as is_ours:
        return _work() if is_ours else 0


@contextmanager
def _turn() -> Iterator[bool]:
    """Take a turn, if one is left; it ends with the block, and with the connection."""
    with connection.cursor() as cursor:
        turn = next((n for n in range(MOST_AT_ONCE) if _says_yes(cursor, _TAKE, n)), None)
    try:
        yield turn is not None
    finally:
        if turn is not None:
            with suppress(DatabaseError), connection.cursor() as cursor:
                _says_yes(cursor, _GIVE_BACK, turn)


def _says_yes(cursor, question: str, turn: int) -> bool:
    cursor.execute(question, [_TURNS, turn])
    return cursor.fetchone()[0]


def _work() -> int:
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


def _check(run: Import) -> None:
    run.found = check(run).told()
    run.state = Import.State.FAULTY if run.found["faults"] else Import.State.READY
    run.save(update_fields=["found", "state"])


_STEPS = {
    Import.State.CHECKING: _check,
    Import.State.APPLYING: apply,
    Import.State.UNDOING: undo,
}
