"""What the database itself refuses for claims (R10)."""

#: Above the program's limit a decision follows a recommendation somebody else made.
FOUR_EYES = """
CREATE FUNCTION claims_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE above boolean; recommended_by bigint;
BEGIN
    SELECT claim.claimed > program.four_eyes_limit INTO above
    FROM claims_claim claim JOIN programs_program program ON program.id = claim.program_id
    WHERE claim.id = NEW.claim_id;
    SELECT by_id INTO recommended_by FROM claims_decision
    WHERE claim_id = NEW.claim_id AND kind = 'RECOMMENDATION' ORDER BY id DESC LIMIT 1;
    IF above AND (recommended_by IS NULL OR recommended_by = NEW.by_id) THEN
        RAISE EXCEPTION 'claim % is above the limit: one person recommends, another decides', NEW.claim_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claims_four_eyes BEFORE INSERT ON claims_decision
FOR EACH ROW WHEN (NEW.kind = 'DECISION') EXECUTE FUNCTION claims_four_eyes();
"""
FOUR_EYES_NOT = "DROP TRIGGER claims_four_eyes ON claims_decision; DROP FUNCTION claims_four_eyes();"

#: The same, with no way around it: the recommendation is of this round and waits for its second person; what was
#: recommended or decided stays as it was written; and a claim is approved by a decision that left, for its amount.
FOUR_EYES_HELD = """
CREATE OR REPLACE FUNCTION claims_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE above boolean; waits boolean; recommended_by bigint;
BEGIN
    SELECT claim.claimed > program.four_eyes_limit, claim.state = 'AWAITING_APPROVAL' INTO above, waits
    FROM claims_claim claim JOIN programs_program program ON program.id = claim.program_id
    WHERE claim.id = NEW.claim_id;
    SELECT by_id INTO recommended_by FROM claims_decision
    WHERE claim_id = NEW.claim_id AND kind = 'RECOMMENDATION' AND id > COALESCE((
        SELECT max(id) FROM claims_decision WHERE claim_id = NEW.claim_id AND left_at IS NOT NULL
    ), 0) ORDER BY id DESC LIMIT 1;
    IF above AND (NOT waits OR recommended_by IS NULL OR recommended_by = NEW.by_id) THEN
        RAISE EXCEPTION 'claim % is above the limit: one person recommends, another decides', NEW.claim_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION claims_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was recommended or decided about claim % stays as it was', OLD.claim_id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER claims_decision_stays BEFORE UPDATE ON claims_decision FOR EACH ROW
WHEN ((OLD.claim_id, OLD.kind, OLD.by_id, OLD.at, OLD.approved)
      IS DISTINCT FROM (NEW.claim_id, NEW.kind, NEW.by_id, NEW.at, NEW.approved))
EXECUTE FUNCTION claims_decision_stays();
CREATE FUNCTION claims_approved_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.claimed > (SELECT four_eyes_limit FROM programs_program WHERE id = NEW.program_id) AND NOT EXISTS (
        SELECT FROM claims_decision
        WHERE claim_id = NEW.id AND left_at IS NOT NULL AND by_id = NEW.decided_by_id AND approved = NEW.approved
    ) THEN
        RAISE EXCEPTION 'claim % is above the limit: a decision of a second person approves it', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claims_approved_by_two BEFORE UPDATE OF state, approved ON claims_claim FOR EACH ROW
WHEN (NEW.state = 'APPROVED' AND (OLD.state, OLD.approved) IS DISTINCT FROM (NEW.state, NEW.approved))
EXECUTE FUNCTION claims_approved_by_two();
"""
FOUR_EYES_NOT_HELD = (
    "DROP TRIGGER claims_approved_by_two ON claims_claim; DROP FUNCTION claims_approved_by_two();"
    "DROP TRIGGER claims_decision_stays ON claims_decision; DROP FUNCTION claims_decision_stays();"
    + FOUR_EYES.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").split("CREATE TRIGGER", maxsplit=1)[
        0
    ]
)
