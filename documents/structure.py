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


class OutOfLimitsError(Exception):
    """The child used more than its share of time or memory."""


def check(document: Document) -> tuple[str, str]:
    """What is wrong with a stored file (a Problem's value, or ""), and its content type.

    Raises StorageAway, BytesChangedError, and CheckerBrokeError where the child crashed.
    """
    try:
        finding = json.loads(in_child("documents.checks", document))
    except OutOfLimitsError:
        return Problem.TOO_COMPLEX, ""
    return finding["refusal"], finding["content_type"]


def in_child(module: str, document: Document) -> bytes:
    """What `python -m <module> <extension>` says about a stored file, in a process with limits of its own.

    Raises StorageAway, BytesChangedError, OutOfLimitsError, and CheckerBrokeError where the child crashed.
    """
    with copied(document) as copy:
        return _run(module, copy, extension_of(document.name))


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


def _run(module: str, file: IO[bytes], extension: str) -> bytes:
    try:
        child = subprocess.run(
            [sys.executable, "-m", module, extension],
            stdin=file,
            capture_output=True,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise OutOfLimitsError(f"{module} took more than {WALL_SECONDS} seconds.") from late
    if child.returncode in _OUT_OF_LIMITS:
        raise OutOfLimitsError(f"{module} used more than its share: {child.returncode}.")
    if child.returncode:
        raise CheckerBrokeError(f"{child.returncode}: {child.stderr.decode(errors='replace')[-500:]}")
    return child.stdout
