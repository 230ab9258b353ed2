"""Disputing a decision, once, as a whole or by line (1.1); or accepting it, so that the rest is free at once (R11).

A dispute is prepared before it is sent: statement, lines and files are kept, and nobody of ours sees them yet.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions import reversing
from claims.actions.door import Act, act
from claims.actions.proving import AlreadyHere, receive
from claims.actions.submitting import release_rest
from claims.decided import last_decision
from claims.deciders import role_missing
from claims.enums import ClaimRole
from claims.models import Claim, DisputedLine, Expense, Proof
from claims.permissions import eligible_staff, partner_people
from claims.readiness import PRESENT
from claims.rest import rest_of
from claims.retention import keep_until
from documents.actions import retain
from documents.stored import StoredUpload
from lifecycle import ActionRefused
from notifications.actions.sending import send
from programs.enums import VendorRole
from review.clocks import dispute_due

SAY_WHY = _("Say why you disagree: on the whole, or on each line you dispute.")
NOT_CUT = _("Line %(number)s was approved as claimed; there is nothing to dispute about it.")
NOT_ACCEPTED_FILE = _("“%(name)s” was not accepted. Remove it, and upload it in another form.")
#: What is disputed of single lines, with the words on each; without any line the decision as a whole.
Lines = Mapping[Expense, str]


def save(claim_id: int, statement: str, lines: Lines, *, user: Any) -> None:
    """Keep what was written; it is not sent. Raises ActionRefused for a line that was not cut."""
    with act(claim_id, "prepare_dispute", user) as one:
        _write_lines(one, lines)
        one.move(dispute_statement=statement)
        one.note(what="statement")


def add_file(claim_id: int, upload: StoredUpload, *, user: Any) -> Proof:
    """Prepare one more file. Raises AlreadyHere for bytes that support the dispute already."""
    with act(claim_id, "prepare_dispute", user) as one:
        document = receive(one, upload)
        if one.claim.proofs.filter(for_dispute=True, document=document).exists():
            raise AlreadyHere(document, in_place=True)
        given = {"document": document, "added_by": user, "added_at": one.at}
        proof = Proof.objects.create(claim=one.claim, for_dispute=True, **given)
        one.move()
        one.note(what="proof", name=str(proof), proof=proof.public_id)
    return proof


def remove_file(claim_id: int, proof: Proof, *, user: Any) -> None:
    """Take a file out of a dispute that is not sent yet; it stays stored."""
    with act(claim_id, "prepare_dispute", user) as one:
        found = one.claim.proofs.get(pk=proof.pk, for_dispute=True)
        name, public_id = str(found), found.public_id
        found.delete()
        one.move()
        one.note(what="proof_removed", name=name, proof=public_id)


def dispute(claim_id: int, statement: str, lines: Lines | None = None, *, user: Any) -> Claim:
    """Ask for a second decision, once; the refused part stays held until then (R11).

    In this order: the lines, the files kept like all others (R15), the state, the history, the mails. Raises
    ActionRefused without a reason, for a line that was not cut, or while a file is not accepted.
    """
    with act(claim_id, "dispute", user) as one:
        claim, words = one.claim, lines or {}
        if not statement.strip() and not (words and all(said.strip() for said in words.values())):
            raise ActionRefused(SAY_WHY, {"statement": SAY_WHY})
        _write_lines(one, words)
        _keep_files(one)
        reversing.void(one)
        one.move(came_from=claim.state, disputed_at=one.at, dispute_statement=statement, waiting_since=one.at)
        disputed = [{"line": line.position, "words": said} for line, said in words.items()]
        one.note(statement=statement, disputed=disputed)
        _tell(one, disputed)
        _tell_if_nobody_decides(one)
    return one.claim


def accept(claim_id: int, *, user: Any) -> Claim:
    """Take the decision as it is: what is still held is free at once, or forfeited after the deadline (R11)."""
    with act(claim_id, "accept", user) as one:
        rest = rest_of(one.claim, one.at)
        release_rest(one)
        one.move(rest_freed_at=one.at)
        one.note(amount=rest.amount if rest else 0, currency=one.claim.currency)
    return one.claim


def _write_lines(one: Act, lines: Lines) -> None:
    decided = last_decision(one.claim)
    cut = {line.expense.pk for line in decided.lines if line.cut} if decided else set()
    for expense in lines:
        if expense.pk not in cut:
            raise ActionRefused(str(NOT_CUT) % {"number": expense.position})
    one.claim.disputed_lines.all().delete()
    DisputedLine.objects.bulk_create(
        DisputedLine(claim=one.claim, expense=expense, words=words) for expense, words in lines.items()
    )


def _keep_files(one: Act) -> None:
    proofs = one.claim.proofs.filter(for_dispute=True, document__isnull=False).select_related("document")
    files = [proof.document for proof in proofs if proof.document]
    for file in files:
        if file.state not in PRESENT:
            raise ActionRefused(str(NOT_ACCEPTED_FILE) % {"name": file})
    if files:
        retain(*files, until=keep_until(one.claim), at=one.at)


def _tell_if_nobody_decides(one: Act) -> None:
    """R8: where nobody is left who may decide, the program's managers hear of it at once."""
    claim = one.claim
    role = role_missing(claim, one.at)
    if role is None:
        return
    facts: dict[str, Any] = {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "role": role.value,
        "due": claim.promised_at and claim.promised_at.isoformat(),
        "zone": claim.program.zone,
    }
    for person in eligible_staff(claim, VendorRole.MANAGER):
        send(
            "nobody_decides",
            to=person,
            subject=claim,
            key=str(claim.pk),
            at=one.at,
            **facts,
        )


def _tell(one: Act, disputed: list[dict[str, Any]]) -> None:
    """One mail to whoever looks after the claim and to the admins: it has arrived, and when they hear from us."""
    claim = one.claim
    rest = rest_of(claim, one.at)
    facts: dict[str, Any] = {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "statement": claim.dispute_statement,
        "disputed": disputed,
        "rest": str(rest.amount) if rest else "",
        "currency": claim.currency,
        "due": dispute_due(claim.program, one.at).isoformat(),
        "zone": claim.program.zone,
    }
    for person in {claim.owner, one.person, *partner_people(claim, ClaimRole.ADMIN)}:
        key = f"{claim.pk}:{claim.edition}"
        send("dispute_received", to=person, subject=claim, key=key, at=one.at, **facts)
