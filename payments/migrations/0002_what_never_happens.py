from django.db import migrations

from history.triggers import append_only

#: R20: numbers come from sequences; gaps are allowed.
SEQUENCES = ("payments_batch_number", "payments_self_billing_number")

#: No claim is paid more, over all live payments, than is approved for it in the ledger.
COVERED = """
CREATE FUNCTION payments_item_covered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approved numeric; taken numeric;
BEGIN
    -- A statement of its own: the sums below must see what was committed while this one waited.
    PERFORM 1 FROM claims_claim WHERE id = NEW.claim_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(amount * funds_effect(kind, 'approved')), 0) INTO approved FROM funds_fundentry
    WHERE subject_kind = 'claim' AND subject_id = NEW.claim_id;
    SELECT sum(item.amount) INTO taken FROM payments_paymentitem AS item
    JOIN payments_payment AS payment ON payment.id = item.payment_id
    WHERE item.claim_id = NEW.claim_id AND payment.stage IN ('PREPARED', 'SENT', 'PAID', 'UNKNOWN');
    IF taken > approved OR NOT EXISTS (
        SELECT 1 FROM claims_expense WHERE id = NEW.expense_id AND claim_id = NEW.claim_id
    ) THEN
        RAISE EXCEPTION 'A claim is paid what is approved for it, once, by its own lines'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_item_covered_by_approval';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER payments_item_covered AFTER INSERT ON payments_paymentitem
FOR EACH ROW EXECUTE FUNCTION payments_item_covered();
"""

#: No recovery takes more than is owed; one of the same location and currency, announced, after its days.
OWED = """
CREATE FUNCTION payments_recovery_owed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM payments_recovery WHERE id = NEW.recovery_id FOR NO KEY UPDATE;
    PERFORM 1 FROM payments_recovery AS recovery WHERE recovery.id = NEW.recovery_id AND recovery.amount >=
        (SELECT coalesce(sum(kept.amount), 0) FROM payments_offset AS kept
         JOIN payments_payment AS payment ON payment.id = kept.payment_id
         WHERE kept.recovery_id = recovery.id AND payment.stage IN ('PREPARED', 'SENT', 'PAID', 'UNKNOWN'))
        + (SELECT coalesce(sum(amount), 0) FROM payments_repayment WHERE recovery_id = recovery.id);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'No more comes back than is owed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_recovery_takes_what_is_owed';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER payments_offset_owed AFTER INSERT ON payments_offset
FOR EACH ROW EXECUTE FUNCTION payments_recovery_owed();
CREATE TRIGGER payments_repayment_owed AFTER INSERT ON payments_repayment
FOR EACH ROW EXECUTE FUNCTION payments_recovery_owed();
"""

#: What a payment pays, to whom and on which account never changes; only how far it has come.
KEPT = """
CREATE FUNCTION payments_payment_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.batch_id, NEW.partner_id, NEW.payee_id, NEW.reference, NEW.claims_total, NEW.tax, NEW."offset",
        NEW.amount, NEW.currency)
       IS DISTINCT FROM (OLD.batch_id, OLD.partner_id, OLD.payee_id, OLD.reference, OLD.claims_total, OLD.tax,
        OLD."offset", OLD.amount, OLD.currency) THEN
        RAISE EXCEPTION 'What a payment pays never changes' USING ERRCODE = 'restrict_violation';
    -- What failed, came back or was withdrawn may be paid by another one: it never lives again.
    ELSIF OLD.stage IN ('FAILED', 'RETURNED', 'WITHDRAWN') AND NEW.stage <> OLD.stage THEN
        RAISE EXCEPTION 'A payment that ended never lives again'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_payment_ends_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_payment_kept BEFORE UPDATE ON payments_payment
FOR EACH ROW EXECUTE FUNCTION payments_payment_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial"), ("funds", "0003_a_payment_may_come_back")]

    operations = [
        *(
            migrations.RunSQL(f"CREATE SEQUENCE {name} AS bigint START 1 NO CYCLE", f"DROP SEQUENCE {name}")
            for name in SEQUENCES
        ),
        migrations.RunSQL(
            COVERED,
            "DROP TRIGGER payments_item_covered ON payments_paymentitem; DROP FUNCTION payments_item_covered();",
        ),
        migrations.RunSQL(
            OWED,
            "DROP TRIGGER payments_offset_owed ON payments_offset;"
            "DROP TRIGGER payments_repayment_owed ON payments_repayment; DROP FUNCTION payments_recovery_owed();",
        ),
        migrations.RunSQL(
            KEPT,
            "DROP TRIGGER payments_payment_kept ON payments_payment; DROP FUNCTION payments_payment_kept();",
        ),
        append_only("payments_paymentitem"),
        append_only("payments_offset"),
        append_only("payments_repayment"),
    ]
