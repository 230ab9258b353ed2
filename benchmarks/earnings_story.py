"""A program of 20,000 partner locations, written by SQL once, and sheets of earnings for them."""

import csv
import io
from typing import Any

DATABASE = "test_bench_earnings"
LOCATIONS, ROWS = 20_000, 100_000

PLACES = """
INSERT INTO accounts_partner (public_id, number, legal_name, city, country, currency, zone)
SELECT 'b-' || n, lpad(n::text, 6, '0'), 'Systemhaus ' || n, 'Stadt ' || n % 90, 'DE', 'EUR', 'Europe/Berlin'
FROM generate_series(1, {size}) n;
INSERT INTO programs_enrollment (program_id, partner_id, state, since)
SELECT {program}, id, 'ENROLLED', '2020-07-01' FROM accounts_partner WHERE public_id LIKE 'b-%';
"""


def prepare() -> dict[str, Any]:
    """The database, made where it is missing: the program, its usage period, who brings in and who confirms."""
    from django.core.management import call_command
    from django.db import connection

    from claims_portal.demo import people
    from lifecycle import clock
    from programs.models import Program, UsagePeriod

    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    if _is_there():
        call_command("migrate", verbosity=0)
    else:
        _make()
    program = Program.objects.get(code="COOP")
    running = UsagePeriod.objects.filter(program=program, deadline__gt=clock.now()).order_by("first_day")
    return {
        "program": program,
        "period": running[0],
        "paula": people.user("paula"),
        "pia": people.user("pia"),
    }


def _is_there() -> bool:
    from django.db import OperationalError, ProgrammingError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM programs_enrollment WHERE since = '2020-07-01'")
            return cursor.fetchone()[0] >= LOCATIONS
    except (OperationalError, ProgrammingError):
        return False


def _make() -> None:
    from django.core.management import call_command
    from django.db import connection

    from claims_portal.demo import people
    from programs.models import Program

    connection.close()
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    with connection.cursor() as cursor:
        cursor.execute(PLACES.format(size=LOCATIONS, program=Program.objects.get(code="COOP").pk))
        cursor.execute("VACUUM ANALYZE")


def series() -> str:
    """What begins the keys of a sheet that was never applied before."""
    from funds.models import EarningsImport

    return f"bench-{EarningsImport.objects.count()}"


def sheet(period: str, rows: int, begin: str) -> bytes:
    """CSV: mostly earnings, every fiftieth row an adjustment, every hundredth a negative one."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("location", "period", "amount", "currency", "reason", "key", "note"))
    for n in range(rows):
        amount, reason = f"{100 + n % 9000}.{n % 100:02d}", "EARNINGS"
        if n % 50 == 49:
            amount, reason = (f"-{amount}" if n % 100 == 99 else amount), "OPERATIONS"
        number = f"{1 + n % LOCATIONS:06d}"
        writer.writerow((number, period, amount, "EUR", reason, f"{begin}-{n}", f"Half-year, row {n}"))
    return file.getvalue().encode()
