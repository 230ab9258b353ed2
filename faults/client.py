"""What people do over HTTP, and what the portal acknowledged; they press again where nobody answered."""

import hashlib
import http.client
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from benchmarks.serving import session_of
from claims.models import Claim
from faults import story

#: As long as a person tries; longer than any fault lasts by itself.
PATIENCE_SECONDS = 90
PAUSE_SECONDS = 0.4
HERE_ALREADY = b"here already"


class Broken(Exception):
    """The portal did not keep a promise; the text says which."""


@dataclass(frozen=True)
class Answer:
    """What came back; status 0: nothing did."""

    status: int
    place: str = ""
    body: bytes = b""
    seconds: float = 0.0


@dataclass
class Acts:
    """What was acknowledged: claims by primary key, files by their hash."""

    submitted: list[int] = field(default_factory=list)
    uploaded: list[str] = field(default_factory=list)
    decided: list[int] = field(default_factory=list)
    #: How often nobody answered, or 503, before it was.
    again: int = 0


class Browser:
    """One person who is signed in."""

    def __init__(self, port: int, user: Any) -> None:
        self.port, self.token = port, secrets.token_hex(16)
        self.cookie = f"portal_session={session_of(user)}; csrftoken={self.token}"

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: dict[str, str] | None = None, file: bytes | None = None) -> Answer:
        """Send a form, with a photo where one is given."""
        boundary = secrets.token_hex(16)
        lines = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in (fields or {}).items()
        ]
        if file is not None:
            head = (
                f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="photo.png"\r\n\r\n'
            )
            lines += [head.encode(), file, b"\r\n"]
        body = b"".join([*lines, f"--{boundary}--\r\n".encode()])
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "X-CSRFToken": self.token,
            "Content-Length": str(len(body)),
        }
        return self._ask("POST", path, body, headers)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        began = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(method, path, body or None, headers | {"Cookie": self.cookie})
            answer = line.getresponse()
            read = answer.read()
        except (OSError, http.client.HTTPException):
            return Answer(0, seconds=time.monotonic() - began)
        finally:
            line.close()
        place = answer.headers.get("Location", "")
        return Answer(answer.status, place, read, time.monotonic() - began)


class Anna:
    """Submits and sends files; notes what she was told is done."""

    def __init__(self, browser: Browser, acts: Acts) -> None:
        self.browser, self.acts = browser, acts

    def submit(self, claim: Claim) -> None:
        """Until the portal says that it is submitted."""
        self._until_done(lambda: self.browser.post(f"/claims/{claim.public_id}/submit/"))
        self.acts.submitted.append(claim.pk)

    def upload(self, claim: Claim) -> None:
        """One photo into a slot, until the portal says that it has it."""
        photo, path = story.photo(), f"/claims/{claim.public_id}/proof/photos/"
        self._until_done(lambda: self.browser.post(path, {"answer": "file"}, photo))
        self.acts.uploaded.append(hashlib.sha256(photo).hexdigest())

    def _until_done(self, act: Callable[[], Answer]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not _acknowledged(answer := act()):
            if answer.status not in (0, HTTPStatus.SERVICE_UNAVAILABLE):
                raise Broken(f"An act was answered with {answer.status}: {answer.body[:300]!r}")
            if time.monotonic() > end:
                raise Broken(f"Nothing could be done for {PATIENCE_SECONDS} seconds ({answer.status})")
            self.acts.again += 1
            time.sleep(PAUSE_SECONDS)


def _acknowledged(answer: Answer) -> bool:
    """Led on to the claim, or told that the same file arrived before."""
    if answer.status == HTTPStatus.FOUND:
        if "/claims/" not in answer.place:
            raise Broken(f"An act led to {answer.place}")
        return True
    return HERE_ALREADY in answer.body
