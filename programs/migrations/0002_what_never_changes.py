from django.db import migrations

from history.triggers import append_only

#: R21: a published version, and everything that belongs to it, stays as it was published.
PUBLISHED = """
CREATE FUNCTION programs_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'A published version is never edited' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER programs_version_stays BEFORE UPDATE OR DELETE ON programs_activitytypeversion
FOR EACH ROW EXECUTE FUNCTION programs_version_stays();

CREATE FUNCTION programs_refuse_if_published(version bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE published timestamptz;
BEGIN
    -- FOR SHARE: wait for whoever is publishing it right now.
    SELECT published_at INTO published FROM programs_activitytypeversion WHERE id = version FOR SHARE;
    IF published IS NOT NULL THEN
        RAISE EXCEPTION 'A published version is never edited' USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

CREATE FUNCTION programs_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one jsonb;
BEGIN
    FOREACH one IN ARRAY ARRAY[to_jsonb(OLD), to_jsonb(NEW)] LOOP
        IF TG_ARGV[0] = 'cap_id' THEN
            PERFORM programs_refuse_if_published(version_id)
            FROM programs_cap WHERE id = (one ->> 'cap_id')::bigint;
        ELSE
            PERFORM programs_refuse_if_published((one ->> TG_ARGV[0])::bigint);
        END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
END $$;
"""

PART = """
CREATE TRIGGER {table}_stays BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION programs_part_stays('{column}');
"""

PARTS = {
    "programs_requirement": "version_id",
    "programs_cap": "version_id",
    "programs_activitytypeversion_expense_kinds": "activitytypeversion_id",
    "programs_cap_expense_kinds": "cap_id",
}

#: R1: the deadline is computed once; only an extension moves it.
DEADLINE = """
CREATE FUNCTION programs_deadline_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A deadline is moved by an extension only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER programs_deadline_stays BEFORE UPDATE ON programs_usageperiod
FOR EACH ROW WHEN (
    (OLD.last_day, OLD.deadline_day, OLD.deadline)
    IS DISTINCT FROM (NEW.last_day, NEW.deadline_day, NEW.deadline)
) EXECUTE FUNCTION programs_deadline_stays();
"""

UNDO = """
DROP TRIGGER programs_deadline_stays ON programs_usageperiod;
DROP TRIGGER programs_version_stays ON programs_activitytypeversion;
DROP FUNCTION programs_deadline_stays();
DROP FUNCTION programs_version_stays();
DROP FUNCTION programs_part_stays() CASCADE;
DROP FUNCTION programs_refuse_if_published(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]

    operations = [
        append_only("programs_extension"),
        migrations.RunSQL(
            PUBLISHED
            + "".join(PART.format(table=table, column=column) for table, column in PARTS.items())
            + DEADLINE,
            UNDO,
        ),
    ]
