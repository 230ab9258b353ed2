"""Files that were not accepted: whoever sent one hears of it by mail, unless they have mended it on the page by then.

What a submitted claim stands on is asked for again instead (`ticking.file_settled`), and that mail says it.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from claims.enums import DECIDED_STATES, OPEN_STATES, ClaimState
from claims.models import Claim, Proof
from claims.permissions import partner_people
from claims.readiness import PRESENT, files_of, rejected_files
from documents.enums import State
from documents.models import Document
from notifications.actions.sending import send
from notifications.models import Message
from outbox.actions import enqueue

TELL = "claims.tell_refused"
#: Most look at the page while a file is checked; and of several files that fail one mail tells.
WAITS = timedelta(minutes=10)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STATES = (ClaimState.EDITING, *OPEN_STATES, *DECIDED_STATES)


def promise_to_tell(document: Document, at: datetime) -> None:
    """Promise to tell of a file that was not accepted, with all of its claim that fail within the same ten minutes."""
    if document.state in PRESENT:
        return
    turn = (at - _EPOCH) // WAITS
    due = _EPOCH + (turn + 1) * WAITS
    for claim in Claim.objects.with_document(document).filter(state__in=STATES):
        enqueue(TELL, at=at, due_at=due, key=f"{TELL}:{claim.pk}:{turn}", claim=claim.pk)


def tell(claim: Claim, at: datetime) -> int:
    """Tell each who sent one, and the claim's owner, of what is still there and not accepted; each file once.

    Returns how many mails. Load the claim with `for_acting()`.
    """
    asked_again = [] if claim.is_draft else rejected_files(claim)
    failed = [file for file in files_of(claim) if file.state not in PRESENT and file not in asked_again]
    told, sent = _told(claim), 0
    for person in partner_people(claim) if failed and claim.state in STATES else ():
        own = person.pk == claim.owner_id
        mine = [file for file in failed if own or file.uploaded_by_id == person.pk]
        if new := [file for file in mine if (person.pk, file.pk, _when(file)) not in told]:
            _send(claim, person, new, at)
            sent += 1
    return sent


def _when(file: Document) -> str:
    return file.settled_at.isoformat() if file.settled_at else ""


def _told(claim: Claim) -> set[tuple[int, int, str]]:
    """Who heard of which file as it was settled when."""
    about = {"subject_kind": Claim.SUBJECT_KIND, "subject_id": claim.pk}
    before = Message.objects.filter(kind="file_refused", **about).values_list("to", "context")
    return {(to, file["document"], file["settled"]) for to, facts in before for file in facts["files"]}


def _send(claim: Claim, person: Any, files: list[Document], at: datetime) -> None:
    places = [_place(claim, file) for file in files]
    page, part = places[0] if len(set(places)) == 1 else ("claim", "")
    facts: dict[str, Any] = {
        "title": claim.title,
        "number": claim.number or "",
        "public_id": claim.public_id,
        "files": [_facts(file, person) for file in files],
        "page": page,
        "part": part,
    }
    key = ":".join(f"{file.pk}-{_when(file)}" for file in files[:2])
    send("file_refused", to=person, subject=claim, key=f"{key}:{len(files)}", at=at, **facts)


def _facts(file: Document, reader: Any) -> dict[str, Any]:
    return {
        "document": file.pk,
        "settled": _when(file),
        "name": file.name,
        "refusal": file.refusal,
        "infected": file.state == State.INFECTED,
        "by": "" if file.uploaded_by_id == reader.pk else str(file.uploaded_by),
    }


def _place(claim: Claim, file: Document) -> tuple[str, str]:
    """Where it was sent and can be sent again: a page's name, and the key of the line, slot or item there."""
    for line in claim.expenses.all():
        if line.document_id == file.pk:
            return ("claim_work", "") if line.certification_id else ("claim_invoice", line.public_id)
    return _of_proof(next(one for one in claim.proofs.all() if one.document_id == file.pk))


def _of_proof(proof: Proof) -> tuple[str, str]:
    if proof.requirement:
        return "claim_slot", proof.requirement.key
    if proof.item:
        return "claim_answer_item", proof.item.public_id
    if proof.call_id:
        return "claim_call", ""
    return "claim_dispute" if proof.for_dispute else "claim_answer", ""
