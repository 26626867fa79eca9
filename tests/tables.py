"""After a test that commits the tables are again as they were before it.

Django empties all of them, a hundred, and then lets migrate make anew what belongs there
(content types, permissions, the review): that takes longer than many such tests. Here only
those are emptied that hold something.
"""

from django.db import connection

KEPT = "kept"  # a schema of its own


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
        # No trigger keeps a row, neither those of foreign keys nor those of the record.
        statements = ["SET session_replication_role = replica"]
        statements += [f'DELETE FROM "{table}"' for table in filled(cursor)]  # noqa: S608
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [KEPT])
        statements += [
            f'INSERT INTO "{table}" SELECT * FROM {KEPT}."{table}"'  # noqa: S608
            for (table,) in cursor.fetchall()
        ]
        statements.append("RESET session_replication_role")
        cursor.execute("; ".join(statements))
