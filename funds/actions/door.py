"""What every act on an import begins and ends with: lock, verdict, change of state, history.

Nothing else assigns an import's `state`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from funds.earnings import table
from funds.models import EarningsImport
from history.actions import record
from lifecycle import ActionRefused, clock


@dataclass
class Act:
    """One verb on one locked import by one person (None: a worker) at one instant."""

    imported: EarningsImport
    verb: str
    user: Any | None
    at: datetime

    def move(self, **changes: Any) -> None:
        """Write the row's target and changes, and the event of the verb."""
        imported = self.imported
        if target := table.BY_VERB[self.verb].target:
            imported.state = target
        for name, value in changes.items():
            setattr(imported, name, value)
        imported.save(update_fields=["state", *changes])

    def note(self, **params: Any) -> None:
        """Write the event of this verb, with what its words need."""
        record(self.imported, f"earnings.{self.verb}", actor=self.user, at=self.at, **params)


@contextmanager
def act(import_id: int, verb: str, user: Any | None) -> Iterator[Act]:
    """One transaction around one verb: lock, time, verdict; the body changes and notes.

    Raises ActionRefused with the table's sentence.
    """
    with transaction.atomic():
        locking = EarningsImport.objects.for_reading().select_for_update(of=("self",))
        one = Act(locking.get(pk=import_id), verb, user, clock.now())
        verdict = table.verdict(one.imported, verb, user, one.at)
        if not verdict:
            raise ActionRefused(verdict)
        yield one
