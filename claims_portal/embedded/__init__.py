"""Real PostgreSQL and real Valkey from two wheels, for the demo and the tests.

Nothing of the machine is touched: both listen on private Unix sockets only, run as
a plain user (as root: as an unprivileged one that exists already), and keep their
data under `var/` (as root: under /var/lib/coop-claims-portal). An *instance* is one
pair of them with its own data: `demo` and `test` run side by side.

`python -m claims_portal.embedded start|stop|status|remove [--instance test]`
"""

from claims_portal.embedded import postgres, valkey
from claims_portal.embedded.locking import one_at_a_time
from claims_portal.embedded.places import DEMO, TEST, EmbeddedError, Place, place_of

__all__ = [
    "DEMO",
    "TEST",
    "EmbeddedError",
    "database_url",
    "redis_url",
    "remove",
    "restart_postgres",
    "running",
    "start",
    "start_postgres",
    "start_valkey",
    "stop",
    "stop_postgres",
    "stop_valkey",
]


def database_url(name: str = "portal", instance: str = DEMO) -> str:
    """Address of the instance's database `name`; starts nothing."""
    return f"postgresql://{postgres.ROLE}@/{name}?host={place_of(instance).sockets}"


def redis_url(instance: str = DEMO) -> str:
    """Address of the instance's Valkey; starts nothing."""
    return f"unix://{place_of(instance).valkey_socket}"


def start(instance: str = DEMO) -> bool:
    """Start what does not run yet. True if anything had to be started.

    Raises EmbeddedError, in words for people, if a service cannot start.
    """
    with one_at_a_time(place_of(instance)) as place:
        started = [postgres.start(place), valkey.start(place)]
    return any(started)


def stop(instance: str = DEMO) -> bool:
    """Stop both, Valkey first. True if anything ran."""
    with one_at_a_time(place_of(instance)) as place:
        stopped = [valkey.stop(place), postgres.stop(place)]
    return any(stopped)


def running(instance: str = DEMO) -> bool:
    """Do both answer?"""
    place = place_of(instance)
    return postgres.answers(place) and valkey.answers(place)


def remove(instance: str) -> None:
    """Stop the instance and delete its data."""
    stop(instance)
    place_of(instance).delete()


def start_postgres(instance: str = DEMO) -> bool:
    """Start PostgreSQL alone. True if it had to be started."""
    return _one(postgres.start, instance)


def stop_postgres(instance: str = DEMO, *, immediate: bool = False) -> bool:
    """Stop PostgreSQL alone; `immediate` is what a crash leaves behind. True if it ran."""
    with one_at_a_time(place_of(instance)) as place:
        return postgres.stop(place, mode="immediate" if immediate else "fast")


def restart_postgres(instance: str = DEMO) -> None:
    """Crash PostgreSQL and start it again; it recovers from its log."""
    stop_postgres(instance, immediate=True)
    start_postgres(instance)


def start_valkey(instance: str = DEMO) -> bool:
    """Start Valkey alone. True if it had to be started."""
    return _one(valkey.start, instance)


def stop_valkey(instance: str = DEMO) -> bool:
    """Stop Valkey alone. True if it ran."""
    return _one(valkey.stop, instance)


def _one(act, instance: str) -> bool:
    with one_at_a_time(place_of(instance)) as place:
        return act(place)


def status(instance: str = DEMO) -> dict[str, bool]:
    """Which of the two answers."""
    place: Place = place_of(instance)
    return {"PostgreSQL": postgres.answers(place), "Valkey": valkey.answers(place)}
