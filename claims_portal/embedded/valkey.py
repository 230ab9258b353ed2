"""One instance's Valkey."""

import logging

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from claims_portal.embedded import processes, programs
from claims_portal.embedded.places import EmbeddedError, Place

AT_ONCE = Retry(NoBackoff(), 0)

log = logging.getLogger(__name__)


def start(place: Place) -> bool:
    """Start Valkey unless it answers. True if it had to be started."""
    if answers(place):
        return False
    place.prepare()
    _free_from_the_dead(place)
    settings = {
        "port": "0",
        "unixsocket": place.valkey_socket,
        "unixsocketperm": "700",
        "daemonize": "yes",
        "pidfile": _pidfile(place),
        "logfile": place.home / "valkey.log",
        "dir": place.valkey_data,
        "appendonly": "yes",
        "save": "",
    }
    words = [word for name, value in settings.items() for word in (f"--{name}", value)]
    processes.run(place, [programs.valkey_server(), *words])
    if not processes.wait_until(lambda: answers(place), 20):
        raise EmbeddedError(f"Valkey does not answer; its last words stand in {place.home / 'valkey.log'}.")
    return True


def stop(place: Place) -> bool:
    """Stop it. True if it ran."""
    pid = _owner_of(place)
    if pid:
        processes.terminate(pid)
    return bool(pid)


def answers(place: Place) -> bool:
    """Does it answer a ping?"""
    try:
        # By default the client would try again for seconds before it says no.
        with redis.Redis(
            unix_socket_path=str(place.valkey_socket), socket_timeout=3, retry=AT_ONCE
        ) as client:
            return bool(client.ping())
    except (redis.ConnectionError, redis.TimeoutError):
        return False


def _pidfile(place: Place):
    return place.home / "valkey.pid"


def _owner_of(place: Place) -> int | None:
    """The living process of this instance. Valkey shows its socket in its command line."""
    pid = processes.first_number(_pidfile(place))
    return pid if pid and str(place.valkey_socket) in processes.command_of(pid) else None


def _free_from_the_dead(place: Place) -> None:
    if pid := _owner_of(place):
        raise EmbeddedError(f"Valkey (process {pid}) does not answer. Stop it (kill {pid}) and try again.")
    if place.valkey_socket.exists():
        log.warning("A socket of a process that no longer lives was removed: %s", place.valkey_socket)
        place.valkey_socket.unlink()
