"""PostgreSQL crashes, holds a lock, or lets nobody in."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus

import psycopg
from django.conf import settings
from django.db import connection

from claims_portal import embedded
from faults import story
from faults.client import Answer, Broken, Browser
from faults.portal import as_superuser
from faults.sampler import GRACE_SECONDS
from faults.scene import Scene

#: A page says within this that it cannot be shown now.
WORDS_WITHIN_SECONDS = 10
WORDS = b"<h1"
NAME = settings.DATABASES["default"]["NAME"]


def crashes(scene: Scene) -> str:
    """6. PostgreSQL is restarted in immediate mode under load."""
    with scene.load():
        for _ in range(scene.pace.crashes):
            time.sleep(20 * scene.pace.rest)
            with scene.sampler.away(also=("database",)):
                embedded.restart_postgres()
        # Once for longer, so that /readyz can tell.
        with scene.sampler.away(also=("database",)):
            embedded.stop_postgres(immediate=True)
            with scene.sampler.away("database"):
                time.sleep(2 * GRACE_SECONDS)
            embedded.start_postgres()
        time.sleep(2)
    return f"restarted {scene.pace.crashes} times, and stopped for {2 * GRACE_SECONDS:.0f} s"


def away(scene: Scene) -> str:
    """7. A lock is held on the rows in use; then PostgreSQL refuses connections, or takes them and says nothing."""
    drafts = story.drafts(scene.people, 3)
    slowest = {"a lock": _locked(scene, [draft.pk for draft in drafts])}
    slowest["refusing"] = _without(scene, _refusing)
    slowest["silent"] = _without(scene, lambda: _silent(scene))
    for draft in drafts:
        scene.anna().submit(draft)
    told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in slowest.items())
    return f"503 with words at the latest after: {told}"


def _locked(scene: Scene, claims: list[int]) -> float:
    """The rows of these claims and of their fund are held; acts are told so, pages are read as ever. Slowest answer."""
    browser, slowest = Browser(scene.portal.port, scene.people.anna), 0.0
    scene.submit(2)  # their jobs meet the locks too
    with ExitStack() as held:
        line = held.enter_context(psycopg.connect(embedded.database_url(NAME)))
        line.execute("SELECT 1 FROM claims_claim FOR UPDATE")
        line.execute("SELECT 1 FROM funds_fund FOR UPDATE")
        end = time.monotonic() + scene.pace.lock_seconds
        while time.monotonic() < end:
            for public_id in _public_ids(claims):
                slowest = max(slowest, _told(browser.post(f"/claims/{public_id}/submit/")))
                _shown(browser.get(f"/claims/{public_id}/"))
    return slowest


def _public_ids(claims: list[int]) -> list[str]:
    from claims.models import Claim

    return list(Claim.objects.filter(pk__in=claims).values_list("public_id", flat=True))


def _without(scene: Scene, fault: Callable[[], object]) -> float:
    """While the fault lasts, four people at once ask for pages; the slowest answer."""
    path, answers = "/claims/", []
    browsers = [Browser(scene.portal.port, scene.people.anna) for _ in range(4)]
    connection.close()
    with scene.sampler.away("database"), fault():
        end = time.monotonic() + scene.pace.lock_seconds / 4
        while time.monotonic() < end:
            asked = [
                threading.Thread(target=lambda one=one: answers.append(one.get(path))) for one in browsers
            ]
            for thread in asked:
                thread.start()
            for thread in asked:
                thread.join()
            time.sleep(0.2)
    scene.until(lambda: browsers[0].get(path).status == HTTPStatus.OK, 15, "The pages did not come back")
    return max(_told(answer) for answer in answers)


@contextmanager
def _refusing() -> Iterator[None]:
    """Nobody gets in, and who was in is thrown out."""
    as_superuser(f'ALTER DATABASE "{NAME}" CONNECTION LIMIT 0')
    as_superuser(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NAME}'")
    try:
        yield
    finally:
        as_superuser(f'ALTER DATABASE "{NAME}" CONNECTION LIMIT -1')


def _told(answer: Answer) -> float:
    """Seconds until a page with words said that it cannot be shown now; Broken where it did not."""
    if answer.status != HTTPStatus.SERVICE_UNAVAILABLE or WORDS not in answer.body:
        raise Broken(f"Without its database a page answered {answer.status} after {answer.seconds:.1f} s")
    if answer.seconds > WORDS_WITHIN_SECONDS:
        raise Broken(f"A page took {answer.seconds:.1f} s to say that it cannot be shown")
    return answer.seconds


def _shown(answer: Answer) -> None:
    if answer.status != HTTPStatus.OK:
        raise Broken(f"A page that changes nothing answered {answer.status} while a lock was held")


@contextmanager
def _silent(scene: Scene) -> Iterator[None]:
    """Connections are taken by the system, and nobody says anything to them."""
    scene.portal.signal_postgres(signal.SIGSTOP)
    try:
        yield
    finally:
        scene.portal.signal_postgres(signal.SIGCONT)
