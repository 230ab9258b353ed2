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
