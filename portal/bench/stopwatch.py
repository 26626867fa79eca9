"""The time that the database takes for what we ask it."""

import time
from collections.abc import Callable

from django.db import connection


def database_seconds(ask: Callable[[], object]) -> tuple[float, object]:
    """Ask, and return the seconds that went by in the database, and the answer."""
    spent = []

    def stopwatch(execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append(time.perf_counter() - begun)

    with connection.execute_wrapper(stopwatch):
        answer = ask()
    return sum(spent), answer


def percentile(seconds: list[float], share: float) -> float:
    """Return the time that such a share of the questions stay under."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def in_ms(seconds: list[float]) -> str:
    """Write the middle and the 95th percentile, as two columns of a table."""
    return "".join(f"{1000 * percentile(seconds, share):>8.1f}" for share in (0.5, 0.95))
