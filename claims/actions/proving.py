"""Proof of a claim: files, links, texts and result figures, in a draft or as the answer to a request."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims.actions.door import Act, act
from claims.actions.settling import filled
from claims.actions.submitting import keep_until
from claims.enums import ClaimState
from claims.meanwhile import Overtaken, merge, told_by
from claims.models import Claim, Proof
from claims.readiness import PRESENT, files_of, rejected_files
from documents import actions as documents
from documents import words
from documents.models import Document
from documents.stored import StoredUpload
from lifecycle import ActionRefused
from programs.models import Requirement
from review.actions import open_request, save_comment

SENT_BEFORE = _("This was sent before and stays as it is. Add what is asked for instead.")
HERE_ALREADY = _("This file is here already, as “%(name)s” (%(number)s). You need not send it again.")
LINK_HERE = _("This link is given here already.")
IN_CLAIM_ALREADY = _(
    "The same file is in this claim already, as “%(name)s” (%(number)s). Use that one here too; nothing is lost."
)


class AlreadyHere(ActionRefused):
    """The very same bytes are in this claim already, as `document`; `in_place`: where they were sent to."""

    def __init__(self, document: Document, in_place: bool) -> None:
        self.document, self.in_place = document, in_place
        sentence = HERE_ALREADY if in_place else IN_CLAIM_ALREADY
        told = sentence % {"name": document, "number": document.number}
        super().__init__(told, fields={"file": told})


def receive(one: Act, upload: StoredUpload, *, more: int = 1) -> Document:
    """Make an upload a document of the claim's partner (R14), or take the file that has these bytes already.

    more: by how many the claim's files grow; 0 where it takes another's place. Raises ActionRefused
    when the claim has too many.
    """
    same = twin_of(one.claim, upload)
    if same:
        return same
    require_room(one.claim, more)
    return documents.receive(upload, partner=one.claim.partner, user=one.user, at=one.at)


def require_room(claim: Claim, more: int = 1) -> None:
    """R14: a claim has 40 files at most, each counted once however much it proves."""
    limit = settings.UPLOAD_FILES_PER_CLAIM
    if len(files_of(claim)) + more > limit:
        told = words.too_many(limit)
        raise ActionRefused(told, fields={"file": told})


def twin_of(claim: Claim, upload: StoredUpload) -> Document | None:
    """A file of the claim with the very same bytes that was not refused."""
    same = (one for one in files_of(claim) if one.sha256 == upload.sha256 and one.state in PRESENT)
    return next(same, None)


def keep_upload(
    claim_id: int, upload: StoredUpload, *, user: Any, instead_of: Document | None = None
) -> Document:
    """Keep a file whose form failed, so that nobody has to send it twice; instead_of: whose place it takes."""
    with act(claim_id, verb_of(claim_id), user) as one:
        return receive(one, upload, more=grows_by(one.claim, instead_of))


def grows_by(claim: Claim, replaced: Document | None) -> int:
    """By how many the claim's files grow where a new one takes this one's place: none, unless it proves more."""
    lines = [line.document for line in claim.expenses.all()]
    proofs = [proof.document for proof in claim.proofs.all()]
    return 0 if replaced and [*lines, *proofs].count(replaced) == 1 else 1


def verb_of(claim_id: int) -> str:
    """A draft is edited; while an answer is asked for, the answer is prepared."""
    asked = Claim.objects.filter(pk=claim_id, state=ClaimState.ACTION_REQUIRED).exists()
    return "save_answer" if asked else "edit"


def add_file(claim_id: int, requirement: Requirement | None, upload: StoredUpload, *, user: Any) -> Proof:
    """Put a file into a slot; without a requirement it answers the open request."""
    with act(claim_id, verb_of(claim_id), user) as one:
        if same := twin_of(one.claim, upload):
            raise AlreadyHere(same, same in given_in(one, requirement))
        return add(one, requirement, document=receive(one, upload))


def given_in(one: Act, requirement: Requirement | None) -> list[Document]:
    """The files of one slot, or of the answer that is being prepared."""
    proofs = one.claim.proofs.filter(requirement=requirement, document__isnull=False)
    if requirement is None:
        proofs = proofs.filter(request=_open_id(one.claim))
    return [proof.document for proof in proofs.select_related("document") if proof.document]


def add_link(
    claim_id: int,
    requirement: Requirement | None,
    link: str,
    seen_on: date,
    *,
    user: Any,
    seen: Mapping[str, str] | None = None,
) -> Proof:
    """Give a link and the day on which it showed what is asked for. `seen`: as for words."""
    with act(claim_id, verb_of(claim_id), user) as one:
        if requirement and one.claim.proofs.filter(requirement=requirement, link=link).exists():
            raise ActionRefused(LINK_HERE, {"link": LINK_HERE})
        _require_seen(one, requirement, seen)
        return add(one, requirement, link=link, seen_on=seen_on)


def add_text(
    claim_id: int,
    requirement: Requirement | None,
    text: str,
    *,
    user: Any,
    seen: Mapping[str, str] | None = None,
) -> Proof:
    """Answer a slot in words. `seen`: marks of what stood in the slot; raises Overtaken where somebody else
    has given something there meanwhile.
    """
    with act(claim_id, verb_of(claim_id), user) as one:
        _require_seen(one, requirement, seen)
        return add(one, requirement, text=text)


def _require_seen(one: Act, requirement: Requirement | None, seen: Mapping[str, str] | None) -> None:
    if requirement is None or seen is None:
        return
    given = one.claim.proofs.filter(requirement=requirement).select_related("document", "added_by")
    new = [proof for proof in given if proof.public_id not in seen and proof.added_by_id != one.person.pk]
    if new:
        with told_by(one.claim, "proof", proof=new[-1].public_id):
            raise Overtaken([proof.public_id for proof in new], {proof.public_id: proof for proof in given})


def save_results(
    claim_id: int, results: dict[Requirement, str], *, user: Any, seen: Mapping[str, str] | None = None
) -> None:
    """Write the result figures of a draft; an empty one is taken out. `seen`: marks of what the person saw.

    Raises Overtaken where somebody else changed the same figure meanwhile.
    """
    with act(claim_id, "edit", user) as one:
        given = dict(one.claim.proofs.values_list("requirement__key", "text"))
        stored = {requirement.key: given.get(requirement.key, "") for requirement in results}
        typed = {requirement.key: text for requirement, text in results.items()}
        with told_by(one.claim, "result"):
            agreed = merge(stored, typed, seen or {})
        for requirement in results:
            text = agreed[requirement.key]
            if text == stored[requirement.key]:
                continue
            one.claim.proofs.filter(requirement=requirement).delete()
            if text:
                Proof.objects.create(
                    claim=one.claim, requirement=requirement, text=text, added_by=user, added_at=one.at
                )
        one.move()
        one.note(what="result")


def add(one: Act, requirement: Requirement | None, **answer: Any) -> Proof:
    """Write one proof of a slot; without a requirement it answers the open request."""
    proof = Proof.objects.create(
        claim=one.claim,
        requirement=requirement,
        request=open_request(one.claim) if one.verb == "save_answer" else None,
        added_by=one.person,
        added_at=one.at,
        **answer,
    )
    one.move()
    one.note(what="proof", name=str(proof), proof=proof.public_id)
    filled(one, requirement, proof.document)
    return proof


def remove(claim_id: int, proof: Proof, *, user: Any) -> None:
    """Take a proof out of a draft, or out of an answer that is not sent yet; a file stays stored."""
    with act(claim_id, verb_of(claim_id), user) as one:
        if one.verb == "save_answer" and proof.request_id != _open_id(one.claim):
            raise ActionRefused(SENT_BEFORE)
        name = str(proof)
        proof.delete()
        one.move()
        one.note(what="proof_removed", name=name, proof=proof.public_id)


def replace_file(claim_id: int, document: Document, upload: StoredUpload, *, user: Any) -> Document:
    """Send a file that did not pass the checks again, in its own place: it unlocks only itself (R14)."""
    with act(claim_id, verb_of(claim_id), user) as one:
        if document not in rejected_files(one.claim):
            raise ActionRefused(SENT_BEFORE)
        again = receive(one, upload, more=0)
        one.claim.expenses.filter(document=document).update(document=again)
        one.claim.proofs.filter(document=document).update(document=again)
        if one.verb == "save_answer":  # of a submitted claim, hence to be kept (R15)
            documents.retain(again, until=keep_until(one.claim), at=one.at)
        one.move()
        one.note(what="proof", name=again.name)
    return again


def _open_id(claim: Claim) -> int | None:
    request = open_request(claim)
    return request.pk if request else None


def save_answer_text(claim_id: int, comment: str, *, user: Any) -> None:
    """Keep the words of an answer that is not sent yet."""
    with act(claim_id, "save_answer", user) as one:
        request = open_request(one.claim)
        if request:
            save_comment(request, comment)
        one.note(what="comment")
