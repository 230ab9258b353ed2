"""`kill -9` in the middle of scans, thirty times: every file ends as it must, once, and nothing is served before.

Real workers, a real clamd behind a slow door, PostgreSQL, Valkey. Nobody kills the same file's check
in each of the tries it has: then it is set aside for staff, which is another promise.
"""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings as configured
from django.db import connection

import outbox.actions
import outbox.querysets
from documents import actions
from documents.enums import State
from documents.models import Document
from documents.serving import serve
from history.models import Event
from lifecycle import ActionRefused, clock
from outbox.models import Job
from tests.factories.accounts import UserFactory
from tests.factories.documents import einvoice, received
from tests.services.clamd import eicar

ROOT = Path(__file__).resolve().parents[2]
KILLS = 30
#: Every sixth time the whole worker dies, as when its machine goes; else the process that scans.
WHOLE_WORKER = 6
PROCESSES = 3
BROKER_ROOM = "9"
SECONDS = 240

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True)]


class Worker:
    """A worker as the demo runs it, with one process that does the work."""

    def __init__(self, folder: Path) -> None:
        database = connection.settings_dict
        name, host = database["NAME"], database["HOST"]
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.documents.worker_settings",
            "DATABASE_URL": f"postgresql://{database['USER']}@/{name}?host={host}",
            "TEST_FOLDER": str(folder),
            "TEST_BROKER_ROOM": BROKER_ROOM,
            "SCANNER": "clamd",
            "CLAMD_URL": configured.CLAMD_URL,
        }
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "claims_portal", "worker"]
        command += ["--concurrency", str(PROCESSES), "--loglevel", "error"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, start_new_session=True, stdout=quiet, stderr=quiet
        )

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def broker(monkeypatch):
    """What the portal publishes goes to our worker; what got lost is sent again soon."""
    app = Celery("killed", broker=f"{configured.CELERY_BROKER_URL}?virtual_host={BROKER_ROOM}")
    monkeypatch.setattr(outbox.actions, "current_app", app)
    monkeypatch.setattr(outbox.querysets, "RESEND_AFTER", timedelta(seconds=3))
    with app.connection_for_write() as line:
        line.default_channel.client.flushdb()
    return app


@pytest.fixture
def worker(settings, relay, broker):
    one = Worker(settings.DOCUMENTS_FOLDER)
    yield one
    one.kill()


def sent() -> dict[str, tuple[int, State]]:
    """Files of each kind: what a file's bytes are, by hash → its document and how it must end."""
    made = {}
    for number in range(8):
        end = f"\n%{number}".encode()
        for data, name, state in (
            (einvoice("EN16931_Einfach.ubl.xml") + f"<!-- {number} -->".encode(), "invoice.xml", State.CLEAN),
            (b"no pdf at all" + end, "letter.pdf", State.REFUSED),
            (eicar() + end, "bad.xml", State.INFECTED),
        ):
            made[hashlib.sha256(data).hexdigest()] = (received(data, name).pk, state)
    return made


def nothing_is_served_before_its_time(user) -> None:
    for document in Document.objects.exclude(state=State.CLEAN):
        with pytest.raises(ActionRefused):
            serve(document, user=user, at=clock.now())
    ready = Document.objects.filter(state=State.CLEAN)
    for document in ready:
        assert Event.objects.about(document).filter(code="document.settled").exists()


def tries() -> dict[int, int]:
    """Of each document whose check is open."""
    checks = Job.objects.open().filter(task=actions.CHECK)
    return {job.ids["document"]: job.tries for job in checks}


def killed(pid: int, document: int, worker: Worker, *, whole: bool) -> bool:
    """Kill the process that scans this document, or all of its worker and start another; not in a last try."""
    left = tries()
    last = outbox.actions.MAX_BEGUN
    if left.get(document, last) >= last or (whole and max(left.values()) >= last):
        return False
    if whole:
        worker.kill()
        worker.start()
        return True
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def test_thirty_times(relay, worker):
    relay.delay = 0.5
    user, files, kills = UserFactory(), sent(), 0
    until = time.monotonic() + SECONDS
    while Document.objects.filter(state=State.PENDING).exists() and time.monotonic() < until:
        assert worker.process.poll() is None, "The worker does not start"
        outbox.actions.sweep(clock.now())
        actions.give_up_lost(clock.now())
        for scanned in files.keys() & relay.now.keys():
            pid, whole = relay.now.pop(scanned, 0), (kills + 1) % WHOLE_WORKER == 0
            if pid and kills < KILLS:
                kills += killed(pid, files[scanned][0], worker, whole=whole)
        nothing_is_served_before_its_time(user)
        time.sleep(0.05)

    assert kills == KILLS
    documents = Document.objects.in_bulk()
    assert {pk: documents[pk].state for pk, _state in files.values()} == dict(files.values())
    results = Counter(Event.objects.filter(code="document.settled").values_list("subject_id", flat=True))
    assert set(results.values()) == {1}
    assert len(results) == len(files)
    assert not Job.objects.exclude(set_aside_at=None).exists()
