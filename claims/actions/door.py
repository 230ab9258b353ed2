"""What every act begins and ends with: lock, verdict, change of state, history.

Nothing else assigns a claim's `state`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from claims import workflow
from claims.actions import looking_over
from claims.enums import ClaimState
from claims.models import Claim
from claims.promises import promised
from history.actions import record
from lifecycle import ActionRefused, clock
from review import holding


@dataclass
class Act:
    """One verb on one locked claim by one person (None: the clock) at one instant."""

    claim: Claim
    verb: str
    user: Any | None
    at: datetime

    @property
    def person(self) -> Any:
        """Who acts, where it is not the clock."""
        return self.user

    def move(self, state: str | None = None, **changes: Any) -> None:
        """Write changes, and the row's target or `state` where the row leaves it open.

        Whoever begins to wait for us, or ends it, has a new promise, or none (R9), and is looked over by a worker.
        In another state it is somebody else's turn: whoever had the claim on the bench is done with it.
        Before it is taken nobody has.
        """
        target = workflow.BY_VERB[self.verb].target or state or self.claim.state
        claim = self.claim
        if claim.state not in (target, ClaimState.SUBMITTED):
            holding.release(claim)
        claim.state = ClaimState(target)
        claim.changed_at = self.at
        claim.edition += 1
        for name, value in changes.items():
            setattr(claim, name, value)
        if "waiting_since" in changes:
            claim.promised_at = promised(claim)
            looking_over.promise(claim, self.at)
        claim.save(update_fields=["state", "changed_at", "edition", "promised_at", *changes])

    def note(self, **params: Any) -> None:
        """Write the event of this verb, with what its words need."""
        record(self.claim, f"claim.{self.verb}", actor=self.user, at=self.at, **params)

    def require(self) -> None:
        """Raise ActionRefused unless the workflow says yes."""
        verdict = workflow.verdict(self.claim, self.verb, self.user, self.at)
        if not verdict:
            raise ActionRefused(verdict)


def locked(claim_id: int) -> Claim:
    """The claim as it is now, locked until the end of the transaction."""
    return Claim.objects.for_acting().select_for_update(of=("self",)).get(pk=claim_id)


@contextmanager
def act(claim_id: int, verb: str, user: Any | None) -> Iterator[Act]:
    """One transaction around one verb: lock, time, verdict; the body changes and notes.

    The time is asked for after the lock was got: who waited is judged by when it was their turn.
    Raises ActionRefused with the workflow's sentence.
    """
    with transaction.atomic():
        claim = locked(claim_id)
        one = Act(claim, verb, user, clock.now())
        one.require()
        yield one
