"""What a person says of one line when they decide, as the actions take it."""

from decimal import Decimal
from typing import NamedTuple

from programs.models import Reason


class LineOutcome(NamedTuple):
    """Approved: in the program's currency. Of a cut: the catalogue's reason, the decider's own words, or both."""

    approved: Decimal
    words: str = ""
    code: Reason | None = None
