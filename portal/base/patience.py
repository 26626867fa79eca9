"""How long a request waits for a record that something else holds.

An import holds the records that it changes for minutes. Whoever saved one of them meanwhile
would keep a thread of the web server so long, and a form that saves itself one after the other.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, OperationalError, connection
from django.utils.translation import gettext_lazy as _
from psycopg2.errors import LockNotAvailable

PATIENCE = "3s"
HELD = _(
    "Not done: this is being changed at this moment, perhaps by an import. Please try again in "
    "a few minutes."
)


@contextmanager
def impatient() -> Iterator[None]:
    """Wait for a record for some seconds at most, in this block."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [PATIENCE])
    try:
        yield
    finally:
        # A connection that is lost is patient when it comes back.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def is_held(error: Exception) -> bool:
    """Whether this is why something could not be done: a record is held by something else."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, LockNotAvailable)
