"""Steps of the clock, each by itself: what cannot be done does not stop the rest."""

import logging
from collections.abc import Callable

from django.db import transaction

logger = logging.getLogger(__name__)


def done(step: Callable[..., bool], *arguments) -> bool:
    """Do one step in a transaction of its own, and tell whether it did anything.

    A step that fails is undone and logged, and counts as not done; it is for whoever called
    it to come by again.
    """
    try:
        with transaction.atomic():
            return step(*arguments)
    except Exception:  # the next step must have its turn
        logger.exception("Not done by the clock: %s %s", step.__name__, arguments)
        return False
