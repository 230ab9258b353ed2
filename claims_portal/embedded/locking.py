"""One process at a time starts or stops an instance (pytest's workers all call start)."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from claims_portal.embedded.places import EmbeddedError, Place, foreign_folder


@contextmanager
def one_at_a_time(place: Place) -> Iterator[Place]:
    """Wait for the others, then hold the instance's lock. The system frees it if we die."""
    try:
        place.lock.parent.mkdir(parents=True, exist_ok=True)
        handle = place.lock.open("w")
    except PermissionError as error:
        raise EmbeddedError(foreign_folder(error.filename)) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield place
