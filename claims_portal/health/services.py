"""Does each service answer? All are asked at once, each in a thread of its own, and waited for a few seconds.

A service that hangs is away. Its thread goes on waiting, alone: until it ends, no other one is begun.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from claims_portal.health.figures import Figures, figures
from documents import scanning, storage
from lifecycle import clock

#: A probe gets its answer within this, whatever hangs.
PATIENCE_SECONDS = 3.0


class Service:
    """One service; `ask` raises where it is away, else says what is known of it."""

    def __init__(self, name: str, ask: Callable[[], Any]) -> None:
        self.name, self._ask = name, ask
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._told: Any = None
        self._answered = False

    def begin(self) -> None:
        """Ask, unless an earlier question still waits."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._answered, self._told = False, None
                self._thread = threading.Thread(target=self._run, name=f"health {self.name}", daemon=True)
                self._thread.start()

    def answer(self, until: float) -> tuple[bool, Any]:
        """Whether it answered by then (of `time.monotonic`), and what it said."""
        if self._thread is not None:
            self._thread.join(max(0.0, until - time.monotonic()))
        return self._answered, self._told

    def _run(self) -> None:
        try:
            self._told = self._ask()
            self._answered = True
        except Exception:  # whatever it is, the service is not there
            self._told = None


def _database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def _figures() -> Figures:
    """What waits; a database that answers but slowly is not away, so this is a question of its own."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '2s'")
            return figures(clock.now(), clock.real())
    finally:
        connection.close()


def _broker() -> None:
    cache.get("readyz")


#: Not a service: what is known where the database has the time to say it.
FIGURES = "figures"
SERVICES = (
    Service("database", _database),
    Service("broker", _broker),
    Service("storage", storage.check),
    Service(FIGURES, _figures),
)
SCANNER = Service("scanner", scanning.version)


def ask_all() -> dict[str, tuple[bool, Any]]:
    """By name, whether it answers, and what it said; the figures among them."""
    services = [*SERVICES, SCANNER] if settings.SCANNER == "clamd" else SERVICES
    until = time.monotonic() + PATIENCE_SECONDS
    for one in services:
        one.begin()
    return {one.name: one.answer(until) for one in services}
