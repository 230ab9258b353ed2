"""Real services for tests. One that is missing is skipped on a person's machine and fails in CI."""

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip, or fail under CI=true, because a service cannot be had here."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing; `make test` installs it.")
    pytest.skip(f"{what} is missing; `make test` installs it.")
