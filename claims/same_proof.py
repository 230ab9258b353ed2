"""Proof whose bytes came with another claim too: worth a look, and no duplicate of an invoice (R18).

A file that a location says it uses again is one document with several uses; that is stated, and not told here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from claims.enums import DRAFT_STATES
from claims.models import Claim, Proof
from documents.models import Document

#: How many are told; a logo may be sent with every claim there is.
MOST = 20


@dataclass(frozen=True)
class SameProof:
    """A file of the claim, and a proof of another claim with the same bytes; may_open: the reader sees that claim."""

    document: Document
    proof: Proof
    may_open: bool


def same_proof(claim: Claim, proofs: Iterable[Proof], user: Any) -> list[SameProof]:
    """For the claim's proofs: where else the same bytes were sent, by whomever and whenever. One query, or none.

    At most MOST. Drafts, and answers that are not sent yet, are the partner's own.
    """
    files = {one.document.sha256: one.document for one in proofs if one.document}
    if not files:
        return []
    found = (
        Proof.objects.filter(document__sha256__in=files)
        .filter(Q(request=None) | Q(request__answered_at__isnull=False) | Q(request__lapsed_at__isnull=False))
        .filter(Q(call=None) | ~Q(call__answer=""))
        .exclude(Q(claim=claim) | Q(claim__state__in=DRAFT_STATES) | Q(document__in=list(files.values())))
        .select_related("claim__partner", "claim__program", "document")
        .annotate(opens=Exists(Claim.objects.in_queue(user).order_by().filter(pk=OuterRef("claim_id"))))
        .order_by("claim_id", "pk")
    )
    return [SameProof(files[one.document.sha256], one, one.opens) for one in found[:MOST] if one.document]
