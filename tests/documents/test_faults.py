"""Faults at the edges: a line that breaks, a disk that is full, a bucket that refuses, dawdles or breaks.

Each time: no half row, no object without a row, words instead of an error page, and the sweeper ends
what was begun. A scanner that hangs stands in test_scanning, a worker that is killed in test_killed.
"""

import errno
import http.server
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from documents import storage, tasks
from documents.enums import State
from documents.models import Document
from documents.storage import bucket
from lifecycle import clock
from outbox import actions as outbox
from outbox.jobs import run
from outbox.models import Job
from tests.factories import claims as make
from tests.factories.documents import einvoice, received
from tests.factories.people import everybody

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return everybody()


@pytest.fixture
def slot(people):
    """The address of one slot of a draft's proof."""
    return reverse("claim_slot", args=[make.draft(people).public_id, "photos"])


@pytest.fixture
def anna_s_browser(people):
    client = Client()
    client.force_login(people.anna)
    return client


def send(client, slot, data=None):
    file = SimpleUploadedFile("agenda.pdf", data or einvoice())
    return client.post(slot, {"answer": "file", "file": file})


def told_in_words(answer):
    """The form again, with what happened and what to do; never an error page."""
    page = answer.content.decode()
    assert answer.status_code < 500, page[:500]
    assert "could not be stored" in page
    assert "Try again in a minute" in page


# --- A line that breaks, on the server people really talk to


