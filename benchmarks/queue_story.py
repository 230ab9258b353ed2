"""A queue among many claims: 5,000 open ones at the end of however many were decided before, written by SQL.

The open ones are the same in every size, and as mixed as real ones: states, programs, countries, languages, flags,
words of files. `python -m benchmarks.queue_story` makes the databases anew; it takes minutes.
"""

import os
import sys
from typing import Any

from benchmarks.serving import session_of
from claims_portal import embedded

OPEN = 5_000
SIZES = (10_000, 1_000_000)
#: Words of the files of one claim, out of so many different ones; the first are the most frequent.
WORDS_A_CLAIM, VOCABULARY = 40, 20_000
PARTNERS = 400
#: The program of every fourth claim.
OTHER = "OSA"
#: So many claims are written in one transaction.
CHUNK = 100_000

PEOPLE = """
INSERT INTO accounts_partner (public_id, number, legal_name, city, country, currency, zone)
SELECT 'bench-' || n, 'B-' || n, 'Systemhaus ' || n, 'Stadt ' || n % 90,
       (ARRAY['DE','FR','GB','PL','IT','ES','NL','JP','SE','AT'])[1 + (n * n) % 10], 'EUR', 'Europe/Berlin'
FROM generate_series(1, {partners}) n;
INSERT INTO accounts_user (password, is_superuser, email, name, language, zone, is_staff, is_active)
SELECT '!', false, 'bench-' || n || '@example.org', 'Person ' || n, (ARRAY['en','en','de'])[1 + n % 3],
       'Europe/Berlin', false, true
FROM generate_series(1, {partners}) n;
"""

#: `o`: 0 for the oldest open claim; below 0 decided ones, so that open claims are the same in every size.
CLAIMS = """
WITH facts AS (
    SELECT n, o, partner.id AS partner, owner.id AS owner, period.id AS period, period.program_id AS program,
        CASE WHEN o < 0 THEN (ARRAY['APPROVED','APPROVED','APPROVED','APPROVED','APPROVED','APPROVED','APPROVED',
                                    'APPROVED','REJECTED','WITHDRAWN'])[1 + n % 10]
             ELSE (ARRAY['SUBMITTED','SUBMITTED','SUBMITTED','UNDER_REVIEW','UNDER_REVIEW','AWAITING_APPROVAL',
                         'ACTION_REQUIRED','ACTION_REQUIRED','DISPUTED','SUBMITTED'])[1 + o % 10] END AS state,
        statement_timestamp() - CASE WHEN o < 0 THEN interval '20 days' - o * interval '1 minute'
                                     ELSE (5000 - o) * interval '5 minutes' END AS at
    FROM generate_series({first}, {last}) n
    CROSS JOIN LATERAL (SELECT n - 1 - ({size} - {open}) AS o) shift
    JOIN accounts_partner partner ON partner.number = 'B-' || 1 + abs(o) * 7 % {partners}
    JOIN accounts_user owner ON owner.email = 'bench-' || 1 + abs(o) * 7 % {partners} || '@example.org'
    JOIN LATERAL (SELECT id, program_id FROM programs_usageperiod
                  WHERE program_id = (ARRAY[{programs}])[1 + abs(o) % 4] ORDER BY last_day DESC LIMIT 1) period ON true
)
INSERT INTO claims_claim (public_id, number, partner_id, program_id, period_id, activity_id, state, came_from, edition,
    title, own_reference, description, place, owner_id, created_at, changed_at, submitted_at, submitted_by_id,
    waiting_since, promised_at, taken_at, taken_by_id, decided_at, decided_by_id, disputed_at, dispute_statement,
    claimed, approved)
SELECT 'bench-' || n, 'COOP-2026-' || lpad(n::text, 7, '0'), partner, program, period, {activity}, state,
    CASE WHEN state IN ('ACTION_REQUIRED', 'AWAITING_APPROVAL') THEN 'UNDER_REVIEW' ELSE '' END, 3,
    'Activity ' || abs(o) % 500, '', '', '', owner, at, at, at, owner,
    CASE WHEN state IN ('SUBMITTED','UNDER_REVIEW','AWAITING_APPROVAL','DISPUTED') THEN at END,
    CASE WHEN state IN ('SUBMITTED','UNDER_REVIEW','AWAITING_APPROVAL') THEN at + interval '2 days'
         WHEN state = 'DISPUTED' THEN at + interval '5 days' END,
    at, CASE WHEN abs(o) % 3 = 0 THEN {rita} ELSE {arno} END,
    CASE WHEN state IN ('APPROVED','REJECTED','DISPUTED') THEN at END,
    CASE WHEN state IN ('APPROVED','REJECTED','DISPUTED') THEN {arno} END,
    CASE WHEN state = 'DISPUTED' THEN at END, '', 100 + abs(o) * 37 % 9000,
    CASE WHEN state IN ('APPROVED', 'DISPUTED') THEN 50 WHEN state = 'REJECTED' THEN 0 END
FROM facts ORDER BY n;
INSERT INTO claims_decision (claim_id, kind, by_id, at, approved, reason, leaves_at, left_at)
SELECT id, 'DECISION', decided_by_id, decided_at, approved, '', decided_at, decided_at
FROM claims_claim WHERE decided_at IS NOT NULL AND id BETWEEN {first} AND {last};
INSERT INTO claims_decision (claim_id, kind, by_id, at, approved, reason)
SELECT id, 'RECOMMENDATION', {rita}, changed_at, claimed, 'All documents fit.'
FROM claims_claim WHERE state = 'AWAITING_APPROVAL' AND id BETWEEN {first} AND {last};
"""

