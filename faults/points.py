"""Fault points: where the portal's own processes are made to fail, told through files of one folder.

Each process gets its folder by the environment; without it nothing ever fails.
"""

import os
from contextlib import suppress
from pathlib import Path

FOLDER = "FAULTS_FOLDER"
#: While this file lies there, the process dies between an act's commit and the publishing of its job; once a file.
DIE = "die-before-publishing"


def folder() -> Path | None:
    """The folder of this process."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else None


def taken(name: str) -> bool:
    """Whether this point was set; it is not any more."""
    with suppress(FileNotFoundError):
        if place := folder():
            (place / name).unlink()
            return True
    return False


def busy(place: Path) -> dict[int, str]:
    """Which processes are in the middle of which task."""
    found = {}
    for file in place.glob("busy-*"):
        with suppress(FileNotFoundError):
            found[int(file.name.removeprefix("busy-"))] = file.read_text()
    return found
