"""What is added up of one usage period, each in one statement. A claim's state and what it claims are the claim's;
what is held, approved and paid is the ledger's, by the claim its entries name.
"""

#: %(period)s; the states in which a claim is no claim (yet), and those in which it is decided, are given as arrays.
CLAIMS = """
WITH money AS (
    SELECT entry.subject_id AS claim,
        sum(entry.amount * funds_effect(entry.kind, 'held')) AS held,
        sum(entry.amount * funds_effect(entry.kind, 'approved')) AS approved,
        sum(entry.amount * funds_effect(entry.kind, 'paid')) AS paid
    FROM funds_fundentry AS entry JOIN funds_fund AS fund ON fund.id = entry.fund_id
    WHERE fund.period_id = %(period)s AND entry.subject_kind = 'claim'
    GROUP BY entry.subject_id
)
INSERT INTO reports_claimsums (period_id, activity_type_id, country, undecided, approved_in_full,
    approved_in_part, rejected, disputed, withdrawn, claimed, cut, held, approved, paid)
SELECT claim.period_id, activity.activity_type_id, partner.country,
    count(*) FILTER (WHERE claim.state = ANY(%(open)s) AND claim.approved IS NULL),
    count(*) FILTER (WHERE claim.state = 'APPROVED' AND claim.approved = claim.claimed),
    count(*) FILTER (WHERE claim.state = 'APPROVED' AND claim.approved < claim.claimed),
    count(*) FILTER (WHERE claim.state = 'REJECTED'),
    count(*) FILTER (WHERE claim.state = ANY(%(open)s) AND claim.approved IS NOT NULL),
    count(*) FILTER (WHERE claim.state = 'WITHDRAWN'),
    coalesce(sum(claim.claimed) FILTER (WHERE claim.state <> 'WITHDRAWN'), 0),
    coalesce(sum(claim.claimed - claim.approved) FILTER (WHERE claim.state <> 'WITHDRAWN'), 0),
    coalesce(sum(money.held), 0), coalesce(sum(money.approved), 0), coalesce(sum(money.paid), 0)
FROM claims_claim AS claim
JOIN accounts_partner AS partner ON partner.id = claim.partner_id
JOIN programs_activitytypeversion AS activity ON activity.id = claim.activity_id
LEFT JOIN money ON money.claim = claim.id
WHERE claim.period_id = %(period)s AND claim.state <> ALL(%(drafts)s)
GROUP BY claim.period_id, activity.activity_type_id, partner.country
"""

#: The first decision of each claim that left. `calendar`: how many business days there were until each day, it
#: included. In time for a promise of n business days is what left before the n-th one was over, so what leaves on
#: the day itself took 0, and what leaves on a Saturday took one day more than on the Friday before.
DAYS = """
WITH calendar AS (SELECT * FROM unnest(%(days)s::date[], %(counts)s::int[]) AS one (day, business)),
first AS (
    SELECT claim.id, activity.activity_type_id, partner.country, claim.submitted_at, min(decision.left_at) AS left_at
    FROM claims_claim AS claim
    JOIN claims_decision AS decision ON decision.claim_id = claim.id AND decision.left_at IS NOT NULL
    JOIN accounts_partner AS partner ON partner.id = claim.partner_id
    JOIN programs_activitytypeversion AS activity ON activity.id = claim.activity_id
    WHERE claim.period_id = %(period)s AND claim.state <> ALL(%(drafts)s)
    GROUP BY claim.id, activity.activity_type_id, partner.country
),
theirs AS (
    SELECT request.subject_id AS claim, sum(until.business - since.business) AS business
    FROM review_request AS request
    JOIN first ON first.id = request.subject_id AND request.made_at < first.left_at
    JOIN calendar AS since ON since.day = (request.made_at AT TIME ZONE %(zone)s)::date
    JOIN calendar AS until
        ON until.day = (coalesce(request.answered_at, request.lapsed_at) AT TIME ZONE %(zone)s)::date
    WHERE request.subject_kind = 'claim'
    GROUP BY request.subject_id
),
taken AS (
    SELECT first.activity_type_id, first.country, CASE WHEN since.day = until.day THEN 0 ELSE greatest(
        before.business - since.business + 1 - coalesce(theirs.business, 0), 0) END AS days
    FROM first
    JOIN calendar AS since ON since.day = (first.submitted_at AT TIME ZONE %(zone)s)::date
    JOIN calendar AS until ON until.day = (first.left_at AT TIME ZONE %(zone)s)::date
    JOIN calendar AS before ON before.day = until.day - 1
    LEFT JOIN theirs ON theirs.claim = first.id
)
INSERT INTO reports_decisiondays (period_id, activity_type_id, country, days, count)
SELECT %(period)s, activity_type_id, country, days, count(*) FROM taken GROUP BY activity_type_id, country, days
"""

#: Between which instants the calendar above has to reach.
SPAN = """
SELECT min(claim.submitted_at), max(decision.left_at)
FROM claims_claim AS claim JOIN claims_decision AS decision ON decision.claim_id = claim.id
WHERE claim.period_id = %(period)s AND decision.left_at IS NOT NULL AND claim.submitted_at IS NOT NULL
"""

#: By the last decision that left; after a reversal none holds, and while one is disputed it may be corrected.
CUTS = """
WITH holding AS (
    SELECT DISTINCT ON (decision.claim_id) decision.id, claim.activity_id, claim.partner_id
    FROM claims_decision AS decision JOIN claims_claim AS claim ON claim.id = decision.claim_id
    WHERE claim.period_id = %(period)s AND claim.state = ANY(%(decided)s) AND decision.left_at IS NOT NULL
    ORDER BY decision.claim_id, decision.left_at DESC, decision.id DESC
)
INSERT INTO reports_cutsums (period_id, activity_type_id, country, reason_id, lines, cut)
SELECT %(period)s, activity.activity_type_id, partner.country, line.code_id, count(*),
    sum(line.claimed - line.approved)
FROM holding
JOIN claims_decisionline AS line ON line.decision_id = holding.id AND line.approved < line.claimed
JOIN accounts_partner AS partner ON partner.id = holding.partner_id
JOIN programs_activitytypeversion AS activity ON activity.id = holding.activity_id
GROUP BY activity.activity_type_id, partner.country, line.code_id
"""

#: By kind first: what a kind does is asked for few sums, not for each entry.
MONTHS = """
INSERT INTO reports_fundmonth (period_id, country, month, earned, adjusted, held, approved, paid, forfeited)
SELECT %(period)s, country, month,
    sum(amount * funds_effect(kind, 'earned')), sum(amount * funds_effect(kind, 'adjusted')),
    sum(amount * funds_effect(kind, 'held')), sum(amount * funds_effect(kind, 'approved')),
    sum(amount * funds_effect(kind, 'paid')), sum(amount * funds_effect(kind, 'forfeited'))
FROM (
    SELECT partner.country, date_trunc('month', entry.at AT TIME ZONE %(zone)s)::date AS month, entry.kind,
        sum(entry.amount) AS amount
    FROM funds_fundentry AS entry
    JOIN funds_fund AS fund ON fund.id = entry.fund_id
    JOIN accounts_partner AS partner ON partner.id = fund.partner_id
    WHERE fund.period_id = %(period)s
    GROUP BY 1, 2, 3
) AS entries
GROUP BY country, month
"""
