"""What is compared, row by row: program, currency, place (the figure's, in the order of printing), figure, name,
what the ledger says, what is shown. Entries are added up by kind first: what a kind does is then asked once a sum.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """title: for the terminal; rows: the query that gives them."""

    title: str
    rows: str


#: Totals of each fund, which its page shows, against its entries; `left` is what the last entry says.
FUNDS = """
SELECT program.code AS program, fund.currency, one.place, one.figure,
    'fund of ' || partner.number || ' in ' || period.code || ' (' || fund.public_id || ')' AS name,
    coalesce(one.ledger, 0) AS ledger, one.shown
FROM funds_fund AS fund
JOIN programs_program AS program ON program.id = fund.program_id
JOIN programs_usageperiod AS period ON period.id = fund.period_id
JOIN accounts_partner AS partner ON partner.id = fund.partner_id
LEFT JOIN (
    SELECT fund_id, sum(number) AS number,
        sum(amount * funds_effect(kind, 'earned')) AS earned,
        sum(amount * funds_effect(kind, 'adjusted')) AS adjusted,
        sum(amount * funds_effect(kind, 'held')) AS held,
        sum(amount * funds_effect(kind, 'approved')) AS approved,
        sum(amount * funds_effect(kind, 'paid')) AS paid,
        sum(amount * funds_effect(kind, 'forfeited')) AS forfeited
    FROM (
        SELECT fund_id, kind, count(*) AS number, sum(amount) AS amount FROM funds_fundentry GROUP BY fund_id, kind
    ) AS by_kind GROUP BY fund_id
) AS entries ON entries.fund_id = fund.id
LEFT JOIN funds_fundentry AS newest ON newest.fund_id = fund.id AND newest.number = fund.last_number
CROSS JOIN LATERAL (VALUES
    (1, 'earned', entries.earned, fund.earned),
    (2, 'adjusted', entries.adjusted, fund.adjusted),
    (3, 'held', entries.held, fund.held),
    (4, 'approved', entries.approved, fund.approved),
    (5, 'paid', entries.paid, fund.paid),
    (6, 'forfeited', entries.forfeited, fund.forfeited),
    (7, 'left', newest.balance, fund.earned + fund.adjusted - fund.held - fund.approved - fund.forfeited),
    (8, 'entries', entries.number, fund.last_number)
) AS one (place, figure, ledger, shown)
"""

#: What each claim says of itself against the entries that name it. Held: what is not decided; then what was cut,
#: until nobody can dispute it any more. After a reversal only part of it may be there to be held again.
CLAIMS = """
SELECT program.code AS program, program.currency, one.place, one.figure,
    coalesce('claim ' || claim.number, 'claim with the id ' || entries.claim) AS name,
    coalesce(one.ledger, 0) AS ledger, coalesce(one.shown, 0) AS shown
