"""Small facts about processes, and running a program as the services' user."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from claims_portal.embedded.places import EmbeddedError, Place


def run(place: Place, command: Sequence[str | Path]) -> None:
    """Run a service's program to its end as the services' user. Raises EmbeddedError with its last words."""
    with (place.home / "start.log").open("w+") as log:
        done = subprocess.run(
            [str(word) for word in command],
            check=False,
            cwd=place.home,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(place.home)},
            stdin=subprocess.DEVNULL,
            # A file and no pipe: the server that pg_ctl leaves behind would keep a pipe open.
            stdout=log,
            stderr=subprocess.STDOUT,
            umask=0o077,
            # Ctrl-C at the terminal is for whoever called us.
            start_new_session=True,
            **_identity(place),
        )
        log.seek(0)
        if done.returncode:
            raise EmbeddedError(f"{Path(command[0]).name} failed: {' '.join(log.read().split())[-600:]}")


def _identity(place: Place) -> dict[str, object]:
    if place.user is None:
        return {}
    return {"user": place.user.pw_uid, "group": place.user.pw_gid, "extra_groups": []}


def command_of(pid: int) -> str:
    """The command line of a living process; empty if there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def first_number(file: Path) -> int | None:
    """The process id in the first line of a file, if it stands there."""
    try:
        return int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def terminate(pid: int, seconds: float = 10) -> None:
    """Ask a process to end, and end it when it does not within the seconds."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            return
        if wait_until(lambda: not command_of(pid), seconds):
            return


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Look 50 times a second until it is true; False when the seconds are over."""
    end = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return found
