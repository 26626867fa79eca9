"""What is in the record stays: the database itself refuses to change or delete it."""

from django.db import connections

_SQL = """
CREATE OR REPLACE FUNCTION refuse_to_change_the_record() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE OR REPLACE TRIGGER record_is_append_only
BEFORE UPDATE OR DELETE ON wagtailcore_modellogentry
FOR EACH ROW EXECUTE FUNCTION refuse_to_change_the_record();
"""


def provide(sender, using, **kwargs) -> None:
    """Guard the record; called after every `migrate`, since the table is Wagtail's."""
    with connections[using].cursor() as cursor:
        cursor.execute(_SQL)
