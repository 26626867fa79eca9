"""After a test that commits the tables are again as they were before it.

Django empties all of them, a hundred, and then lets migrate make anew what belongs there
(content types, permissions, the review): that takes longer than many such tests. Here only
those are emptied that hold something.

What they hold can be written to a folder, too, for the databases of other processes.
"""

from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

KEPT = "kept"  # a schema of its own
# No trigger keeps a row, neither those of foreign keys nor those of the record.
FREE, AS_EVER = "SET session_replication_role = replica", "RESET session_replication_role"


def note() -> None:
    """Keep what the tables hold now."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE; CREATE SCHEMA {KEPT}")
        for table in filled(cursor):
            cursor.execute(f'CREATE TABLE {KEPT}."{table}" AS TABLE "{table}"')


def filled(cursor) -> list[str]:
    """Name the tables that hold any row."""
    tables = connection.introspection.django_table_names(only_existing=True)
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")"  # noqa: S608
            for table in tables
        )
    )
    return [table for (table,) in cursor.fetchall()]


def restore() -> None:
    """Take every row away and put those back that were there when `note` was called."""
    with connection.cursor() as cursor:
        statements = [FREE, *emptying(cursor)]
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [KEPT])
        statements += [
            f'INSERT INTO "{table}" SELECT * FROM {KEPT}."{table}"'  # noqa: S608
            for (table,) in cursor.fetchall()
        ]
        cursor.execute("; ".join([*statements, AS_EVER]))


def emptying(cursor) -> list[str]:
    """The statements that take every row away."""
    return [f'DELETE FROM "{table}"' for table in filled(cursor)]  # noqa: S608


def write(folder: Path) -> None:
    """Write what the tables hold now into a new folder, a file for each."""
    folder.mkdir(parents=True)
    with connection.cursor() as cursor:
        for table in filled(cursor):
            with (folder / table).open("w", encoding="utf-8") as file:
                cursor.copy_expert(f'COPY "{table}" TO STDOUT', file)


def read(folder: Path) -> None:
    """Take every row away and put those there that `write` has written; new rows are numbered
    after them."""
    with connection.cursor() as cursor:
        cursor.execute("; ".join([FREE, *emptying(cursor)]))
        for file in folder.iterdir():
            with file.open(encoding="utf-8") as rows:
                cursor.copy_expert(f'COPY "{file.name}" FROM STDIN', rows)
        models = apps.get_models(include_auto_created=True)
        numbering = connection.ops.sequence_reset_sql(no_style(), models)
        cursor.execute("; ".join([*numbering, AS_EVER]))