#: Words fall off in frequency as those of a language do.
SEARCH = """
INSERT INTO claims_searchrow (claim_id, words)
SELECT claim.id, to_tsvector('simple', concat_ws(' ', translate(lower(claim.number), '-', ' '), lower(claim.title),
    lower(partner.legal_name), 'vendor' || o % 800, 'inv' || o, text.words))
FROM claims_claim claim
JOIN accounts_partner partner ON partner.id = claim.partner_id
CROSS JOIN LATERAL (SELECT abs(substr(claim.public_id, 7)::bigint - 1 - ({size} - {open})) AS o) shift
CROSS JOIN LATERAL (
    SELECT string_agg('word' || lpad(floor({vocabulary} * power(
        abs(hashint8(o * 64 + k)::bigint)::float8 / 2147483649.0, 3))::text, 5, '0'), ' ') AS words
    FROM generate_series(1, {words}) k
) text
WHERE claim.id BETWEEN {first} AND {last};
"""

#: What is marked, given and held is so among open claims alone.
MARKS = """
INSERT INTO review_flag (subject_kind, subject_id, code)
SELECT 'claim', id, code FROM claims_claim, unnest(ARRAY['no-findings','duplicate','rescan','late-answer','message'])
    WITH ORDINALITY AS flag (code, every)
WHERE state IN ('SUBMITTED','UNDER_REVIEW','AWAITING_APPROVAL','ACTION_REQUIRED','DISPUTED') AND id % (every * 11) = 0;
INSERT INTO review_flag (subject_kind, subject_id, code)
SELECT 'claim', id, 'dispute' FROM claims_claim WHERE state = 'DISPUTED';
INSERT INTO review_assignment (subject_kind, subject_id, to_id, by_id, at)
SELECT 'claim', id, CASE WHEN id % 2 = 0 THEN {rita} ELSE {arno} END, {paula}, changed_at FROM claims_claim
WHERE state IN ('SUBMITTED','UNDER_REVIEW') AND id % 40 = 0;
"""


def name_of(size: int) -> str:
    """The database with so many claims."""
    return f"test_bench_queue_{size}"


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
    sessions = {key: session_of(people.user(key)) for key in ("rita", "paula")}
    connection.close()
    return sessions


def _is_there(size: int) -> bool:
    from django.db import OperationalError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT to_regclass('claims_searchrow_words') IS NOT NULL, count(*) FROM claims_claim"
            )
            return cursor.fetchone() == (True, size)
    except OperationalError:
        return False


def make(size: int) -> None:
    """Write everything anew."""
    from django.core.management import call_command
    from django.db import connection

    from claims_portal.demo import people
    from claims_portal.management.commands.load_demo import enroll

    print(f"Writing {size:,} claims; a million take some minutes …", flush=True)
    connection.close()
    connection.settings_dict["TEST"]["NAME"] = name_of(size)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    with connection.cursor() as cursor:
        _write(cursor, size, facts_of(size))
    connection.close()


def facts_of(size: int) -> dict[str, Any]:
    """What the SQL above names in braces."""
    from claims_portal.demo import people
    from programs.models import ActivityTypeVersion, Program

    codes = [Program.objects.get(code=code).pk for code in ("COOP", "COOP", "COOP", OTHER)]
    return {
        "size": size,
        "open": OPEN,
        "partners": PARTNERS,
        "vocabulary": VOCABULARY,
        "words": WORDS_A_CLAIM,
        "programs": ",".join(map(str, codes)),
        "activity": ActivityTypeVersion.objects.first().pk,
        **{key: people.user(key).pk for key in ("rita", "arno", "paula")},
    }


def _write(cursor: Any, size: int, facts: dict[str, Any]) -> None:
    """A new database: the first claim has the first id. The index of words is made once, at the end."""
    cursor.execute("SET statement_timeout = 0")
    cursor.execute("SET maintenance_work_mem = '512MB'")
    cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'claims_searchrow_words'")
    (index,) = cursor.fetchone()
    cursor.execute("DROP INDEX claims_searchrow_words")
    cursor.execute("ALTER TABLE claims_decision DISABLE TRIGGER USER")
    cursor.execute(PEOPLE.format(**facts))
    for first in range(1, size, CHUNK):
        some = facts | {"first": first, "last": min(first + CHUNK - 1, size)}
        cursor.execute(CLAIMS.format(**some))
        cursor.execute(SEARCH.format(**some))
    cursor.execute(MARKS.format(**facts))
    cursor.execute("ALTER TABLE claims_decision ENABLE TRIGGER USER")
    cursor.execute(index)
    cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    embedded.start(instance=embedded.TEST)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
    import django

    django.setup()
    for one in SIZES:
        make(one)
    sys.exit()
