"""What the database itself refuses for documents (R15). Row triggers: TRUNCATE stays open to the tests' flush."""

#: Time is the database's own here: a shifted clock of a demo opens no lock.
KEEP = """
CREATE FUNCTION documents_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        -- A day more, so that the day is over in every zone.
        IF OLD.retain_until + 1 >= (statement_timestamp() AT TIME ZONE 'UTC')::date THEN
            RAISE EXCEPTION 'document % is kept until %', OLD.id, OLD.retain_until USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.retain_until IS NOT NULL AND (NEW.retain_until IS NULL OR NEW.retain_until < OLD.retain_until) THEN
        RAISE EXCEPTION 'retain_until of document % is only ever raised', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.key, NEW.version_id, NEW.sha256, NEW.size)
        IS DISTINCT FROM (OLD.key, OLD.version_id, OLD.sha256, OLD.size) THEN
        RAISE EXCEPTION 'the bytes of document % never change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_keep BEFORE UPDATE OR DELETE ON documents_document
FOR EACH ROW EXECUTE FUNCTION documents_keep();
"""
KEEP_NOT = "DROP TRIGGER documents_keep ON documents_document; DROP FUNCTION documents_keep();"
