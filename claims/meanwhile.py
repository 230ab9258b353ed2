"""Several people on one draft (`programs/meanwhile.py`): what belongs together, and who made the newest edit.

Different lines never meet here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from claims.models import Claim
from history.models import Event
from programs import meanwhile
from programs.meanwhile import Overtaken

#: Fields that make sense only together: who changed one of them has changed them all.
TOGETHER = (
    ("first_day", "last_day"),
    ("service_first_day", "service_last_day"),
    ("currency", "net", "tax", "invoice_net"),
    ("hours", "rate", "cost"),
)


def merge(stored: Mapping[str, Any], typed: Mapping[str, Any], seen: Mapping[str, str]) -> dict[str, Any]:
    """What is to be written of a draft. Raises Overtaken."""
    return meanwhile.merge(stored, typed, seen, TOGETHER)


@contextmanager
def told_by(claim: Claim, *parts: str, **about: Any) -> Iterator[None]:
    """Let an Overtaken say who made the newest edit of these parts; about: further parameters of its event."""
    try:
        yield
    except Overtaken as overtaken:
        overtaken.event = newest_edit(claim, *parts, **about)
        raise


def newest_edit(claim: Claim, *parts: str, **about: Any) -> Event | None:
    """The newest edit of some parts of a claim, and by whom; about: further parameters of its event."""
    wanted = {f"params__{name}": value for name, value in about.items()}
    events = Event.objects.about(claim).filter(code="claim.edit", params__what__in=parts, **wanted)
    return events.select_related("actor").last()
