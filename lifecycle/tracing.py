"""Which request or job is being worked on: what each line of the log says about its origin."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_FACTS: ContextVar[dict[str, Any] | None] = ContextVar("facts", default=None)


def facts() -> dict[str, Any]:
    """What is known of the request or job at this moment."""
    return _FACTS.get() or {}


@contextmanager
def about(**known: Any) -> Iterator[None]:
    """Within it these facts hold, beside those that held before: numbers and names of ours, nothing of people's."""
    before = _FACTS.set({**facts(), **known})
    try:
        yield
    finally:
        _FACTS.reset(before)


def note(**known: Any) -> None:
    """Add what became known within the innermost `about`."""
    if (innermost := _FACTS.get()) is not None:
        innermost.update(known)
