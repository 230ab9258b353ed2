"""What is still in drafts against a fund: they lie in a room above, which says so here.

The room registers once, in its AppConfig.ready(): `count_by(drafts_on)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from funds.models import Fund


@dataclass(frozen=True)
class Prepared:
    """So many drafts with so much in them, in the fund's currency, as far as the reader may see them."""

    count: int
    amount: Decimal
    url: str


Counting = Callable[[Fund, Any], Prepared]

_COUNTINGS: list[Counting] = []


def count_by(counting: Counting) -> None:
    """From now on what is prepared against a fund is said by this function."""
    _COUNTINGS[:] = [counting]


def prepared_on(fund: Fund, user: Any) -> Prepared | None:
    """What lies in drafts; None where there is nothing, or nothing the reader may see."""
    found = [counting(fund, user) for counting in _COUNTINGS]
    return found[0] if found and found[0].count else None
