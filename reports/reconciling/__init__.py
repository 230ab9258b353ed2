"""Is what is shown what the ledger says? Every sum beside the one it is shown as, and each row that differs.

All of it is added up by the database: a program and currency at a time comes back, however many entries there are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction

from programs.models import UsagePeriod
from reports.actions.summing import sum_up
from reports.models import Touched
from reports.reconciling.statements import CHECKS, Check

#: So many rows that differ are named for each check; the rest is counted.
NAMED = 20


@dataclass(frozen=True)
class Compared:
    """One figure of a program: the ledger's sum, the shown one, of so many rows, and how many of these differ."""

    program: str
    currency: str
    figure: str
    ledger: Decimal
    shown: Decimal
    rows: int
    differing: int


@dataclass(frozen=True)
class Difference:
    """One row that shows something else than the ledger says."""

    program: str
    currency: str
    figure: str
    name: str
    ledger: Decimal
    shown: Decimal


SUMS = """
SELECT program, currency, figure, sum(ledger), sum(shown), count(*), count(*) FILTER (WHERE ledger <> shown)
FROM ({rows}) AS compared GROUP BY program, currency, figure, place ORDER BY program, currency, place
"""

ROWS = """
SELECT program, currency, figure, name, ledger, shown FROM ({rows}) AS compared WHERE ledger <> shown
ORDER BY program, currency, place, name LIMIT %s
"""


def bring_up_to_date(at: datetime) -> int:
    """Add up every period in which something happened, so that the reports can be compared. Returns how many."""
    touched = UsagePeriod.objects.filter(pk__in=Touched.objects.values("period")).select_related("program")
    return sum(sum_up(one, at) for one in touched)


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything inside is read as it stood in one instant, while others go on; nothing can be written."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = '30min'")
        yield


def compared(check: Check) -> list[Compared]:
    """By program, currency and figure."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(rows=check.rows))
        return [Compared(*row) for row in cursor.fetchall()]


def differences(check: Check) -> list[Difference]:
    """The first NAMED rows that differ."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(rows=check.rows), [NAMED])
        return [Difference(*row) for row in cursor.fetchall()]


__all__ = [
    "CHECKS",
    "Check",
    "Compared",
    "Difference",
    "bring_up_to_date",
    "compared",
    "differences",
    "one_moment",
]
