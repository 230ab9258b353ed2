"""Proof whose bytes came with another claim too: worth a look, and no duplicate of an invoice (R18).

A file that a location says it uses again is one document with several uses; that is stated, and not told here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from claims.elsewhere import claims_by_id, that_open
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
    """For the claim's proofs: where else the same bytes were sent, by whomever and whenever.

    At most MOST; one query, and three more where there are others. Drafts, and answers that are not sent yet,
    are the partner's own.
    """
    files = {one.document.sha256: one.document for one in proofs if one.document}
    same = Document.objects.filter(sha256__in=files).exclude(pk__in=[one.pk for one in files.values()])
    others = dict(same.values_list("pk", "sha256")) if files else {}
    return _sent(claim, {pk: files[sha256] for pk, sha256 in others.items()}, user) if others else []


def _sent(claim: Claim, files: dict[int, Document], user: Any) -> list[SameProof]:
    """files: of the claim, by the ids of others with the same bytes."""
    found = (
        Proof.objects.filter(document__in=files)
        .filter(Q(request=None) | Q(request__answered_at__isnull=False) | Q(request__lapsed_at__isnull=False))
        .filter(Q(call=None) | ~Q(call__answer=""))
        .exclude(Q(claim=claim) | Q(claim__state__in=DRAFT_STATES))
        .select_related("document")
        .order_by("claim_id", "pk")[:MOST]
    )
    ids = {one.claim_id for one in found}
    claims, opens = claims_by_id(ids), that_open(ids, Claim.objects.in_queue(user))
    for one in found:
        one.claim = claims[one.claim_id]
    return [SameProof(files[one.document_id], one, one.claim_id in opens) for one in found if one.document_id]
