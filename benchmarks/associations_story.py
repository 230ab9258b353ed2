"""Customer associations of one location, few or many, 1,000 open ones in both, written by SQL.

`python -m benchmarks.associations_story` makes the databases anew.
"""

import os
import sys
from typing import Any

from benchmarks.queue_story import PARTNERS, PEOPLE
from benchmarks.serving import session_of
from claims_portal import embedded

OPEN = 1_000
SIZES = (2_000, 100_000)

#: `o`: 0 for the oldest open one; below 0 decided ones of one location, so that open ones are the same in every size.
ASSOCIATIONS = """
WITH facts AS (
    SELECT n, o, CASE WHEN o < 0 OR o % 10 = 0 THEN {partner} ELSE partner.id END AS partner,
        md5('tenant-' || o)::uuid AS tenant,
        CASE WHEN o < 0 THEN (ARRAY['APPROVED','APPROVED','APPROVED','REJECTED','REJECTED_FINAL'])[1 + abs(o) % 5]
             ELSE (ARRAY['SUBMITTED','SUBMITTED','UNDER_REVIEW','ACTION_REQUIRED','DISPUTED'])[1 + o % 5] END AS state,
        (ARRAY['USAGE_MODERN_WORK','USAGE_BUSINESS','OSA','REVENUE'])[1 + abs(o) % 4] AS engagement,
        statement_timestamp() - CASE WHEN o < 0 THEN interval '30 days' - o * interval '1 minute'
                                     ELSE ({open} - o) * interval '5 minutes' END AS at
    FROM generate_series(1, {size}) n
    CROSS JOIN LATERAL (SELECT n - 1 - ({size} - {open}) AS o) shift
    JOIN accounts_partner partner ON partner.number = 'B-' || 1 + abs(o) * 7 % {partners}
)
INSERT INTO associations_association (public_id, number, partner_id, program_id, owner_id, state, came_from, edition,
    engagement, role, opt_out, customer_name, tenant_id, domain, country, disclosed, contact_name, contact_title,
    contact_email, contact_language, own_name, own_email, seller_name, product_name, signed_by, signed_on, work,
    comment, acknowledged_at, acknowledged_by_id, created_at, changed_at, submitted_at, submitted_by_id,
    waiting_since, promised_at, taken_at, taken_by_id, decided_at, decided_by_id, disputed_at, dispute_statement,
    reason, reason_words, approved_at, end_reason)
SELECT 'bench-' || n, 'CPOR-2026-' || lpad(n::text, 6, '0'), partner, {program}, {anna}, state,
    CASE WHEN state = 'ACTION_REQUIRED' THEN 'UNDER_REVIEW' ELSE '' END, 3, engagement, 'CONSUME', false,
    'Kunde ' || (ARRAY['Hafen','Spedition','Klinik','Verlag','Brauerei'])[1 + abs(o) % 5] || ' ' || abs(o), tenant,
    'kunde' || abs(o) || '.example', 'DE', false, 'Karin Petersen', 'Head of IT', 'karin@kunde' || abs(o) || '.example',
    'de', 'Anna', 'anna@nordlicht.example', '', '', 'Karin Petersen', at::date, repeat('We train people. ', 20), '',
    at, {anna}, at, at, at, {anna},
    CASE WHEN state IN ('SUBMITTED','UNDER_REVIEW','DISPUTED') THEN at END,
    CASE WHEN state IN ('SUBMITTED','UNDER_REVIEW','DISPUTED') THEN at + interval '5 days' END,
    at, {rita}, CASE WHEN state IN ('APPROVED','REJECTED','REJECTED_FINAL','DISPUTED') THEN at END, NULL,
    CASE WHEN state = 'DISPUTED' THEN at END, '',
    CASE WHEN state IN ('REJECTED','REJECTED_FINAL') THEN 'MISSING_PRODUCTS' ELSE '' END, '',
    CASE WHEN state = 'APPROVED' THEN at END, ''
FROM facts ORDER BY n;
INSERT INTO associations_associationitem (association_id, kind, code, tenant_id, active)
SELECT id, 'WORKLOAD', code, tenant_id, state = 'APPROVED'
FROM associations_association, unnest(ARRAY['teams','exchange']) code;
INSERT INTO associations_customerlink (public_id, association_id, digest, address, language, made_at)
SELECT public_id, id, md5(public_id), contact_email, 'de', submitted_at FROM associations_association;
"""


def name_of(size: int) -> str:
    """The database with so many associations."""
    return f"test_bench_associations_{size}"


def prepare(size: int) -> dict[str, str]:
    """The database of this size, made where it is missing, else brought up to date; sessions by person."""
    from django.core.management import call_command
    from django.db import connection

    from claims_portal.demo import people

    connection.close()
    connection.settings_dict["NAME"] = name_of(size)
    if _is_there(size):
        call_command("migrate", verbosity=0)
    else:
        make(size)
    sessions = {key: session_of(people.user(key)) for key in ("rita", "anna")}
    connection.close()
    return sessions


def _is_there(size: int) -> bool:
    from django.db import OperationalError, ProgrammingError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM associations_association")
            return cursor.fetchone() == (size,)
    except (OperationalError, ProgrammingError):
        return False


def make(size: int) -> None:
    """Write everything anew."""
    from django.core.management import call_command
    from django.db import connection

    from claims_portal.demo import people
    from claims_portal.management.commands.load_demo import enroll

    print(f"Writing {size:,} associations …", flush=True)
    connection.close()
    connection.settings_dict["TEST"]["NAME"] = name_of(size)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(PEOPLE.format(partners=PARTNERS))
        cursor.execute(ASSOCIATIONS.format(**_facts(size)))
        cursor.execute("VACUUM ANALYZE")
    connection.close()


def _facts(size: int) -> dict[str, Any]:
    """What the SQL above names in braces."""
    from claims_portal.demo import people
    from programs.models import Program

    program = Program.objects.get(code="COOP")
    Program.objects.filter(pk=program.pk).update(takes_associations=True)
    anna = people.user("anna")
    return {
        "size": size,
        "open": OPEN,
        "partners": PARTNERS,
        "program": program.pk,
        "partner": anna.memberships.get().partner_id,
        "anna": anna.pk,
        "rita": people.user("rita").pk,
    }


if __name__ == "__main__":
    embedded.start(instance=embedded.TEST)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
    import django

    django.setup()
    for one in SIZES:
        make(one)
    sys.exit()
