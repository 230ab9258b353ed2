"""PostgreSQL and Valkey stopped under a running portal: honest pages, and work goes on when they are back."""

import http.cookiejar
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from claims_portal.embedded.processes import wait_until

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.alone


class Portal:
    """A web server on services of its own, and a browser without scripts that is signed in."""

    def __init__(self, var: Path, port: int) -> None:
        self.environment = dict(
            os.environ,
            VAR_DIR=str(var),
            DJANGO_SETTINGS_MODULE="claims_portal.settings.local",
            PORT=str(port),
        )
        self.environment.pop("DATABASE_URL", None)
        self.address = f"http://127.0.0.1:{port}"
        self.port = port
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self.browser.addheaders += [("Accept-Language", "de")]

    def run(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, check=True, capture_output=True
        )

    def services(self, call: str) -> None:
        """One of the embedded services' functions, in the portal's own folder."""
        self.run("-c", f"from claims_portal import embedded; embedded.{call}")

    def start(self) -> None:
        self.services("start()")
        self.run("manage.py", "migrate", "-v0")
        self.run("manage.py", "load_catalogue", "-v0")
        people = "from claims_portal.demo import people; people.make_people()"
        self.run("manage.py", "shell", "-v0", "-c", people)
        command = ["-m", "gunicorn", "claims_portal.wsgi", "--no-control-socket", "--worker-class", "gthread"]
        command += ["--threads", "4", "--bind", f"127.0.0.1:{self.port}", "--log-level", "error"]
        self.server = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.environment)
        assert wait_until(lambda: self.get("/healthz")[0] == 200, 30)

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait(30)
        self.services("remove('demo')")

    def get(self, path: str) -> tuple[int, str]:
        return self._answer(self.address + path)

    def ready(self) -> dict:
        """What a probe is told; it has no session."""
        try:
            with urllib.request.urlopen(self.address + "/readyz", timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)

    def health(self) -> tuple[bool, list[str]]:
        """Whether it is ready, and what is away."""
        said = self.ready()
        return said["ready"], said["away"]

    def sign_in(self, key: str) -> tuple[int, str]:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get("/")[1])
        assert token
        self.token = token[1]
        return self.post(f"/demo/sign-in/{key}/")

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form of a page that was drawn before."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._answer(self.address + path, body)

    def _answer(self, address: str, body: bytes | None = None) -> tuple[int, str]:
        try:
            with self.browser.open(address, body, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except urllib.error.URLError as error:
            return 0, str(error)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    portal = Portal(tmp_path_factory.mktemp("away"), port)
    portal.start()
    yield portal
    portal.stop()


def test_without_its_database_a_page_says_so_and_comes_back(portal):
    status, page = portal.sign_in("anna")
    assert status == 200
    portal.services("stop_postgres(immediate=True)")
    began = time.monotonic()
    status, page = portal.get("/claims/")
    assert status == 503
    assert "Traceback" not in page
    assert "<h1" in page
    status, page = portal.post("/people/language/", language="en")
    assert status == 503
    assert "Was Sie eben gesendet haben, wurde nicht angenommen" in page, "in the browser's language"
    assert time.monotonic() - began < 10
    assert portal.health() == (False, ["database"])
    portal.services("start_postgres()")
    assert portal.get("/claims/")[0] == 200
    assert portal.health() == (True, [])


def test_without_its_broker_pages_work_and_the_state_is_told(portal):
    portal.sign_in("anna")
    portal.services("stop_valkey()")
    assert portal.get("/claims/")[0] == 200
    assert portal.health() == (True, ["broker"]), "pages need none, so nobody is sent away"
    portal.services("start_valkey()")
    assert portal.health() == (True, [])
