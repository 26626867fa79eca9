"""The one PostgreSQL extension that the portal needs, for misspelt words.

It comes with PostgreSQL, and the owner of a database may create it. It must be there
before the index that uses it, in a test database made without migrations too.
"""

from django.db import connections


def provide(using: str, **kwargs) -> None:
    """Create pg_trgm where it is not there yet; called before every `migrate`."""
    with connections[using].cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
