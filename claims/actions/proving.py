"""Proof of a claim: files, links, texts and result figures, in a draft or as the answer to a request."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims.actions.door import Act, act
from claims.actions.settling import filled
from claims.answers import files_at
from claims.enums import ClaimState
from claims.meanwhile import merge, told_by
from claims.models import Claim, Proof
from claims.parts import Parts
from claims.readiness import PRESENT, files_of, rejected_files
from documents import actions as documents
from documents import words
from documents.models import Document
from documents.stored import StoredUpload
from lifecycle import ActionRefused
from programs.meanwhile import Overtaken
from programs.models import Requirement
from review.actions import open_request
from review.models import RequestItem

#: What a proof is given for: a slot of a draft, or an item of the request that is being answered.
Place = Requirement | RequestItem
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


def verb_for(place: Place) -> str:
    """A slot is filled while the claim is edited; an item while the answer is prepared."""
    return "save_answer" if isinstance(place, RequestItem) else "edit"


def add_file(claim_id: int, place: Place, upload: StoredUpload, *, user: Any) -> Proof:
    """Put a file into a slot, or give it for an item of the open request."""
    with act(claim_id, verb_for(place), user) as one:
        if same := twin_of(one.claim, upload):
            raise AlreadyHere(same, same in given_in(one, place))
        return add(one, place, document=receive(one, upload, more=_more(one, place)))


def _more(one: Act, place: Place) -> int:
    """By how many the claim's files grow: none where the checks refused what the new one takes the place of."""
    if not isinstance(place, RequestItem):
        return 1
    refused = set(rejected_files(one.claim))
    return 0 if refused.intersection(files_at(one.claim, place)) else 1


def given_in(one: Act, place: Place) -> list[Document]:
    """The files of one slot, or those that are prepared for an item."""
    where = {"item": place} if isinstance(place, RequestItem) else {"requirement": place}
    proofs = one.claim.proofs.filter(document__isnull=False, **where)
    return [proof.document for proof in proofs.select_related("document") if proof.document]


def add_link(
    claim_id: int,
    place: Place,
    link: str,
    seen_on: date,
    *,
    user: Any,
    seen: Mapping[str, str] | None = None,
) -> Proof:
    """Give a link and the day on which it showed what is asked for. `seen`: as for words."""
    with act(claim_id, verb_for(place), user) as one:
        if _given_at(one.claim, place).filter(link=link).exists():
            raise ActionRefused(LINK_HERE, {"link": LINK_HERE})
        _require_seen(one, place, seen)
        return add(one, place, link=link, seen_on=seen_on)


def add_text(
    claim_id: int,
    place: Place,
    text: str,
    *,
    user: Any,
    seen: Mapping[str, str] | None = None,
) -> Proof:
    """Answer a slot in words. `seen`: marks of what stood in the slot; raises Overtaken where somebody else
    has given something there meanwhile.
    """
    with act(claim_id, verb_for(place), user) as one:
        _require_seen(one, place, seen)
        return add(one, place, text=text)


def _given_at(claim: Claim, place: Place) -> Any:
    if isinstance(place, RequestItem):
        return claim.proofs.filter(item=place)
    return claim.proofs.filter(requirement=place)


def _require_seen(one: Act, place: Place, seen: Mapping[str, str] | None) -> None:
    if isinstance(place, RequestItem) or seen is None:
        return
    given = _given_at(one.claim, place).select_related("document", "added_by")
    new = [proof for proof in given if proof.public_id not in seen and proof.added_by_id != one.person.pk]
    if new:
        with told_by(one.claim, "proof", proof=new[-1].public_id):
            raise Overtaken([proof.public_id for proof in new], {proof.public_id: proof for proof in given})


def save_results(
    claim_id: int, results: dict[Requirement, str], *, user: Any, seen: Mapping[str, str] | None = None
) -> None:
    """Write the result figures of a draft; an empty one is taken out. `seen`: marks of what the person saw.

    Where nothing is new, nothing happened. Raises Overtaken where somebody else changed the same figure meanwhile.
    """
    with act(claim_id, "edit", user) as one:
        given = dict(one.claim.proofs.values_list("requirement__key", "text"))
        stored = {requirement.key: given.get(requirement.key, "") for requirement in results}
        typed = {requirement.key: text for requirement, text in results.items()}
        with told_by(one.claim, "result"):
            agreed = merge(stored, typed, seen or {})
        if agreed == stored:
            return
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


def add(one: Act, place: Place, **answer: Any) -> Proof:
    """Write one proof of a slot, or of an item; of an item it is part of the slot only when the answer is sent."""
    item, requirement = (place, None) if isinstance(place, RequestItem) else (None, place)
    if item:
        _require_asked(one, item)
    proof = Proof.objects.create(
        claim=one.claim,
        requirement=requirement,
        request=item.request if item else None,
        item=item,
        added_by=one.person,
        added_at=one.at,
        **answer,
    )
    one.move()
    one.note(what="proof", name=str(proof), proof=proof.public_id)
    filled(one, requirement, proof.document)
    return proof


def _require_asked(one: Act, item: RequestItem) -> None:
    """Only what the open request names is unlocked; a line has one file, the newest that is given for it."""
    if item.request_id != _open_id(one.claim):
        raise ActionRefused(SENT_BEFORE)
    if Parts(one.claim)[item.part].exchanged:
        one.claim.proofs.filter(item=item).delete()


def remove(claim_id: int, proof: Proof, *, user: Any) -> None:
    """Take a proof out of a draft, or out of an answer that is not sent yet; a file stays stored."""
    with act(claim_id, verb_of(claim_id), user) as one:
        if one.verb == "save_answer" and proof.request_id != _open_id(one.claim):
            raise ActionRefused(SENT_BEFORE)
        name = str(proof)
        proof.delete()
        one.move()
        one.note(what="proof_removed", name=name, proof=proof.public_id)


def _open_id(claim: Claim) -> int | None:
    request = open_request(claim)
    return request.pk if request else None
