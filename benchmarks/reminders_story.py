"""Drafts that nobody has submitted, each of a location, person and fund of its own: as many messages as there can be.

Written by SQL, once; `python -m benchmarks.reminders_story` makes the database anew.
"""

import os
import sys
from typing import Any

from claims_portal import embedded

DATABASE = "test_bench_reminders"
#: So many drafts are due at the deadline of each of two usage periods: a few to warm up, and many.
FEW, MANY = 2_000, 100_000
#: The programs whose usage periods these are.
PROGRAMS = {"OSA": FEW, "COOP": MANY}

PLACES = """
INSERT INTO accounts_partner (public_id, number, legal_name, city, country, currency, zone)
SELECT 'b-{code}-' || n, '{code}-' || n, 'Systemhaus ' || n, 'Stadt ' || n % 90,
       (ARRAY['DE','FR','GB','PL','IT','ES','NL','JP','SE','AT'])[1 + n % 10], 'EUR', 'Europe/Berlin'
FROM generate_series(1, {size}) n;
INSERT INTO accounts_user (password, is_superuser, email, name, language, zone, is_staff, is_active)
SELECT '!', false, 'b-{code}-' || n || '@example.org', 'Person ' || n, (ARRAY['en','en','de'])[1 + n % 3],
       (ARRAY['Europe/Berlin','America/Los_Angeles','Asia/Tokyo'])[1 + n % 3], false, true
FROM generate_series(1, {size}) n;
INSERT INTO accounts_membership (user_id, partner_id, role)
SELECT person.id, place.id, 'ADMIN'
FROM accounts_user person JOIN accounts_partner place ON person.email = 'b-' || place.number || '@example.org'
WHERE place.number LIKE '{code}-%';
INSERT INTO funds_fund (public_id, partner_id, program_id, period_id, currency,
    earned, adjusted, held, approved, paid, forfeited, last_number)
SELECT place.public_id, place.id, {program}, {period}, '{currency}', 0, 0, 0, 0, 0, 0, 0
FROM accounts_partner place WHERE place.number LIKE '{code}-%';
INSERT INTO funds_fundentry (fund_id, number, kind, amount, currency, subject_kind, reason, note, balance, at)
SELECT id, 0, 'EARN', 100 + id % 9000, '{currency}', '', 'EARNINGS', '', 0, statement_timestamp()
FROM funds_fund WHERE period_id = {period};
INSERT INTO claims_claim (public_id, partner_id, program_id, period_id, activity_id, state, came_from, edition, title,
    own_reference, description, place, owner_id, created_at, changed_at, dispute_statement, claimed)
SELECT place.public_id, place.id, {program}, {period}, {activity}, 'EDITING', '', 3, 'Activity ' || place.number,
    '', '', '', member.user_id, statement_timestamp(), statement_timestamp(), '', 0
FROM accounts_partner place JOIN accounts_membership member ON member.partner_id = place.id
WHERE place.number LIKE '{code}-%';
"""

#: What a run writes, without asking who and what about: the same rows, as the database alone writes them.
BARE = """
INSERT INTO notifications_message (kind, key, to_id, address, language, context, subject_kind, subject_id,
    must_arrive, state, message_id, created_at, due_at, void_at, tries, sent_at, read_at, error)
SELECT kind, key, to_id, address, language, context, subject_kind, subject_id,
    must_arrive, state, message_id, created_at, due_at, void_at, tries, sent_at, read_at, error
FROM bench_written
"""


def prepare() -> dict[str, Any]:
    """The database, made where it is missing, else brought up to date; the last usage period of each program."""
    from django.core.management import call_command
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    if _is_there():
        call_command("migrate", verbosity=0)
    else:
        make()
    return {code: _period(code) for code in PROGRAMS}


def _is_there() -> bool:
    from django.db import OperationalError, ProgrammingError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM claims_claim")
            return cursor.fetchone() == (FEW + MANY,)
    except (OperationalError, ProgrammingError):
        return False


def make() -> None:
    """Write everything anew."""
    from django.core.management import call_command
    from django.db import connection

    from claims_portal.demo import people
    from claims_portal.management.commands.load_demo import enroll
    from programs.models import ActivityTypeVersion

    print(f"Writing {FEW + MANY:,} drafts; takes a minute …", flush=True)
    connection.close()
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    activity = ActivityTypeVersion.objects.values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        for code, size in PROGRAMS.items():
            period = _period(code)
            facts = {"code": code, "size": size, "period": period.pk, "program": period.program_id}
            facts |= {"currency": period.program.currency, "activity": activity}
            cursor.execute(PLACES.format(**facts))
        cursor.execute("VACUUM ANALYZE")


def _period(code: str) -> Any:
    from programs.models import UsagePeriod

    periods = UsagePeriod.objects.select_related("program").filter(program__code=code)
    return periods.order_by("last_day").last()


if __name__ == "__main__":
    embedded.start(instance=embedded.TEST)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
    import django

    django.setup()
    make()
    sys.exit()
