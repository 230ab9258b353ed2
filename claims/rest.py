"""What is held for a decided or disputed claim and not approved: what happens to it, and by when (R11). Reads only."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.enums import DECIDED_STATES, ClaimState
from claims.guards import dispute_ends
from claims.models import Claim
from funds.workflow import held_for
from lifecycle import Verdict
from lifecycle.transitions import YES
from programs.rules import deadline_for, is_before_deadline


@dataclass(frozen=True)
class Rest:
    """An amount in the program's currency that stays held until `ends`; None: until the dispute is decided.

    deadline: until when something else can be claimed from the fund; what is free only after it is forfeited.
    """

    amount: Decimal
    ends: datetime | None
    deadline: datetime
    at: datetime

    @property
    def forfeited_at_the_end(self) -> bool:
        """Whether it is too late for anything else once the time to dispute is over."""
        return not is_before_deadline(self.ends or self.at, self.deadline)

    @property
    def forfeited_now(self) -> bool:
        """Whether what is freed now is forfeited at once."""
        return not is_before_deadline(self.at, self.deadline)


def not_accepted(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R11: who accepts a decision lets the rest go; then there is nothing to dispute about."""
    words = _("This decision was accepted; what was not approved is let go already.")
    return Verdict(False, words) if claim.rest_freed_at else YES


def rest_of(claim: Claim, at: datetime) -> Rest | None:
    """What is left over of a claim that was decided, or None where nothing is. Two queries at most."""
    disputed = claim.state == ClaimState.DISPUTED
    if claim.fund is None or not (disputed or claim.state in DECIDED_STATES):
        return None
    held = held_for(claim.fund, claim)
    ends = None if disputed else dispute_ends(claim)
    return Rest(held, ends, deadline_for(claim.period, claim.partner), at) if held else None
