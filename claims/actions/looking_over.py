"""After an act: what the queue is searched and filtered by is written anew, by a worker, from what is true then."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from claims.checked import checked_by_rule
from claims.duplicates import flagged_lines, uses_for_staff
from claims.enums import DRAFT_STATES, OPEN_STATES
from claims.models import Claim, SearchRow
from claims.readiness import files_of
from claims.searching import unread_files, vector_of
from documents.enums import State
from documents.models import Document
from outbox.actions import enqueue
from review import flags
from review.enums import FlagCode
from review.models import Request

LOOK_OVER = "claims.look_over"
#: Text that has not come after so long will not come: its preview was set aside with an alarm.
WAITS_FOR_TEXT = timedelta(days=1)
BATCH = 500


def promise(claim: Claim, at: datetime) -> None:
    """Have a claim looked over once the act of this instant is done."""
    enqueue(LOOK_OVER, at=at, key=f"{LOOK_OVER}:{claim.pk}:{at.isoformat()}", claim=claim.pk)


def promise_for(document: Document, at: datetime) -> None:
    """Have every submitted claim that uses a file looked over."""
    for claim in Claim.objects.with_document(document).exclude(state__in=DRAFT_STATES):
        promise(claim, at)


def promise_missing(at: datetime) -> int:
    """Have submitted claims looked over that never were, as those from before there was a search; how many."""
    never = Claim.objects.exclude(state__in=DRAFT_STATES).filter(search_row=None)
    count = 0
    for claim in never.order_by("pk").iterator(chunk_size=BATCH):
        promise(claim, at)
        count += 1
    return count


@transaction.atomic
def look_over(claim_id: int, at: datetime) -> bool:
    """Write the search words and flags of a claim, and the flags of those its invoices stand in too.

    Idempotent. Returns whether text of its files is still to come.
    """
    claims = _locked(claim_id)
    for claim in claims:
        for code, says in FLAGS.items():
            flags.put(claim, code, claim.state in OPEN_STATES and says(claim, at))
    claim = next(one for one in claims if one.pk == claim_id)
    if claim.state in DRAFT_STATES:
        return False
    SearchRow.objects.update_or_create(claim=claim, defaults={"words": vector_of(claim)})
    return any(one.queued_at > at - WAITS_FOR_TEXT for one in unread_files(claim))


def _locked(claim_id: int) -> list[Claim]:
    """The claim and those its invoices stand in too, locked in one order, as they are then."""
    claim = Claim.objects.for_page().get(pk=claim_id)
    twins = {match.line.claim_id for uses in uses_for_staff(claim, None).values() for match in uses.matches}
    locked = Claim.objects.select_for_update().filter(pk__in={claim_id, *twins}).order_by("pk")
    return list(Claim.objects.for_page().filter(pk__in=[one.pk for one in locked]))


def _may_be_double(claim: Claim, at: datetime) -> bool:
    """R18."""
    return bool(flagged_lines(claim))


def _no_findings(claim: Claim, at: datetime) -> bool:
    return all(one.ok for one in checked_by_rule(claim, at)) and not flagged_lines(claim)


def _is_checked_again(claim: Claim, at: datetime) -> bool:
    """R14: a file did not stay accepted, or is looked at once more."""
    refused = (State.REFUSED, State.INFECTED, State.FAILED)
    return any(
        one.state in refused or (one.state == State.PENDING and one.queued_at > one.received_at)
        for one in files_of(claim)
    )


def _ran_out(claim: Claim, at: datetime) -> bool:
    """The last request of all ended without an answer in time."""
    last = Request.objects.about(claim).order_by("pk").last()
    return last is not None and last.ran_out


def _is_disputed(claim: Claim, at: datetime) -> bool:
    return claim.disputed_at is not None


#: Flags of an open claim, read from what is stored; decided, nobody has to look at them.
#: Messages set and clear their own.
FLAGS: dict[FlagCode, Any] = {
    FlagCode.NO_FINDINGS: _no_findings,
    FlagCode.DUPLICATE: _may_be_double,
    FlagCode.RESCAN: _is_checked_again,
    FlagCode.LATE_ANSWER: _ran_out,
    FlagCode.DISPUTE: _is_disputed,
}
