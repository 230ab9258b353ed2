"""What needs two people: one proposes it, another agrees. The proposal is the newest event of the subject's history.

Whatever happens to the subject meanwhile ends it, so nobody agrees to what is not true any more.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from history.models import Event
from lifecycle import Verdict
from lifecycle.transitions import YES

#: By the verb that proposes.
PROPOSE_OUTCOME, PROPOSE_WAIVER = "propose_outcome", "propose_waiver"
#: A proposal may be replaced by another, by anybody.
VERBS = (PROPOSE_OUTCOME, PROPOSE_WAIVER)


@dataclass(frozen=True)
class Proposal:
    """What somebody proposed: `facts` as in the event."""

    facts: dict[str, Any]
    by: Any
    at: datetime


def proposal_of(subject: Any) -> Proposal | None:
    """What waits for a second person; None where nothing does."""
    last = Event.objects.about(subject).select_related("actor").last()
    if last is None or last.code.rpartition(".")[2] not in VERBS:
        return None
    return Proposal(last.params, last.actor, last.at)


def by_somebody_else(subject: Any, user: Any, at: datetime) -> Verdict:
    """Two people, by who they are."""
    found = proposal_of(subject)
    if found is None:
        return Verdict(False, _("Nothing is proposed that could be agreed to."))
    return Verdict(False, _("You proposed it; somebody else agrees.")) if found.by == user else YES
