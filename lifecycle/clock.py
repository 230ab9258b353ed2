"""What time it is: asked of the database, in one place, and passed down as `at`.

All machines share the database's clock, so no two of them disagree about a
deadline. The demo and the tests may shift it; the shift is a setting of the
database itself, so every process sees the same hour. Production settings
never read the shift.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import DateTimeField
from django.db.models.expressions import RawSQL

_TIME = "SELECT statement_timestamp()"
_SHIFTED = (
    "SELECT statement_timestamp() + "
    "COALESCE(NULLIF(current_setting('portal.clock_shift', true), ''), '0')::interval"
)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute(_now())
        (at,) = cursor.fetchone()
    return at


def inside_a_query() -> RawSQL:
    """The same instant, where a query compares with it and nothing else needs to know it."""
    return RawSQL(_now(), [], DateTimeField())  # noqa: S611 - a constant of this module


def _now() -> str:
    return _SHIFTED if settings.CLOCK_MAY_SHIFT else _TIME


def _seconds(by: timedelta) -> str:
    # Fixed point: PostgreSQL reads no interval with an exponent.
    return f"{by.total_seconds():f} seconds"


def shift(by: timedelta) -> None:
    """Set how far the portal's clock runs ahead of the real one, for all new connections.

    Raises PermissionError where settings do not allow it (production).
    """
    if not settings.CLOCK_MAY_SHIFT:
        raise PermissionError("The clock cannot be shifted here.")
    seconds = _seconds(by)
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"ALTER DATABASE {name} SET portal.clock_shift = %s", [seconds])
        cursor.execute("SELECT set_config('portal.clock_shift', %s, false)", [seconds])


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """For tests: shift this connection's clock, and no other's, inside a `with`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('portal.clock_shift', true)")
        before = cursor.fetchone()[0] or ""
        cursor.execute("SELECT set_config('portal.clock_shift', %s, false)", [_seconds(by)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('portal.clock_shift', %s, false)", [before])
