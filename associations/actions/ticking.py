"""What the clock does. It finds its own work in the database, so a gap of days heals itself."""

import logging
from datetime import datetime

from associations.actions import settling
from associations.actions.door import act
from associations.enums import AssociationState, RejectReason
from associations.models import Association
from associations.telling import tell
from lifecycle import ActionRefused
from review import actions as review
from review.models import Request

log = logging.getLogger(__name__)
BATCH = 500


def lapse_requests(at: datetime) -> int:
    """At the due instant an association without an answer is rejected (domain 7.5). Returns how many."""
    due = Request.objects.due(at).filter(subject_kind=Association.SUBJECT_KIND)
    ids = list(due.values_list("subject_id", flat=True)[:BATCH])
    return sum(_lapse(pk) for pk in ids)


def _lapse(association_id: int) -> bool:
    try:
        with act(association_id, "lapse", None) as one:
            request = review.asked(one.association)
            final = one.association.came_from == AssociationState.DISPUTED
            review.lapse(request, answered=(), at=one.at)
            target = AssociationState.REJECTED_FINAL if final else AssociationState.REJECTED
            settling.decide(one, target, RejectReason.NO_RESPONSE, "", by=None)
            one.note()
            tell("association_decided", one.association, one.at, **settling.outcome(one.association))
    except ActionRefused:
        return False
    except Exception:  # one defect must not keep the clock from all the others
        log.exception("ALARM: the clock could not lapse association %s", association_id)
        return False
    return True


def complete_silent(at: datetime) -> int:
    """Approve what we accepted and the customer let pass in silence (R19). Returns how many."""
    ids = list(
        Association.objects.to_complete(at).order_by("cleared_at").values_list("pk", flat=True)[:BATCH]
    )
    return sum(settling.complete(pk, None) for pk in ids)
