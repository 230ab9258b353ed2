"""What lies on the reviewer's bench: the files of a claim beside the lines and slots they prove.

Reads a claim that was laid out; a few queries more, however many files there are.
What a partner prepares as an answer and has not sent yet is not shown.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User
from claims.calls import unanswered_id
from claims.decided import Decided, DecidedLine, decisions_of
from claims.enums import OPEN_STATES, ClaimRole, ClaimState, DecisionKind
from claims.models import Claim, Decision, Proof
from claims.readiness import counts
from claims.rounds import Round, rounds_of
from claims.viewing import places_of
from claims.words import Entry, timeline
from documents import strip
from documents.models import Document
from history.models import Event
from programs.enums import RequirementKind
from programs.models import Requirement
from programs.requirements import unmet

#: Steps inside the partner's house; auditors alone read them.
ASKING = {"ask", "give", "decline", "call_off", "ask_over"}
INSIDE = {
    "edit",
    "hand_over",
    "hand_back",
    "save_answer",
    "correct_amounts",
    "prepare_call",
    "prepare_dispute",
    *ASKING,
}


@dataclass(frozen=True)
class Slot:
    """A requirement, and what was given for it. `gap`: it is asked for and not there."""

    requirement: Requirement
    proofs: list[Proof]
    gap: bool


class Bench:
    """One claim on the bench."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        # What rights ask of a decision, too, is read once.
        claim.leaving = next((one for one in decisions_of(claim) if one.is_leaving), None)
        self.rounds = rounds_of(claim)
        self.requests = [one.request for one in self.rounds]
        asking = {request.pk for request in self.requests if request.is_open}
        given = [proof for proof in claim.proofs.all() if proof.request_id not in asking]
        self.proofs = [
            proof
            for proof in given
            if (proof.call_id is None or proof.call_id != unanswered_id(claim))
            and (claim.disputed_at or not proof.for_dispute)
        ]

    @cached_property
    def asked(self) -> list[Round]:
        """The requests, newest first, with what answers them; the one that stands above all else is left out."""
        return [one for one in reversed(self.rounds) if one is not self.changed]

    @cached_property
    def changed(self) -> Round | None:
        """The newest request, where it is over and the claim is ours again: what is new since we read it last."""
        last = self.rounds[-1] if self.rounds else None
        return last if last and last.is_closed and self.claim.state in OPEN_STATES else None

    @cached_property
    def replaced(self) -> set[int]:
        """Ids of files in whose place a newer one was sent."""
        olds = (answer.replaced for one in self.rounds if one.is_closed for answer in one.answers)
        return {old.pk for old in olds if old}

    @property
    def answer_due(self) -> datetime | None:
        """Until when the open request can be answered; None where nothing is asked."""
        return next((request.due_at for request in self.requests if request.is_open), None)

    @cached_property
    def files(self) -> list[strip.File]:
        """Every file once: invoices in the order of the lines, then proofs."""
        found: dict[int, strip.File] = {}
        for expense in self.claim.expenses.all():
            name = {"number": expense.position, "vendor": expense.vendor}
            self._note(found, expense.document, _("Line %(number)s: %(vendor)s") % name)
        for proof in self.proofs:
            old = proof.document_id in self.replaced
            self._note(
                found,
                proof.document,
                _("Replaced by a newer file") if old else proof.proves,
                is_new=not old and self.is_new(proof),
            )
        return strip.dressed(found.values(), places_of(self.claim))

    def _note(
        self, found: dict[int, strip.File], document: Document | None, proves: str, *, is_new: bool = False
    ) -> None:
        if document is None:
            return
        one = found.setdefault(document.pk, strip.file_of(document))
        one.is_new = one.is_new or is_new
        one.proves.append(proves)

    def is_new(self, proof: Proof) -> bool:
        """Whether it came after the last request was made."""
        return bool(self.requests) and proof.added_at >= self.requests[-1].made_at

    @property
    def new(self) -> set[int]:
        """Ids of the proofs that came since the last request."""
        return {proof.pk for proof in self.proofs if self.is_new(proof)}

    @cached_property
    def slots(self) -> list[Slot]:
        """What proof the activity asks for, with what was given."""
        return self._slots(RequirementKind.EVIDENCE)

    @cached_property
    def results(self) -> list[Slot]:
        """The result figures."""
        return self._slots(RequirementKind.METRIC)

    def _slots(self, kind: RequirementKind) -> list[Slot]:
        requirements = self.claim.rules.requirements.all()
        given = Counter(proof.requirement.key for proof in self.proofs if proof.requirement and counts(proof))
        gaps = {one.pk for gap in unmet(requirements, given) for one in gap.requirements}
        return [
            Slot(one, [proof for proof in self.proofs if proof.requirement_id == one.pk], one.pk in gaps)
            for one in requirements
            if one.kind == kind
        ]

    @cached_property
    def to_be_seen(self) -> list[Requirement]:
        """Core requirements: facts the documents must show."""
        return [one for one in self.claim.rules.requirements.all() if one.kind == RequirementKind.CORE]

    @cached_property
    def decided(self) -> list[Decided]:
        """Recommendations and decisions, newest first."""
        return [decided(self.claim, one) for one in reversed(decisions_of(self.claim))]


def lay_out(claim: Claim) -> Claim:
    """Put beside each line and proof of a claim loaded with `for_bench()` its file, kind and requirement.

    One query for all files, one for their people; the rest stands in the claim's rules. Joins would cost more to plan
    than these.
    """
    lines, proofs = claim.expenses.all(), claim.proofs.all()
    ids = {one.document_id for one in (*lines, *proofs)}
    files = Document.objects.select_related("reading").defer("facts").in_bulk(ids - {None})
    kinds = {kind.pk: kind for kind in claim.rules.expense_kinds.all()}
    requirements = {one.pk: one for one in claim.rules.requirements.all()}
    people = User.objects.in_bulk({claim.owner_id, *(one.uploaded_by_id for one in files.values())})
    claim.owner = people[claim.owner_id]
    for file in files.values():
        file.uploaded_by = people[file.uploaded_by_id]
    for line in lines:
        line.document = files.get(line.document_id)
        # One that is not eligible is asked for where it is named.
        if line.kind_id in kinds:
            line.kind = kinds[line.kind_id]
    for proof in proofs:
        proof.document, proof.requirement = (
            files.get(proof.document_id),
            requirements.get(proof.requirement_id),
        )
    return claim


def decided(claim: Claim, decision: Decision) -> Decided:
    """A decision with its lines in the order of the claim's."""
    outcomes = {line.expense_id: line for line in decision.lines.all()}
    lines = [DecidedLine(one, outcomes[one.pk]) for one in claim.expenses.all() if one.pk in outcomes]
    return Decided(decision, lines)


def waiting_recommendation(claim: Claim) -> Decision | None:
    """The recommendation an approver has before them, or None where none waits."""
    if claim.state != ClaimState.AWAITING_APPROVAL:
        return None
    found = [one for one in decisions_of(claim) if one.kind == DecisionKind.RECOMMENDATION]
    return found[-1] if found else None


def entries_for(claim: Claim, roles: frozenset[ClaimRole]) -> list[Entry]:
    """The claim's history for a member of staff with these roles on it, newest first."""
    entries = timeline(Event.objects.about(claim).for_reading(), claim, staff=True)
    if ClaimRole.AUDITOR in roles:
        return entries
    return [entry for entry in entries if entry.verb not in INSIDE]
