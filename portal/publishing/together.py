"""Many records become public in one go: what follows from each is written once, at the end.

The search index, Wagtail's index of references and the version of the content say how
things stand when a transaction ends. Inside `together` whoever would write them for one
record notes it (`put_off`), and they are written for all of them when the block ends.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

Step = Callable[[list], object]
_waiting: ContextVar[dict[Step, list] | None] = ContextVar("waiting", default=None)


@contextmanager
def together(progress: Callable[[int, int], object]) -> Iterator[None]:
    """Put off to the end of the block what would follow from each record by itself; call
    `progress` with how much of that is done, and of how much.

    It belongs inside a transaction; should the block fail, none of it is done. Other
    people's saves then wait a moment for the index, and not as long as the whole takes.
    """
    # The module needs models, and models need this one.
    from wagtail.signal_handlers import (  # noqa: PLC0415
        disable_reference_index_auto_update,
    )

    waiting: dict[Step, list] = defaultdict(list)
    outside = _waiting.set(waiting)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        _waiting.reset(outside)
    for n, (step, things) in enumerate(waiting.items()):
        progress(n, len(waiting))
        step(things)


@contextmanager
def attempt() -> Iterator[None]:
    """A part of the block that may fail by itself: what it put off is then forgotten with
    what it wrote."""
    waiting = _waiting.get()
    noted: dict[Step, list] | None = None if waiting is None else defaultdict(list)
    outside = _waiting.set(noted)
    try:
        with transaction.atomic():
            yield
    finally:
        _waiting.reset(outside)
    for step, things in (noted or {}).items():
        waiting[step] += things


def put_off(step: Step, thing: object) -> bool:
    """Have a step done at the end of the block, once for all things; outside of a block
    answer False: then it is to be done now."""
    waiting = _waiting.get()
    if waiting is None:
        return False
    waiting[step].append(thing)
    return True
