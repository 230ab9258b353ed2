"""One instance's PostgreSQL."""

import logging
import shutil

import psycopg

from claims_portal.embedded import processes, programs
from claims_portal.embedded.places import TEST, EmbeddedError, Place

#: The portal's role: owns its databases and may make test databases, but is no superuser, as in production.
ROLE = "portal"
SUPERUSER = "postgres"
DATABASE = "portal"
#: How long a holder of the data that does not answer may take to end.
PATIENCE_SECONDS = 10
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "fsync": "on",
    "shared_buffers": "128MB",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %d ",
}
#: Of the tests' instance: what it holds is made anew, so nothing waits for the disk.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

log = logging.getLogger(__name__)


def start(place: Place) -> bool:
    """Start PostgreSQL unless it answers; makes the data folder first. True if it had to be started."""
    if answers(place):
        return False
    place.prepare()
    if (place.postgres_data / "PG_VERSION").exists():
        _refuse_another_version(place)
        _free_from_the_dead(place)
    else:
        _make(place)
    _control(place, "start", "-l", place.home / "postgres.log", "-o", _options(place))
    _make_database(place)
    return True


def stop(place: Place, mode: str = "fast") -> bool:
    """Stop it; mode is pg_ctl's: fast, or immediate for a crash. True if it ran."""
    if not _owner_of(place):
        return False
    _control(place, "stop", "-m", mode)
    return True


def answers(place: Place) -> bool:
    """Does it take connections?"""
    try:
        _connect(place, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _connect(place: Place, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(place.sockets), user=SUPERUSER, dbname=database, connect_timeout=5, autocommit=True
    )


def _control(place: Place, verb: str, *more) -> None:
    command = [programs.postgres_bin() / "pg_ctl", verb, "-w", "-t", "60", "-D", place.postgres_data, *more]
    processes.run(place, command)


def _options(place: Place) -> str:
    of_tests = FORGETFUL if place.instance == TEST else {}
    settings = {**SETTINGS, **of_tests, "unix_socket_directories": str(place.sockets)}
    return " ".join(f"-c {name}='{value}'" for name, value in settings.items())


def _make(place: Place) -> None:
    initdb = programs.postgres_bin() / "initdb"
    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    login = ["--auth=trust", f"--username={SUPERUSER}"]
    # Made aside and then renamed: an interrupted first start leaves no half a database.
    unfinished = place.home / "postgres.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    processes.run(place, [initdb, *locale, *login, "-D", unfinished])
    unfinished.rename(place.postgres_data)


def _make_database(place: Place) -> None:
    with _connect(place, "postgres") as connection:
        if not connection.execute("select 1 from pg_roles where rolname = %s", [ROLE]).fetchone():
            connection.execute(f"create role {ROLE} login createdb")
        if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            connection.execute(f"create database {DATABASE} owner {ROLE}")


def _refuse_another_version(place: Place) -> None:
    made_by = (place.postgres_data / "PG_VERSION").read_text().strip()
    if made_by != "18":
        raise EmbeddedError(
            f"The data under {place.postgres_data} was made by PostgreSQL {made_by}, this is 18. "
            "`make demo-reset` begins anew."
        )


def _owner_of(place: Place) -> int | None:
    """The living process that holds the data folder."""
    pid = processes.first_number(place.postgres_data / "postmaster.pid")
    return pid if pid and str(place.postgres_data) in processes.command_of(pid) else None


def _free_from_the_dead(place: Place) -> None:
    """Remove the lock of a dead process; refuse while a living one holds the data.

    PostgreSQL does so too, but takes any process that was given the old number for the owner.
    """
    lock = place.postgres_data / "postmaster.pid"
    if not lock.exists():
        return
    if pid := _owner_of(place):
        # It may be on its way up or down in another terminal.
        if processes.wait_until(lambda: _owner_of(place) is None, PATIENCE_SECONDS):
            return
        raise EmbeddedError(
            f"The database under {place.postgres_data} is held by process {pid}, which does not answer. "
            f"Stop it (kill {pid}) and try again."
        )
    log.warning("A lock of a process that no longer lives was removed: %s", lock)
    lock.unlink()
    for socket in place.sockets.glob(".s.PGSQL.*"):
        socket.unlink()