FROM claims_claim AS claim
FULL JOIN (
    SELECT entry.subject_id AS claim, min(fund.program_id) AS program,
        sum(entry.amount * funds_effect(entry.kind, 'held')) AS held,
        sum(entry.amount * funds_effect(entry.kind, 'approved')) AS approved
    FROM funds_fundentry AS entry JOIN funds_fund AS fund ON fund.id = entry.fund_id
    WHERE entry.subject_kind = 'claim' GROUP BY entry.subject_id
) AS entries ON entries.claim = claim.id
JOIN programs_program AS program ON program.id = coalesce(claim.program_id, entries.program)
CROSS JOIN LATERAL (VALUES
    (1, 'approved', entries.approved, CASE WHEN claim.state <> 'WITHDRAWN' THEN claim.approved END),
    (2, 'held', entries.held, CASE
        WHEN claim.state IN ('EDITING', 'EXPIRED', 'WITHDRAWN') THEN 0
        WHEN EXISTS (SELECT FROM claims_reversal AS reversal
                     WHERE reversal.claim_id = claim.id AND reversal.agreed_at IS NOT NULL)
            THEN least(entries.held, claim.claimed - coalesce(claim.approved, 0))
        WHEN claim.state IN ('APPROVED', 'REJECTED')
            AND (claim.rest_freed_at IS NOT NULL OR claim.disputed_at IS NOT NULL) THEN 0
        ELSE claim.claimed - coalesce(claim.approved, 0)
    END)
) AS one (place, figure, ledger, shown)
WHERE claim.number IS NOT NULL OR entries.claim IS NOT NULL
"""

#: Periods in which nothing happened since they were added up.
SUMMED = """
SELECT summed.period_id AS id, program.code AS program, program.currency, period.code, program.zone
FROM reports_summed AS summed
JOIN programs_usageperiod AS period ON period.id = summed.period_id
JOIN programs_program AS program ON program.id = period.program_id
WHERE NOT EXISTS (SELECT FROM reports_touched AS touched WHERE touched.period_id = summed.period_id)
"""

#: What managers read of claims, against claims (claimed, cut) and ledger (the others). Reasons: without disputes.
REPORTS = """
WITH summed AS ({summed}),
shown AS (
    SELECT period_id, sum(claimed) AS claimed, sum(cut) AS cut, sum(held) AS held, sum(approved) AS approved,
        sum(paid) AS paid FROM reports_claimsums GROUP BY period_id
),
reasons AS (SELECT period_id, sum(cut) AS cut FROM reports_cutsums GROUP BY period_id),
claims AS (
    SELECT period_id, sum(claimed) AS claimed, sum(claimed - approved) AS cut,
        sum(claimed - approved) FILTER (WHERE state IN ('APPROVED', 'REJECTED')) AS settled
    FROM claims_claim WHERE state NOT IN ('EDITING', 'EXPIRED', 'WITHDRAWN') GROUP BY period_id
),
entries AS (
    SELECT period_id, sum(amount * funds_effect(kind, 'held')) AS held,
        sum(amount * funds_effect(kind, 'approved')) AS approved, sum(amount * funds_effect(kind, 'paid')) AS paid
    FROM (
        SELECT fund.period_id, entry.kind, sum(entry.amount) AS amount
        FROM funds_fundentry AS entry JOIN funds_fund AS fund ON fund.id = entry.fund_id
        WHERE entry.subject_kind = 'claim' GROUP BY fund.period_id, entry.kind
    ) AS by_kind GROUP BY period_id
)
SELECT summed.program, summed.currency, one.place, one.figure, 'report of ' || summed.code AS name,
    coalesce(one.ledger, 0) AS ledger, coalesce(one.shown, 0) AS shown
FROM summed
LEFT JOIN shown ON shown.period_id = summed.id
LEFT JOIN reasons ON reasons.period_id = summed.id
LEFT JOIN claims ON claims.period_id = summed.id
LEFT JOIN entries ON entries.period_id = summed.id
CROSS JOIN LATERAL (VALUES
    (1, 'claimed', claims.claimed, shown.claimed),
    (2, 'cut', claims.cut, shown.cut),
    (3, 'cut, by reasons', claims.settled, reasons.cut),
    (4, 'held', entries.held, shown.held),
    (5, 'approved', entries.approved, shown.approved),
    (6, 'paid', entries.paid, shown.paid)
) AS one (place, figure, ledger, shown)
"""

#: What managers read of funds over time, against the entries.
MONTHS = """
WITH summed AS ({summed}),
shown AS (
    SELECT period_id, sum(earned) AS earned, sum(adjusted) AS adjusted, sum(held) AS held,
        sum(approved) AS approved, sum(paid) AS paid, sum(forfeited) AS forfeited
    FROM reports_fundmonth GROUP BY period_id
),
entries AS (
    SELECT period_id,
        sum(amount * funds_effect(kind, 'earned')) AS earned,
        sum(amount * funds_effect(kind, 'adjusted')) AS adjusted,
        sum(amount * funds_effect(kind, 'held')) AS held,
        sum(amount * funds_effect(kind, 'approved')) AS approved,
        sum(amount * funds_effect(kind, 'paid')) AS paid,
        sum(amount * funds_effect(kind, 'forfeited')) AS forfeited
    FROM (
        SELECT fund.period_id, entry.kind, sum(entry.amount) AS amount
        FROM funds_fundentry AS entry JOIN funds_fund AS fund ON fund.id = entry.fund_id
        GROUP BY fund.period_id, entry.kind
    ) AS by_kind GROUP BY period_id
)
SELECT summed.program, summed.currency, one.place, one.figure, 'months of ' || summed.code AS name,
    coalesce(one.ledger, 0) AS ledger, coalesce(one.shown, 0) AS shown
FROM summed
LEFT JOIN shown ON shown.period_id = summed.id
LEFT JOIN entries ON entries.period_id = summed.id
CROSS JOIN LATERAL (VALUES
    (1, 'earned', entries.earned, shown.earned),
    (2, 'adjusted', entries.adjusted, shown.adjusted),
    (3, 'held', entries.held, shown.held),
    (4, 'approved', entries.approved, shown.approved),
    (5, 'paid', entries.paid, shown.paid),
    (6, 'forfeited', entries.forfeited, shown.forfeited)
) AS one (place, figure, ledger, shown)
"""

#: What payments that the bank confirmed pay of each claim, against the ledger. Claims that no payment ever named
#: were paid before the portal kept payments.
PAID = """
SELECT program.code AS program, program.currency, 1 AS place, 'paid' AS figure,
    'claim ' || claim.number AS name, coalesce(entries.paid, 0) AS ledger, items.paid AS shown
