"""Database triggers that make a table append-only. Row triggers: TRUNCATE stays open to the tests' flush."""

from django.db import migrations


def append_only(table: str) -> migrations.RunSQL:
    """A migration step after which rows of `table` can neither be changed nor deleted."""
    return migrations.RunSQL(
        sql=f"""
        CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
        END $$;
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
        """,
        reverse_sql=f"DROP TRIGGER {table}_append_only ON {table}; DROP FUNCTION {table}_append_only();",
    )
