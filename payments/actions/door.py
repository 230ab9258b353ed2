"""What every act on a batch, a payment or a tax invoice begins and ends with: lock, time, verdict, history."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from claims.models import Claim
from history.actions import record
from lifecycle import ActionRefused, clock
from payments import workflow
from payments.actions.locking import hold
from payments.models import Batch


@dataclass
class Act:
    """One verb on one locked row by one person at one instant."""

    subject: Any
    verb: str
    user: Any | None
    at: datetime

    def write(self, **changes: Any) -> None:
        """Write changes, and the row's target as its state."""
        for name, value in changes.items():
            setattr(self.subject, name, value)
        if target := workflow.BY_VERB[self.verb].target:
            self.subject.state = target
        self.subject.save(update_fields=["state", *changes])

    def note(self, **params: Any) -> None:
        """Write the event of this verb, with what its words need."""
        record(self.subject, f"payments.{self.verb}", actor=self.user, at=self.at, **params)


def require(subject: Any, verb: str, user: Any | None, at: datetime) -> None:
    """Raise ActionRefused unless the workflow says yes."""
    verdict = workflow.verdict(subject, verb, user, at)
    if not verdict:
        raise ActionRefused(verdict)


@contextmanager
def act(batch_id: int, verb: str, user: Any) -> Iterator[Act]:
    """One transaction around one verb on a batch: its claims by id, then itself locked; time, verdict.

    Raises ActionRefused with the workflow's sentence.
    """
    with transaction.atomic():
        batch = locked(batch_id)
        one = Act(batch, verb, user, clock.now())
        require(batch, verb, user, one.at)
        yield one


def locked(batch_id: int) -> Batch:
    """The batch as it is now, with its claims, whose lock comes first in every act of payments."""
    hold(Claim.objects.filter(payment_items__payment__batch=batch_id))
    found = Batch.objects.select_related("program", "made_by").select_for_update(of=("self",))
    return found.get(pk=batch_id)


def next_of(sequence: str) -> int:
    """The next number of a sequence (R20): gaps are allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        (number,) = cursor.fetchone()
    return int(number)
