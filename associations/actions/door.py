"""What every act begins and ends with: lock, verdict, change of state, history."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from associations import workflow
from associations.enums import AssociationState
from associations.limits import promised
from associations.models import Association
from associations.permissions import CUSTOMER
from history.actions import record
from lifecycle import ActionRefused, clock
from review import holding


@dataclass
class Act:
    """One verb on one locked association by one person (None: the clock; CUSTOMER: the customer) at one instant."""

    association: Association
    verb: str
    user: Any
    at: datetime

    @property
    def person(self) -> Any | None:
        """Who acts, where somebody with an account does."""
        return None if self.user == CUSTOMER else self.user

    def move(self, state: str | None = None, **changes: Any) -> None:
        """Write changes, and the row's target or `state` where the row leaves it open."""
        one = self.association
        target = workflow.BY_VERB[self.verb].target or state or one.state
        if one.state not in (target, AssociationState.SUBMITTED):
            holding.release(one)
        one.state = AssociationState(target)
        one.changed_at = self.at
        one.edition += 1
        for name, value in changes.items():
            setattr(one, name, value)
        one.promised_at = promised(one)
        one.save(update_fields=["state", "changed_at", "edition", "promised_at", *changes])

    def note(self, **params: Any) -> None:
        """Write the event of this verb, with what its words need."""
        record(self.association, f"association.{self.verb}", actor=self.person, at=self.at, **params)


def locked(association_id: int) -> Association:
    """The association as it is now, locked until the end of the transaction."""
    found = Association.objects.for_acting().select_for_update(of=("self",))
    return found.get(pk=association_id)


@contextmanager
def act(association_id: int, verb: str, user: Any) -> Iterator[Act]:
    """One transaction around one verb: lock, time, verdict; the body changes and notes.

    Raises ActionRefused with the workflow's sentence.
    """
    with transaction.atomic():
        one = Act(locked(association_id), verb, user, clock.now())
        verdict = workflow.verdict(one.association, verb, user, one.at)
        if not verdict:
            raise ActionRefused(verdict)
        yield one