@pytest.fixture
def gunicorn(settings):
    """As in the demo, on the database and the folder of the test; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = connection.settings_dict
    address = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.documents.worker_settings",
        "DATABASE_URL": address,
        "TEST_FOLDER": str(settings.DOCUMENTS_FOLDER),
        "TEST_BROKER_ROOM": "9",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "claims_portal.wsgi",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
    ]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        assert _until(lambda: _answers(port), 60)
        yield port
        server.terminate()


def _answers(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def _until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.django_db(transaction=True)
def test_a_line_that_breaks_leaves_nothing_on_gunicorn_either(gunicorn, slot, anna_s_browser, files):
    data = os.urandom(20 * MEGABYTE)
    head = b'--BoUnDaRy\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    length = len(head) + len(data) + len(b"\r\n--BoUnDaRy--\r\n")
    session, token = anna_s_browser.cookies["portal_session"].value, "a" * 32
    request = (
        f"POST {slot} HTTP/1.1\r\nHost: localhost\r\nCookie: portal_session={session}; csrftoken={token}\r\n"
        f"X-CSRFToken: {token}\r\nContent-Type: multipart/form-data; boundary=BoUnDaRy\r\n"
        f"Content-Length: {length}\r\n\r\n"
    )
    for share in (0.1, 0.5, 0.9):
        before = Document.objects.count()
        with socket.create_connection(("127.0.0.1", gunicorn)) as line:
            line.sendall(request.encode() + head + data[: int(len(data) * share)])
            assert _until(files), "The upload had begun"
        assert _until(lambda: not files()), "Half a file was left"
        assert Document.objects.count() == before
        assert not Job.objects.exists()


# --- A disk that is full


@pytest.fixture
def small_disk(settings, tmp_path):
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("Mounting a small disk is not allowed here; the next test does without.")
    settings.DOCUMENTS_FOLDER = folder
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_in_words_and_nothing_is_left(small_disk, files, slot, anna_s_browser):
    rows = Document.objects.count()
    told_in_words(send(anna_s_browser, slot, os.urandom(3 * MEGABYTE)))
    assert files() == []
    assert (Document.objects.count(), Job.objects.count()) == (rows, 0)
    assert send(anna_s_browser, slot).status_code == 302, "A smaller one still finds room"


@pytest.mark.parametrize("call", ["write", "fsync", "link"])
@pytest.mark.django_db(transaction=True)
def test_no_room_at_any_step_leaves_nothing(monkeypatch, files, slot, anna_s_browser, call):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    rows = Document.objects.count()
    monkeypatch.setattr(f"documents.storage.folder.os.{call}", full)
    told_in_words(send(anna_s_browser, slot))
    monkeypatch.undo()
    assert files() == []
    assert (Document.objects.count(), Job.objects.count()) == (rows, 0)


# --- A bucket that refuses, breaks or dawdles


class BadBucket(http.server.ThreadingHTTPServer):
    """An S3 server in trouble: answers with `status`, or waits `delay` seconds before it does."""

    daemon_threads = True
    status, delay = 500, 0.0

    def __init__(self):
        self.asked = []
        super().__init__(("127.0.0.1", 0), Trouble)
        Thread(target=self.serve_forever, daemon=True).start()


class Trouble(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.server.asked.append(self.command)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        time.sleep(self.server.delay)
        code = {403: "AccessDenied", 503: "SlowDown"}.get(self.server.status, "InternalError")
        body = f"<Error><Code>{code}</Code><Message>No.</Message></Error>".encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def __getattr__(self, name):
        """Whatever is asked for."""
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def bad_bucket(settings, monkeypatch):
    server = BadBucket()
    settings.S3 = settings.S3 | {
        "bucket": "documents",
        "endpoint_url": f"http://127.0.0.1:{server.server_port}",
        "region": "eu-central-1",
        "access_key": "tests",
        "secret_key": "tests",
    }
    quick = bucket.TIMES.merge(
        type(bucket.TIMES)(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 2})
    )
    monkeypatch.setattr(bucket, "TIMES", quick)
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("status", "delay"), [(403, 0), (500, 0), (503, 0), (200, 3)])
@pytest.mark.parametrize("size", [MEGABYTE, 9 * MEGABYTE], ids=["one part", "several parts"])
@pytest.mark.django_db(transaction=True)
def test_a_bucket_in_trouble_is_told_in_words(bad_bucket, slot, anna_s_browser, status, delay, size):
    bad_bucket.status, bad_bucket.delay = status, delay
    rows = Document.objects.count()
    told_in_words(send(anna_s_browser, slot, os.urandom(size)))
    assert bad_bucket.asked
    assert (Document.objects.count(), Job.objects.count()) == (rows, 0)


@pytest.mark.parametrize(("status", "delay"), [(403, 0), (500, 0), (200, 3)])
def test_a_bucket_that_cannot_be_read_keeps_a_file_waiting_and_then_it_is_checked(
    s3, bad_bucket, settings, status, delay
):
    trouble, settings.S3 = (
        settings.S3,
        settings.S3 | {"bucket": s3.bucket, "endpoint_url": s3.client.meta.endpoint_url},
    )
    document = received()
    well, settings.S3 = settings.S3, trouble | {"bucket": s3.bucket}
    bad_bucket.status, bad_bucket.delay = status, delay
    job = Job.objects.get()
    run(job.pk, tasks.check.body)
    job.refresh_from_db()
    assert (job.tries, job.done_at, Document.objects.get().state) == (0, None, State.PENDING)
    settings.S3 = well
    run(job.pk, tasks.check.body)
    document.refresh_from_db()
    assert document.state == State.CLEAN
    assert storage.exists(document.key, document.version_id)


# --- What was begun and got lost


@pytest.mark.django_db(transaction=True)
def test_the_sweeper_ends_what_a_broker_lost(slot, anna_s_browser, monkeypatch):
    sent = []

    class Away:
        @staticmethod
        def send_task(name, kwargs, retry):
            raise OSError("The broker is away.")

    class Back:
        @staticmethod
        def send_task(name, kwargs, retry):
            sent.append(name)
            if name == "documents.check":
                run(kwargs["job_id"], tasks.check.body)

    monkeypatch.setattr(outbox, "current_app", Away)
    assert send(anna_s_browser, slot).status_code == 302
    document = Document.objects.order_by("pk").last()
    assert document.state == State.PENDING
    monkeypatch.setattr(outbox, "current_app", Back)
    outbox.sweep(clock.now())
    document.refresh_from_db()
    assert sent[0] == "documents.check"
    assert document.state == State.CLEAN
