"""The database notes in which usage period something happened that sums are made of (`models.Touched`)."""

from django.db import migrations

#: Claims that are sent, taken back, decided, corrected; work on a draft is none of it.
CLAIM_CHANGED = """
CREATE FUNCTION reports_claim_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_touched (period_id) VALUES (NEW.period_id);
    RETURN NULL;
END $$;
CREATE TRIGGER reports_claim_changed AFTER UPDATE ON claims_claim FOR EACH ROW
WHEN ((NEW.state, NEW.claimed, NEW.approved) IS DISTINCT FROM (OLD.state, OLD.claimed, OLD.approved))
EXECUTE FUNCTION reports_claim_changed();
"""

CLAIMS_MADE = """
CREATE FUNCTION reports_claims_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_touched (period_id)
    SELECT DISTINCT period_id FROM made WHERE submitted_at IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER reports_claims_made AFTER INSERT ON claims_claim REFERENCING NEW TABLE AS made
FOR EACH STATEMENT EXECUTE FUNCTION reports_claims_made();
"""

#: Entries are only ever added.
ENTRIES_MADE = """
CREATE FUNCTION reports_entries_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_touched (period_id)
    SELECT DISTINCT fund.period_id FROM made JOIN funds_fund AS fund ON fund.id = made.fund_id;
    RETURN NULL;
END $$;
CREATE TRIGGER reports_entries_made AFTER INSERT ON funds_fundentry REFERENCING NEW TABLE AS made
FOR EACH STATEMENT EXECUTE FUNCTION reports_entries_made();
"""


def _undo(name: str, table: str) -> str:
    return f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"


TOUCHING = [
    migrations.RunSQL(CLAIM_CHANGED, _undo("reports_claim_changed", "claims_claim")),
    migrations.RunSQL(CLAIMS_MADE, _undo("reports_claims_made", "claims_claim")),
    migrations.RunSQL(ENTRIES_MADE, _undo("reports_entries_made", "funds_fundentry")),
]
