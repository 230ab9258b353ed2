"""What every decision leads to, whoever makes it: our reviewer, the customer or the clock."""

import logging
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from associations.actions.door import Act, act
from associations.consent import consent_of
from associations.enums import AssociationState, RejectReason
from associations.limits import RETENTION
from associations.models import Association, CustomerDomain
from associations.telling import tell
from documents.actions import retain
from lifecycle import ActionRefused
from programs.rules import local_day
from review import actions as review
from review import flags
from review.enums import FlagCode

log = logging.getLogger(__name__)


def approve(one: Act, *, by: Any | None) -> None:
    """The location is recorded from now on; nobody else can be for the same (held by the database).

    The customer's domain is known to belong to the tenant from now on.
    """
    association = one.association
    if association.tenant_id is None:
        raise ValueError("What was submitted has a tenant.")
    one.move(
        approved_at=one.at,
        decided_at=one.at,
        decided_by=by,
        waiting_since=None,
        reason="",
        reason_words="",
    )
    association.items.update(active=True)
    flags.clear(association, FlagCode.DISPUTE)
    CustomerDomain.objects.bulk_create(
        [CustomerDomain(domain=association.domain, tenant_id=association.tenant_id, known_since=one.at)],
        ignore_conflicts=True,
    )


def decide(one: Act, target: str, reason: RejectReason, words: str, *, by: Any | None) -> None:
    """Not approved: for this reason, in these words. The last day to dispute begins to run."""
    one.move(
        target,
        reason=reason,
        reason_words=words,
        decided_at=one.at,
        decided_by=by,
        waiting_since=None,
        cleared_at=None,
        cleared_by=None,
    )
    flags.clear(one.association, FlagCode.DISPUTE)


def end(one: Act, reason: RejectReason, words: str, *, why: str = "", by: Any | None = None) -> None:
    """The location is recorded no longer; files are kept from now on as long as after a decision."""
    association = one.association
    association.items.update(active=False)
    one.move(
        AssociationState.REJECTED_FINAL,
        reason=reason,
        reason_words=words,
        end_reason=why,
        ended_at=one.at,
        ended_by=by,
    )
    keep(one)


def keep(one: Act) -> None:
    """Keep its files until 24 months after today (R15); only ever longer."""
    association = one.association
    files = [proof.document for proof in association.proofs.select_related("document")]
    retain(*files, until=local_day(one.at, association.program.zone) + RETENTION, at=one.at)


def close_request(one: Act) -> None:
    """Nobody needs an answer any more."""
    if request := review.open_request(one.association):
        review.close(request, at=one.at)


def complete(association_id: int, user: Any) -> bool:
    """Approve what we have accepted, once the customer agrees or was silent long enough. False: not yet.

    Where another partner was recorded meanwhile, it goes back to the reviewer, to decide between both.
    """
    try:
        with act(association_id, "complete", user) as one, transaction.atomic():
            approve(one, by=None)
            standing = consent_of(one.association, one.at).standing
            one.note(consent=standing)
            tell("association_decided", one.association, one.at, **outcome(one.association))
    except (IntegrityError, ActionRefused):
        reopen(association_id, user)
        return False
    return True


def reopen(association_id: int, user: Any) -> bool:
    """Where another partner was recorded since we accepted the proof; False: anything else stays as it is."""
    try:
        with act(association_id, "reopen", user) as one:
            one.move(cleared_at=None, cleared_by=None, waiting_since=one.at)
            one.note()
    except ActionRefused:
        return False
    return True


def outcome(association: Association) -> dict[str, Any]:
    """What mails say about how it was decided."""
    return {
        "approved": association.state == AssociationState.APPROVED,
        "final": association.state == AssociationState.REJECTED_FINAL,
        "reason": association.end_reason or association.reason,
        "words": association.reason_words,
        "ended": bool(association.ended_at),
    }


def give_way(loser: Association, winner: Association, words: str, at: datetime, *, by: Any) -> None:
    """Another partner was approved for the same: this one ends, or is rejected, and its people are told why.

    by: who decided between both; a dispute of it is somebody else's (R8).
    """
    with act(loser.pk, "give_way", None) as one:
        close_request(one)
        if one.association.approved_at and not one.association.ended_at:
            end(one, RejectReason.OTHER_PARTNER, words, by=by)
        else:
            final = one.association.disputed_at is not None
            target = AssociationState.REJECTED_FINAL if final else AssociationState.REJECTED
            decide(one, target, RejectReason.OTHER_PARTNER, words, by=by)
        one.note(winner=winner.number, reason=words)
        tell("association_decided", one.association, at, **outcome(one.association))
