"""The second net under the lock: the database itself gives no seat twice."""

from django.db.models import BaseConstraint


class SeatLimit(BaseConstraint):
    """Refuses a party that takes, or is offered, more seats than its date has left.

    Whoever has seats may always keep as many or fewer, even where the organiser has
    since taken seats away.

    A trigger, since no constraint of PostgreSQL counts rows. It locks the date, as the
    actions do, so that of two transactions the second counts what the first has
    written. The actions never run into it; it is there for the way in that forgets them.
    """

    def __eq__(self, other):
        return isinstance(other, SeatLimit) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def constraint_sql(self, model, schema_editor):
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model, schema_editor):
        table = schema_editor.quote_name(model._meta.db_table)
        dates = schema_editor.quote_name(
            model._meta.get_field("date").related_model._meta.db_table
        )
        return f"""
            CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                room integer;
                taken integer;
            BEGIN
                IF TG_OP = 'UPDATE' AND OLD.state IN ('confirmed', 'offered')
                    AND OLD.date_id = NEW.date_id AND OLD.party_size >= NEW.party_size
                THEN
                    RETURN NEW;
                END IF;
                SELECT seats INTO room FROM {dates} WHERE id = NEW.date_id FOR NO KEY UPDATE;
                SELECT coalesce(sum(party_size), 0) INTO taken FROM {table}
                    WHERE date_id = NEW.date_id AND state IN ('confirmed', 'offered')
                    AND id <> NEW.id;
                IF taken + NEW.party_size > room THEN
                    RAISE EXCEPTION 'date % has no seat left', NEW.date_id
                        USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER {self.name}
                BEFORE INSERT OR UPDATE OF state, date_id, party_size ON {table}
                FOR EACH ROW WHEN (NEW.state IN ('confirmed', 'offered'))
                EXECUTE FUNCTION {self.name}();
        """  # noqa: S608 (names of our own tables)

    def remove_sql(self, model, schema_editor):
        table = schema_editor.quote_name(model._meta.db_table)
        return f"DROP TRIGGER {self.name} ON {table}; DROP FUNCTION {self.name}();"

    def validate(self, model, instance, exclude=None, using="default"):
        """Leave it to the database: forms have nothing to say about it."""
