"""The structural checks, in a child process with hard limits; see `documents.checks`."""

import hashlib
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from documents import storage
from documents.enums import Problem
from documents.models import Document
from documents.names import extension_of

WALL_SECONDS = 60
_ROOT = Path(__file__).resolve().parent.parent
#: The child gets no environment of ours, and so no secret.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
#: How the kernel ends a child that used more than its share.
_OUT_OF_LIMITS = {-signal.SIGXCPU, -signal.SIGKILL}


class BytesChangedError(Exception):
    """What is stored is not what was received."""


class CheckerBrokeError(Exception):
    """The child ended without a finding: that says nothing about the file."""


def check(document: Document) -> tuple[str, str]:
    """What is wrong with a stored file (a Problem's value, or ""), and its content type.

    Raises StorageAway, BytesChangedError, and CheckerBrokeError where the child crashed.
    """
    with copied(document) as copy:
        return _run(copy, extension_of(document.name))


@contextmanager
def copied(document: Document) -> Iterator[IO[bytes]]:
    """A child needs a file it can seek in: a temporary one without a name. Raises StorageAway, BytesChangedError."""
    with tempfile.TemporaryFile() as copy:
        digest = hashlib.sha256()
        for data in storage.read(document.key, document.version_id):
            digest.update(data)
            copy.write(data)
        if digest.hexdigest() != document.sha256:
            raise BytesChangedError(f"{document.key} is not what was received.")
        copy.flush()
        copy.seek(0)
        yield copy


def _run(file: IO[bytes], extension: str) -> tuple[str, str]:
    command = [sys.executable, "-m", "documents.checks", extension]
    try:
        child = subprocess.run(
            command,
            stdin=file,
            capture_output=True,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Problem.TOO_COMPLEX, ""
    if child.returncode in _OUT_OF_LIMITS:
        return Problem.TOO_COMPLEX, ""
    if child.returncode:
        raise CheckerBrokeError(f"{child.returncode}: {child.stderr.decode(errors='replace')[-500:]}")
    finding = json.loads(child.stdout)
    return finding["refusal"], finding["content_type"]
