"""How the room above shows the way of a claim's money: this room knows what was approved, not how it is paid.

That room registers once, in its AppConfig.ready(): `money_way.show_by(way_of)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from claims.models import Claim


@dataclass(frozen=True)
class Link:
    """Where something about it stands."""

    label: str
    url: str


@dataclass(frozen=True)
class MoneyWay:
    """Steps as the component of this name takes them; `waits`: why it is not paid now, and `mend` where that is done.

    links: payments with their letters, and what has to come back.
    """

    steps: list[dict[str, str]]
    waits: str = ""
    mend: Link | None = None
    links: list[Link] = field(default_factory=list)


Showing = Callable[[Claim, Any, datetime], MoneyWay]

_SHOWN_BY: dict[str, Showing] = {}


def show_by(showing: Showing) -> None:
    """From now on the way is told by this function; it gets the reader."""
    _SHOWN_BY["way"] = showing


def money_way(claim: Claim, user: Any, at: datetime) -> MoneyWay | None:
    """The way of what was approved; None where nothing was, or nobody tells it."""
    showing = _SHOWN_BY.get("way")
    return showing(claim, user, at) if showing and claim.approved else None
