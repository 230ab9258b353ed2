"""Files that are here already: using one for something more, and saying what it is."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.door import Act, act
from claims.actions.proving import SENT_BEFORE, Place, add, given_in, require_room, verb_for, verb_of
from claims.meanwhile import merge, told_by
from claims.models import Claim, Expense, Proof
from claims.readiness import files_of
from claims.reusing import reusable
from documents.describing import describe
from documents.models import Document
from lifecycle import ActionRefused
from review.actions import open_request

GIVEN_HERE = _("“%(name)s” is given here already. Choose another file.")
NOT_YOURS = _("This file cannot be used here. Choose another one, or send it.")
SENT_ELSEWHERE = _(
    "This file is part of what was sent for review. Its name and note stay as the reviewer has seen them."
)


def use_file(claim_id: int, place: Place, document: Document, *, user: Any) -> Proof:
    """Let a file that is here already prove something more: one more proof of the same bytes, no copy.

    It may come from an earlier claim of the location.
    """
    with act(claim_id, verb_for(place), user) as one:
        # Locked, so that a purge that is being carried out is waited for, and waits in turn.
        usable = reusable(one.claim, user).select_for_update(of=("self",)).filter(pk=document.pk)
        if not usable.first():
            raise ActionRefused(NOT_YOURS)
        if document in given_in(one, place):
            raise ActionRefused(GIVEN_HERE % {"name": document})
        if document not in files_of(one.claim):
            require_room(one.claim)
        return add(one, place, document=document)


def describe_file(
    claim_id: int,
    document: Document,
    label: str,
    note: str,
    *,
    user: Any,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Write the short title and the note of a file that nobody has reviewed yet.

    `seen`: marks of what the person saw. Raises Overtaken where somebody else changed the same meanwhile.
    """
    with act(claim_id, verb_of(claim_id), user) as one:
        require_own(one, document)
        document.refresh_from_db(fields=["label", "note"])
        stored = {"label": document.label, "note": document.note}
        with told_by(one.claim, "described", document=document.public_id):
            words = merge(stored, {"label": label, "note": note}, seen or {})
        if describe(document, **words, user=user, at=one.at):
            one.move()
            one.note(what="described", name=str(document), document=document.public_id)


def require_own(one: Act, document: Document) -> None:
    """A file keeps its words once a reviewer may have seen it, in this claim or in another."""
    if document not in files_of(one.claim):
        raise ActionRefused(SENT_BEFORE)
    if sent_with(document, one.claim):
        raise ActionRefused(SENT_ELSEWHERE)


def sent_with(document: Document, claim: Claim) -> bool:
    """Whether the file belongs to something that was sent: another claim, or more than the answer being prepared."""
    proofs = Proof.objects.filter(document=document)
    lines = Expense.objects.filter(document=document)
    elsewhere = Claim.objects.exclude(submitted_at=None)
    if proofs.filter(claim__in=elsewhere.exclude(pk=claim.pk)).exists():
        return True
    if lines.filter(claim__in=elsewhere.exclude(pk=claim.pk)).exists():
        return True
    if claim.is_draft:
        return False
    asked = open_request(claim)
    return lines.filter(claim=claim).exists() or proofs.filter(claim=claim).exclude(request=asked).exists()
