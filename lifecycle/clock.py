"""What time it is: asked of the database, in one place, and passed down as `at`.

All machines share the database's clock, so no two of them disagree about a
deadline. The demo and the tests may shift it; the shift is kept in the
database and read by each question, so every process sees the same hour,
whatever connections it keeps. Production settings never read the shift.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import DateTimeField
from django.db.models.expressions import RawSQL

_TIME = "SELECT statement_timestamp()"
#: Of this connection alone: for tests, and for the story the demo begins with.
_HERE = "NULLIF(current_setting('portal.clock_shift', true), '')"
#: Of everybody: a comment on the database. A setting of it would be known to later connections only, and takes
#: a superuser to change.
_MOVED = "the demo's clock is ahead by"
_EVERYWHERE = (
    f"(SELECT substring(shobj_description(oid, 'pg_database') FROM $${_MOVED} (.*)$$)"  # noqa: S608 - ours
    " FROM pg_database WHERE datname = current_database())"
)
_REAL = f"statement_timestamp() + COALESCE({_HERE}, '0')::interval"
_AHEAD = f"COALESCE({_EVERYWHERE}, '0')::interval"


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _ask(_now())


def inside_a_query() -> RawSQL:
    """The same instant, where a query compares with it and nothing else needs to know it."""
    return RawSQL(_now(), [], DateTimeField())  # noqa: S611 - a constant of this module


def real() -> datetime:
    """The present instant even where the demo's clock was moved: how long somebody is away from the keyboard."""
    return _ask(f"SELECT {_REAL}" if settings.CLOCK_MAY_SHIFT else _TIME)


def real_and_moved_by() -> tuple[datetime, timedelta]:
    """`real` and `moved_by` for one question, which every page asks."""
    if not settings.CLOCK_MAY_SHIFT:
        return real(), timedelta(0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_REAL}, {_AHEAD}")
        return cursor.fetchone()


def moved_by() -> timedelta:
    """How far the portal's clock runs ahead of the real one, for everybody."""
    if not settings.CLOCK_MAY_SHIFT:
        return timedelta(0)
    return _ask(f"SELECT {_AHEAD}")


def _now() -> str:
    return f"{_TIME} + COALESCE({_HERE}, {_EVERYWHERE}, '0')::interval" if settings.CLOCK_MAY_SHIFT else _TIME


def _ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        (answer,) = cursor.fetchone()
    return answer


def _seconds(by: timedelta) -> str:
    # Fixed point: PostgreSQL reads no interval with an exponent.
    return f"{by.total_seconds():f} seconds"


def shift(by: timedelta) -> None:
    """Set how far the portal's clock runs ahead of the real one; every process sees it in its next statement.

    Raises PermissionError where settings do not allow it (production).
    """
    if not settings.CLOCK_MAY_SHIFT:
        raise PermissionError("The clock cannot be shifted here.")
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"COMMENT ON DATABASE {name} IS $${_MOVED} {_seconds(by)}$$")


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
