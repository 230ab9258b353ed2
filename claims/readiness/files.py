"""The files of a claim, and which of them count."""

from django.db.models import prefetch_related_objects

from claims.enums import ClaimState
from claims.models import Claim, Proof
from claims.querysets import parts
from documents.enums import State
from documents.models import Document
from review.actions import open_request

#: A file that is still being checked counts as present (R5).
PRESENT = (State.PENDING, State.CLEAN)
#: Not known yet, or the checker broke: neither good nor bad.
UNSETTLED = (State.PENDING, State.FAILED)


def read_parts(claim: Claim) -> None:
    """Fetch what readiness reads of a claim; nothing where a page has done it (`for_page()`)."""
    if "proofs" not in getattr(claim, "_prefetched_objects_cache", {}):
        prefetch_related_objects([claim], *parts())


def unready_files(claim: Claim) -> list[Document]:
    """Files whose checks are not done; deciding waits for them (R5).

    A refused or infected file is settled: nobody reads it, and its line pays nothing unless it is sent again.
    """
    return [document for document in claimed_with(claim) if document.state in UNSETTLED]


def rejected_files(claim: Claim) -> list[Document]:
    """Files of the claim that the checks refused; each may be sent again in its place (R14)."""
    return [document for document in claimed_with(claim) if document.state not in PRESENT]


def files_of(claim: Claim) -> list[Document]:
    """Every file of a claim once: invoices and proofs."""
    read_parts(claim)
    return _once(claim, list(claim.proofs.all()))


def claimed_with(claim: Claim) -> list[Document]:
    """The files a decision stands on: all but those that only answer a call for originals (R16), or are prepared
    for a request or a dispute and not sent yet.
    """
    read_parts(claim)
    asked = open_request(claim) if claim.state == ClaimState.ACTION_REQUIRED else None
    disputed = claim.disputed_at is not None
    proofs = [one for one in claim.proofs.all() if one.call_id is None and (disputed or not one.for_dispute)]
    return _once(claim, [one for one in proofs if asked is None or one.request_id != asked.pk])


def _once(claim: Claim, proofs: list[Proof]) -> list[Document]:
    invoices = [one.document for one in claim.expenses.all() if one.document]
    given = [one.document for one in proofs if one.document]
    return list({document.pk: document for document in (*invoices, *given)}.values())


def counts(proof: Proof) -> bool:
    """Whether a proof counts as present: a link, text, or a file that was not refused."""
    return proof.document is None or proof.document.state in PRESENT
