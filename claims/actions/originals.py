"""Originals (R16): a reviewer calls for them, also after payment; the partner answers; a reviewer closes the call.

The claim stays in its state all the while. What the clock does is in `calling`.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.door import Act, act
from claims.actions.proving import AlreadyHere, receive
from claims.calls import due_on, first_due
from claims.enums import CallAnswer, CallOutcome
from claims.models import OriginalsCall, Proof
from claims.permissions import partner_people
from claims.readiness import PRESENT
from claims.retention import keep_until
from documents.actions import retain
from documents.stored import StoredUpload
from lifecycle import ActionRefused
from notifications.actions.sending import send
from programs.rules import local_day
from programs.words import day_in_words

NO_FILES = _("Upload at least one file, or say that you have sent the originals.")
NOT_ACCEPTED_FILE = _("“%(name)s” was not accepted. Remove it, and upload it in another form.")
NOT_YET = _("The partner can still answer this call. It can be closed as not in order once the time is over.")
SAY_WHY = _("Say what is wrong with the originals. The partner reads it.")
FUTURE = _("This day lies in the future.")


def call(claim_id: int, words: str, *, user: Any, day: date | None = None) -> OriginalsCall:
    """Call for originals. day: the last local day to answer, where the reviewer gives more time than R9.

    Raises ActionRefused for a day before the one R9 gives.
    """
    with act(claim_id, "call", user) as one:
        made = OriginalsCall.objects.create(
            claim=one.claim, words=words, called_by=user, called_at=one.at, due_at=_due(one, day)
        )
        one.move()
        one.note(words=words, due=made.due_at)
        for person in partner_people(one.claim):
            send("originals_called", to=person, void_at=made.due_at, **_mail(one, made))
    return made


def _due(one: Act, day: date | None) -> datetime:
    first = first_due(one.claim, one.at)
    chosen = due_on(one.claim, day) if day else first
    if chosen < first:
        last = local_day(first, one.claim.program.zone)
        told = _("The partner has more time in any case. Choose %(day)s or a later day.")
        sentence = str(told) % {"day": day_in_words(last)}
        raise ActionRefused(sentence, {"day": sentence})
    return chosen


def add_file(claim_id: int, upload: StoredUpload, *, user: Any) -> Proof:
    """Prepare the answer: one more file. Raises AlreadyHere for bytes that are in the answer already."""
    with act(claim_id, "prepare_call", user) as one:
        document, made = receive(one, upload), _open(one)
        if one.claim.proofs.filter(call=made, document=document).exists():
            raise AlreadyHere(document, in_place=True)
        given = {"document": document, "added_by": user, "added_at": one.at}
        proof = Proof.objects.create(claim=one.claim, call=made, **given)
        one.move()
        one.note(what="proof", name=str(proof), proof=proof.public_id)
    return proof


def remove_file(claim_id: int, proof: Proof, *, user: Any) -> None:
    """Take a file out of an answer that is not sent yet; it stays stored."""
    with act(claim_id, "prepare_call", user) as one:
        found = one.claim.proofs.get(pk=proof.pk, call=_open(one))
        name, public_id = str(found), found.public_id
        found.delete()
        one.move()
        one.note(what="proof_removed", name=name, proof=public_id)


def answer_uploaded(claim_id: int, words: str, *, user: Any) -> OriginalsCall:
    """The files are the answer: from now on they are kept like all others of the claim (R15)."""
    with act(claim_id, "answer_call", user) as one:
        made = _open(one)
        proofs = one.claim.proofs.filter(call=made, document__isnull=False).select_related("document")
        files = [proof.document for proof in proofs if proof.document]
        if not files:
            raise ActionRefused(NO_FILES, {"file": NO_FILES})
        for file in files:
            if file.state not in PRESENT:
                raise ActionRefused(str(NOT_ACCEPTED_FILE) % {"name": file})
        retain(*files, until=keep_until(one.claim), at=one.at)
        return _answered(one, made, CallAnswer.UPLOADED, words)


def answer_sent(claim_id: int, sent_on: date, words: str, *, user: Any) -> OriginalsCall:
    """The originals went by post or carrier on this day, as the partner says."""
    with act(claim_id, "answer_call", user) as one:
        if sent_on > local_day(one.at, one.claim.program.zone):
            raise ActionRefused(FUTURE, {"sent_on": FUTURE})
        return _answered(one, _open(one), CallAnswer.SENT, words, sent_on=sent_on)


def _answered(one: Act, made: OriginalsCall, answer: CallAnswer, words: str, **more: date) -> OriginalsCall:
    facts = {"answer": answer, "answer_words": words, "answered_by": one.user, "answered_at": one.at, **more}
    _write(made, **facts)
    one.move()
    one.note(call_answer=answer, words=words, **more)
    return made


def close(claim_id: int, outcome: CallOutcome, words: str, *, user: Any) -> OriginalsCall:
    """Say what became of the call. In order: nothing is to be recovered; not in order: a recovery is due (R16).

    Raises ActionRefused without words where they are not in order, or while the partner can still answer.
    """
    with act(claim_id, "close_call", user) as one:
        made, accepted = _open(one), outcome == CallOutcome.ACCEPTED
        if not accepted and not words.strip():
            raise ActionRefused(SAY_WHY, {"words": SAY_WHY})
        if not accepted and not made.answer and one.at < made.due_at:
            raise ActionRefused(NOT_YET)
        recovery = None if accepted else made.recovery_due_at or one.at
        facts = {"outcome": outcome, "outcome_words": words, "closed_by": user, "closed_at": one.at}
        _write(made, **facts, recovery_due_at=recovery)
        one.move()
        one.note(call_outcome=outcome, words=words)
        for person in partner_people(one.claim):
            send("originals_closed", to=person, **_mail(one, made), accepted=accepted, outcome=words)
    return made


def lapse(one: Act) -> None:
    """The part of the clock: nobody answered in time, so a recovery is due; a late answer is still taken."""
    made = _open(one)
    _write(made, recovery_due_at=one.at)
    one.move()
    one.note()
    for person in partner_people(one.claim):
        send("originals_overdue", to=person, **_mail(one, made))


def _open(one: Act) -> OriginalsCall:
    """The open call; the row's guard has seen it."""
    made = one.claim.open_call
    if made is None:
        raise OriginalsCall.DoesNotExist
    return made


def _write(made: OriginalsCall, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(made, name, value)
    made.save(update_fields=list(changes))


def _mail(one: Act, made: OriginalsCall) -> dict[str, Any]:
    """What every mail about a call is sent with."""
    key = {"subject": one.claim, "key": str(made.pk), "at": one.at}
    return {**key, **facts_of(made, one.claim)}


def facts_of(made: OriginalsCall, claim: Any) -> dict[str, Any]:
    """What every mail about a call says."""
    return {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "call": made.pk,
        "words": made.words,
        "due": made.due_at.isoformat(),
        "zone": claim.program.zone,
    }
