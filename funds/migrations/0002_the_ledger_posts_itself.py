from django.db import migrations

from history.triggers import append_only

#: The one table of what an entry does to the totals (R11): kind and figure, times the amount.
EFFECT = """
CREATE FUNCTION funds_effect(kind text, figure text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind || ' ' || figure
        WHEN 'EARN earned' THEN 1
        WHEN 'ADJUST adjusted' THEN 1
        WHEN 'HOLD held' THEN 1
        WHEN 'RELEASE held' THEN -1
        WHEN 'APPROVE held' THEN -1
        WHEN 'APPROVE approved' THEN 1
        WHEN 'REVERSE held' THEN 1
        WHEN 'REVERSE approved' THEN -1
        WHEN 'PAY paid' THEN 1
        WHEN 'FORFEIT forfeited' THEN 1
        WHEN 'RESTORE forfeited' THEN -1
        ELSE 0
    END
$$;
"""

#: An entry moves the totals of its fund, gets its number and says what is left. The update locks the fund.
POSTS = """
CREATE FUNCTION funds_entry_posts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE fund_currency text;
BEGIN
    UPDATE funds_fund SET
        earned = earned + NEW.amount * funds_effect(NEW.kind, 'earned'),
        adjusted = adjusted + NEW.amount * funds_effect(NEW.kind, 'adjusted'),
        held = held + NEW.amount * funds_effect(NEW.kind, 'held'),
        approved = approved + NEW.amount * funds_effect(NEW.kind, 'approved'),
        paid = paid + NEW.amount * funds_effect(NEW.kind, 'paid'),
        forfeited = forfeited + NEW.amount * funds_effect(NEW.kind, 'forfeited'),
        last_number = last_number + 1
    WHERE id = NEW.fund_id
    RETURNING last_number, earned + adjusted - held - approved - forfeited, currency
    INTO NEW.number, NEW.balance, fund_currency;
    IF NEW.currency IS DISTINCT FROM fund_currency THEN
        RAISE EXCEPTION 'An entry is in the currency of its fund'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'funds_entry_currency_of_fund';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_entry_posts BEFORE INSERT ON funds_fundentry
FOR EACH ROW EXECUTE FUNCTION funds_entry_posts();
"""

#: No claim gives back, gets approved or is paid more than was held, approved for itself.
COVERED = """
CREATE FUNCTION funds_entry_covered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_claim record;
BEGIN
    SELECT sum(amount * funds_effect(kind, 'held')) AS held,
           sum(amount * funds_effect(kind, 'approved')) AS approved,
           sum(amount * funds_effect(kind, 'paid')) AS paid
    INTO of_claim FROM funds_fundentry
    WHERE fund_id = NEW.fund_id AND subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id;
    IF of_claim.held < 0 OR of_claim.approved < 0 OR of_claim.paid > of_claim.approved THEN
        RAISE EXCEPTION 'A claim cannot take more than is held or approved for it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'funds_entry_covered_by_its_claim';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER funds_entry_covered AFTER INSERT ON funds_fundentry
FOR EACH ROW WHEN (NEW.subject_id IS NOT NULL) EXECUTE FUNCTION funds_entry_covered();
"""

#: A recovery is taken once, from another period of the same location and program.
SETTLES = """
CREATE FUNCTION funds_entry_settles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A statement of its own: the sum below must see what was committed while this one waited.
    PERFORM 1 FROM funds_recovery WHERE id = NEW.recovery_id FOR NO KEY UPDATE;
    PERFORM 1 FROM funds_recovery AS owed
    JOIN funds_fund AS owing ON owing.id = owed.fund_id
    JOIN funds_fund AS paying ON paying.id = NEW.fund_id
    WHERE owed.id = NEW.recovery_id AND owing.id <> paying.id
      AND owing.partner_id = paying.partner_id AND owing.program_id = paying.program_id
      AND owed.amount >= (SELECT -sum(amount) FROM funds_fundentry WHERE recovery_id = owed.id);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'A recovery is taken once, from another period of the same location and program'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'funds_entry_settles_what_is_owed';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER funds_entry_settles AFTER INSERT ON funds_fundentry
FOR EACH ROW WHEN (NEW.recovery_id IS NOT NULL) EXECUTE FUNCTION funds_entry_settles();
"""

#: Totals start at zero and change by entries alone; whose fund it is never changes.
GUARD = """
CREATE FUNCTION funds_fund_is_fed_by_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF (NEW.earned, NEW.adjusted, NEW.held, NEW.approved, NEW.paid, NEW.forfeited, NEW.last_number)
           IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0) THEN
            RAISE EXCEPTION 'A fund starts empty' USING ERRCODE = 'restrict_violation';
        END IF;
        PERFORM 1 FROM programs_usageperiod AS period JOIN programs_program AS program
        ON program.id = period.program_id
        WHERE period.id = NEW.period_id AND program.id = NEW.program_id AND program.currency = NEW.currency;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'A fund has the period and the currency of its program'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'funds_fund_period_and_currency_of_program';
        END IF;
    ELSIF (NEW.partner_id, NEW.program_id, NEW.period_id, NEW.currency)
          IS DISTINCT FROM (OLD.partner_id, OLD.program_id, OLD.period_id, OLD.currency) THEN
        RAISE EXCEPTION 'A fund stays with its location, program and period'
        USING ERRCODE = 'restrict_violation';
    -- Depth 1 is this trigger under a plain UPDATE; from 2 on the posting of an entry stands above it.
    ELSIF pg_trigger_depth() < 2 AND (NEW.earned, NEW.adjusted, NEW.held, NEW.approved, NEW.paid,
                                      NEW.forfeited, NEW.last_number)
          IS DISTINCT FROM (OLD.earned, OLD.adjusted, OLD.held, OLD.approved, OLD.paid,
                            OLD.forfeited, OLD.last_number) THEN
        RAISE EXCEPTION 'The totals of a fund change by entries only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_fund_is_fed_by_entries BEFORE INSERT OR UPDATE ON funds_fund
FOR EACH ROW EXECUTE FUNCTION funds_fund_is_fed_by_entries();
"""


def _undo(trigger: str, table: str) -> str:
    return f"DROP TRIGGER {trigger} ON {table}; DROP FUNCTION {trigger}();"


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]

    operations = [
        migrations.RunSQL(EFFECT, "DROP FUNCTION funds_effect(text, text);"),
        migrations.RunSQL(POSTS, _undo("funds_entry_posts", "funds_fundentry")),
        migrations.RunSQL(COVERED, _undo("funds_entry_covered", "funds_fundentry")),
        migrations.RunSQL(SETTLES, _undo("funds_entry_settles", "funds_fundentry")),
        migrations.RunSQL(GUARD, _undo("funds_fund_is_fed_by_entries", "funds_fund")),
        append_only("funds_fundentry"),
        append_only("funds_recovery"),
    ]
