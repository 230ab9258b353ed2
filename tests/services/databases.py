"""Databases as copies of others: what takes seconds to make is made once and copied in less than one."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

PREFIX = "migrated"
#: Any number; whoever holds it makes the database the others wait for.
LOCK = 2_026_11


def migrated() -> str:
    """The name of a database with every migration in it; made when it is missing or a migration changed."""
    name = f"{PREFIX}_{_fingerprint()}"
    with _elsewhere() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        cursor.execute("select datname from pg_database where datname like %s", [f"{PREFIX}%"])
        found = [one for (one,) in cursor.fetchall()]
        if name not in found:
            for old in found:
                drop(old, cursor)
            _make(name, cursor)
    return name


def copy(source: str, target: str) -> None:
    """Make `target` what `source` is now; what was there under that name is gone, and so are their users."""
    hang_up(source)
    with _elsewhere() as cursor:
        drop(target, cursor)
        cursor.execute(f'create database "{target}" template "{source}"')


def drop(name: str, cursor: CursorWrapper | None = None) -> None:
    """Delete the database, whoever uses it."""
    if cursor is None:
        with _elsewhere() as own:
            return drop(name, own)
    _hang_up(name, cursor)
    return cursor.execute(f'drop database if exists "{name}"')


def _hang_up(name: str, cursor: CursorWrapper) -> None:
    # `drop database … with (force)` would refuse where autovacuum is at work.
    cursor.execute(
        "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
        " where datname = %s and usename = current_user",
        [name],
    )


def hang_up(name: str) -> None:
    """End all our connections to the database, those too that still do something in it."""
    connection.close()
    with _elsewhere() as cursor:
        _hang_up(name, cursor)


@contextmanager
def _elsewhere() -> Iterator[CursorWrapper]:
    """A cursor of the same server in a database nobody copies."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("set lock_timeout = 0")
        cursor.execute("set statement_timeout = 0")
        yield cursor


def _make(name: str, cursor: CursorWrapper) -> None:
    """Made aside and then renamed: an interrupted run leaves no half a database."""
    ours, unfinished = connection.settings_dict["NAME"], f"{PREFIX}_unfinished"
    cursor.execute(f'create database "{unfinished}"')
    connection.settings_dict["NAME"] = unfinished
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours
    cursor.execute(f'alter database "{unfinished}" rename to "{name}"')


def _fingerprint() -> str:
    """Of everything a migration does: its file, and the triggers some of them write."""
    told = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda one: one.label):
        room = Path(app.path)
        for file in [*sorted((room / "migrations").glob("*.py")), *room.glob("triggers.py")]:
            told.update(f"{app.label} {file.name} ".encode() + file.read_bytes())
    return told.hexdigest()[:12]
