"""A million claims over years, with the ledger's entries behind them, written by SQL: what reports add up.

The claims are the queue's (`queue_story`), spread over usage periods and activities. Every third approved one is paid,
every fifth was cut, as one line says with its reason. `python -m benchmarks.reports_story` makes the database anew.
"""

import os
import sys
from typing import Any

from benchmarks import queue_story
from benchmarks.serving import session_of
from claims_portal import embedded

DATABASE = "test_bench_reports"
SIZE = 1_000_000
#: So many usage periods of each program have claims.
PERIODS = 8
#: What is written otherwise than there: into more than one period each program, and most of it approved as claimed.
OTHERWISE = {
    "ORDER BY last_day DESC LIMIT 1": f"ORDER BY last_day DESC OFFSET abs(o) / 4 % {PERIODS} LIMIT 1",
    "IN ('APPROVED', 'DISPUTED') THEN 50": (
        "IN ('APPROVED', 'DISPUTED') THEN CASE WHEN n % 5 = 0 THEN 50 ELSE 100 + abs(o) * 37 % 9000 END"
    ),
}

FUNDS = """
INSERT INTO funds_fund (public_id, partner_id, program_id, period_id, currency,
    earned, adjusted, held, approved, paid, forfeited, last_number)
SELECT 'f' || row_number() OVER (), partner_id, program_id, period_id, program.currency, 0, 0, 0, 0, 0, 0, 0
FROM (SELECT DISTINCT partner_id, program_id, period_id FROM claims_claim) AS place
JOIN programs_program AS program ON program.id = place.program_id;
"""

ENTRIES = """
INSERT INTO funds_fundentry (fund_id, number, kind, amount, currency, subject_kind, subject_id, reason, note,
    balance, at)
SELECT fund, row_number() OVER (PARTITION BY fund ORDER BY at, claim NULLS FIRST, step), kind, amount, currency,
    CASE WHEN claim IS NULL THEN '' ELSE 'claim' END, claim, '', '', 0, at
FROM (
    SELECT fund.id AS fund, fund.currency, claim.id AS claim, one.step, one.kind, one.amount, claim.changed_at AS at
    FROM claims_claim AS claim
    JOIN funds_fund AS fund USING (partner_id, program_id, period_id)
    CROSS JOIN LATERAL (VALUES
        (1, 'HOLD', claim.claimed),
        (2, 'RELEASE', CASE WHEN claim.state = 'WITHDRAWN' THEN claim.claimed END),
        (3, 'APPROVE', nullif(claim.approved, 0)),
        (4, 'PAY', CASE WHEN claim.state = 'APPROVED' AND claim.id % 3 = 0 THEN claim.approved END)
    ) AS one (step, kind, amount)
    WHERE one.amount > 0
    UNION ALL
    SELECT fund.id, fund.currency, NULL, 0, 'EARN', 10 + sum(claim.claimed), min(claim.changed_at) - interval '60 days'
    FROM claims_claim AS claim JOIN funds_fund AS fund USING (partner_id, program_id, period_id) GROUP BY fund.id
) AS made
"""

TOTALS = """
UPDATE funds_fund AS fund SET earned = sums.earned, held = sums.held, approved = sums.approved, paid = sums.paid,
    last_number = sums.number
FROM (
    SELECT fund_id, max(number) AS number, sum(amount * funds_effect(kind, 'earned')) AS earned,
        sum(amount * funds_effect(kind, 'held')) AS held, sum(amount * funds_effect(kind, 'approved')) AS approved,
        sum(amount * funds_effect(kind, 'paid')) AS paid
    FROM funds_fundentry GROUP BY fund_id
) AS sums WHERE sums.fund_id = fund.id;
UPDATE funds_fundentry AS entry SET balance = fund.earned - fund.held - fund.approved
FROM funds_fund AS fund WHERE fund.id = entry.fund_id AND fund.last_number = entry.number;
"""

LINES = """
INSERT INTO claims_expense (public_id, claim_id, position, kind_id, vendor, invoice_number, invoice_date, description,
    currency, net, tax, rate, amount)
SELECT 'e' || id, id, 1, {kind}, 'Druckhaus', 'RE-' || id, changed_at::date, '', 'EUR', claimed, 0, 1, claimed
FROM claims_claim WHERE approved < claimed AND state IN ('APPROVED', 'REJECTED');
INSERT INTO claims_decisionline (decision_id, expense_id, claimed, approved, code_id, reason)
SELECT decision.id, expense.id, expense.amount, decision.approved, (ARRAY[{reasons}])[1 + expense.id % {many}], ''
FROM claims_expense AS expense JOIN claims_decision AS decision
    ON decision.claim_id = expense.claim_id AND decision.kind = 'DECISION';
"""

#: Of these tables no trigger runs while they are filled.
FILLED = ("claims_claim", "claims_decision", "claims_decisionline", "funds_fund", "funds_fundentry")


def prepare() -> str:
    """The database, made where it is missing, else brought up to date; the session of a manager."""
    from django.core.management import call_command
    from django.db import connection

    from claims_portal.demo import people

    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    if _is_there():
        call_command("migrate", verbosity=0)
    else:
        make()
    return session_of(people.user("paula"))


def _is_there() -> bool:
    from django.db import OperationalError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM claims_decisionline")
            return cursor.fetchone() != (0,)
    except OperationalError:
        return False


def make() -> None:
    """Write everything anew."""
    from django.core.management import call_command
    from django.db import connection

    from claims_portal.demo import people
    from claims_portal.management.commands.load_demo import enroll

    print(f"Writing {SIZE:,} claims and their entries; that takes some minutes …", flush=True)
    connection.close()
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    with connection.cursor() as cursor:
        _write(cursor, _facts())


def _facts() -> dict[str, Any]:
    from programs.models import ActivityTypeVersion, ExpenseKind, Reason

    activities = ActivityTypeVersion.objects.order_by("pk").values_list("pk", flat=True)
    reasons = Reason.objects.filter(kind="DECISION").values_list("pk", flat=True)
    listed = ",".join(map(str, activities))
    return queue_story.facts_of(SIZE) | {
        "activity": f"(ARRAY[{listed}])[1 + abs(o) % {len(activities)}]",
        "kind": ExpenseKind.objects.first().pk,
        "reasons": ",".join(map(str, reasons)),
        "many": len(reasons),
    }


def _write(cursor: Any, facts: dict[str, Any]) -> None:
    cursor.execute("SET statement_timeout = 0; SET work_mem = '256MB'")
    for table in FILLED:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(queue_story.PEOPLE.format(**facts))
    claims = queue_story.CLAIMS
    for there, here in OTHERWISE.items():
        claims = claims.replace(there, here)
    for first in range(1, SIZE, queue_story.CHUNK):
        cursor.execute(claims.format(**facts, first=first, last=first + queue_story.CHUNK - 1))
    for statement in (FUNDS, ENTRIES, TOTALS, LINES.format(**facts)):
        cursor.execute(statement)
    for table in FILLED:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    embedded.start(instance=embedded.TEST)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
    import django

    django.setup()
    make()
    sys.exit()
