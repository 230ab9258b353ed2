"""The structural checks, in a child process with hard limits; see `documents.checks`."""

import hashlib
import json
import logging
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO

from documents import storage
from documents.checks import codes
from documents.checks.kinds import KINDS
from documents.enums import Problem
from documents.models import Document
from documents.names import extension_of

log = logging.getLogger(__name__)

#: The child's own limit is processor time; after this long a wall clock only says that the machine is too busy.
WALL_SECONDS = 60
_ROOT = Path(__file__).resolve().parent.parent
#: The child gets no environment of ours, and so no secret.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
#: How a child ends over a file: out of processor time, or by a library that ran out of memory or of its mind.
#: Not SIGKILL: that comes from outside, and says nothing about the file.
_BY_THE_FILE = {
    -signal.SIGXCPU,
    -signal.SIGABRT,
    -signal.SIGSEGV,
    -signal.SIGBUS,
    -signal.SIGILL,
    -signal.SIGTRAP,
    -signal.SIGFPE,
}


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
        refusal, network_cut = _finding(in_child("documents.checks", document))
    except OutOfLimitsError:
        return Problem.TOO_COMPLEX, ""
    if not network_cut:
        _warn_of_network()
    return refusal, "" if refusal else KINDS[extension_of(document.name)].content_type


def in_child(module: str, document: Document) -> bytes:
    """What `python -m <module> <extension>` says about a stored file, in a process with limits of its own.

    Raises StorageAway, BytesChangedError, OutOfLimitsError, and CheckerBrokeError where the child crashed.
    """
    with copied(document) as copy:
        return apart(module, copy, extension_of(document.name))


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


def apart(module: str, file: IO[bytes], *told: str, wait: int = WALL_SECONDS) -> bytes:
    """What `python -m <module> <told>` says about an open file; raises as `in_child`, the storage aside.

    wait: so many seconds, whatever else the machine does.
    """
    try:
        child = subprocess.run(
            # Without what PYTHON… variables or a user's own packages could bring in.
            [sys.executable, "-EsB", "-m", module, *told],
            stdin=file,
            capture_output=True,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            close_fds=True,
            timeout=wait,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise CheckerBrokeError(f"{module} said nothing for {wait} seconds.") from late
    if child.returncode in _BY_THE_FILE:
        raise OutOfLimitsError(f"{module} used more than its share: {child.returncode}.")
    if child.returncode:
        raise CheckerBrokeError(f"{child.returncode}: {child.stderr.decode(errors='replace')[-500:]}")
    return child.stdout


def _finding(answer: bytes) -> tuple[str, bool]:
    """What the child says, believed only where it is an answer we know: it met a stranger's file."""
    try:
        finding = json.loads(answer)
        refusal, network_cut = finding["refusal"], finding["network_cut"]
    except (ValueError, KeyError, TypeError) as error:
        raise CheckerBrokeError(f"No finding: {answer[:200]!r}") from error
    if refusal not in codes.ALL:
        raise CheckerBrokeError(f"No finding: {answer[:200]!r}")
    return refusal, network_cut is True


@cache
def _warn_of_network() -> None:
    """Once a process: files are checked all the same, and docs/operations.md says what to do."""
    log.warning("unshare is not permitted here: the checks of files run without cutting off their network")
