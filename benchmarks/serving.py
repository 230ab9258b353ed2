"""A gunicorn as in the demo, and a person signed in to it: what each measurement starts with."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 20


@contextmanager
def serving(port: int, settings: str, **environment: str) -> Iterator[subprocess.Popen]:
    """One worker with eight threads, as the demo runs it, until the block ends."""
    command = [sys.executable, "-m", "gunicorn", "claims_portal.wsgi", "--worker-class", "gthread"]
    command += ["--workers", "1", "--threads", "8", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    variables = os.environ | {"DJANGO_SETTINGS_MODULE": settings} | environment
    with subprocess.Popen(command, cwd=ROOT, env=variables) as process:
        try:
            _await(port)
            yield process
        finally:
            process.terminate()


def _await(port: int) -> None:
    until = time.perf_counter() + SECONDS_TO_START
    while time.perf_counter() < until:
        try:
            get(port, "/healthz")
        except ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("gunicorn did not start.")


def get(port: int, path: str, session: str = "") -> bytes:
    """One page over HTTP. Raises RuntimeError for anything but 200 (404 counts as an answer without a session)."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Cookie": f"portal_session={session}"} if session else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if session and answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body


def timed(act: Callable[[], object]) -> float:
    """Seconds one call took."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def session_of(user: Any) -> str:
    """The key of a session in which this person is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