FROM (
    SELECT item.claim_id AS claim, coalesce(sum(item.amount) FILTER (WHERE payment.stage = 'PAID'), 0) AS paid
    FROM payments_paymentitem AS item JOIN payments_payment AS payment ON payment.id = item.payment_id
    GROUP BY item.claim_id
) AS items
JOIN claims_claim AS claim ON claim.id = items.claim
JOIN programs_program AS program ON program.id = claim.program_id
LEFT JOIN (
    SELECT subject_id AS claim, sum(amount * funds_effect(kind, 'paid')) AS paid
    FROM funds_fundentry WHERE subject_kind = 'claim' GROUP BY subject_id
) AS entries ON entries.claim = items.claim
"""

#: The sums of each payment, which its batch, the file for the bank and the remittance show, against its parts.
PAYMENTS = """
SELECT program.code AS program, payment.currency, one.place, one.figure,
    'payment ' || payment.reference || ' in ' || batch.number AS name, coalesce(one.ledger, 0) AS ledger, one.shown
FROM payments_payment AS payment
JOIN payments_batch AS batch ON batch.id = payment.batch_id
JOIN programs_program AS program ON program.id = batch.program_id
LEFT JOIN (SELECT payment_id, sum(amount) AS amount FROM payments_paymentitem GROUP BY payment_id) AS items
    ON items.payment_id = payment.id
LEFT JOIN (SELECT payment_id, sum(amount) AS amount FROM payments_offset GROUP BY payment_id) AS offsets
    ON offsets.payment_id = payment.id
CROSS JOIN LATERAL (VALUES
    (1, 'for claims', items.amount, payment.claims_total),
    (2, 'offset', offsets.amount, payment."offset"),
    (3, 'to the bank', coalesce(items.amount, 0) + payment.tax - coalesce(offsets.amount, 0), payment.amount)
) AS one (place, figure, ledger, shown)
"""

#: What came back of money paid by mistake: settled is what came back in full, and nothing comes back twice.
RECOVERIES = """
SELECT program.code AS program, recovery.currency, 1 AS place, 'came back' AS figure,
    'recovery ' || recovery.public_id || ' of claim ' || claim.number AS name, back.amount AS ledger,
    CASE WHEN recovery.state = 'SETTLED' THEN recovery.amount ELSE least(back.amount, recovery.amount) END AS shown
FROM payments_recovery AS recovery
JOIN claims_claim AS claim ON claim.id = recovery.claim_id
JOIN programs_program AS program ON program.id = claim.program_id
CROSS JOIN LATERAL (SELECT coalesce((
    SELECT sum(kept.amount) FROM payments_offset AS kept JOIN payments_payment AS payment
        ON payment.id = kept.payment_id
    WHERE kept.recovery_id = recovery.id AND payment.stage IN ('PREPARED', 'SENT', 'PAID', 'UNKNOWN')
), 0) + coalesce((SELECT sum(amount) FROM payments_repayment WHERE recovery_id = recovery.id), 0)) AS back (amount)
"""

#: What an adjustment could not take from its own period, and later ones gave.
TAKEN = """
SELECT program.code AS program, fund.currency, 1 AS place, 'taken back' AS figure,
    'recovery ' || recovery.id || ' of the fund ' || fund.public_id AS name, taken.amount AS ledger,
    least(taken.amount, recovery.amount) AS shown
FROM funds_recovery AS recovery
JOIN funds_fund AS fund ON fund.id = recovery.fund_id
JOIN programs_program AS program ON program.id = fund.program_id
CROSS JOIN LATERAL (
    SELECT coalesce(-sum(amount), 0) FROM funds_fundentry WHERE recovery_id = recovery.id
) AS taken (amount)
"""

CHECKS = (
    Check("Totals of funds, against their entries", FUNDS),
    Check("Approved and held, as claims say, against the entries that name them", CLAIMS),
    Check("Payments the bank confirmed, against the entries of their claims", PAID),
    Check("Sums of payments, against their lines and offsets", PAYMENTS),
    Check("Recoveries of payments, against offsets and repayments", RECOVERIES),
    Check("Recoveries of adjustments, against the entries that settle them", TAKEN),
    Check("Reports over claims, against claims and entries", REPORTS.format(summed=SUMMED)),
    Check("Reports over funds, against the entries", MONTHS.format(summed=SUMMED)),
)
