"""What is missing: the one list that is the checklist of the page and the refusal of the action (R5)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from claims.certified import in_force
from claims.converting import missing_rates
from claims.models import Claim, Proof
from claims.querysets import parts
from documents.enums import State
from documents.models import Document
from programs.enums import RequirementKind
from programs.requirements import Unmet, unmet
from programs.rules import local_day

#: A file that is still being checked counts as present (R5).
PRESENT = (State.PENDING, State.CLEAN)
#: Not known yet, or the checker broke: neither good nor bad.
UNSETTLED = (State.PENDING, State.FAILED)


class Section(StrEnum):
    """The tasks of a claim's home."""

    ACTIVITY = "activity"
    INVOICES = "invoices"
    WORK = "work"
    PROOF = "proof"
    RESULT = "result"


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a claim from being submitted: where to mend it, and a sentence that says how."""

    section: Section
    code: str
    words: Any
    key: str = ""


def missing_to_submit(claim: Claim, at: datetime) -> list[Missing]:
    """Everything that is missing, in the order of the task list; empty when the claim can be submitted.

    Rights, state and deadline are the workflow's; the fund is asked when submitting holds it.
    """
    prefetch_related_objects([claim], *parts())
    return [*_activity(claim, at), *_invoices(claim), *_rates(claim, at), *_work(claim), *_slots(claim)]


def missing_in(claim: Claim, section: Section, at: datetime) -> list[Missing]:
    """The part of the list that one page mends."""
    return [one for one in missing_to_submit(claim, at) if one.section is section]


def unready_files(claim: Claim) -> list[Document]:
    """Files whose checks are not done; deciding waits for them (R5).

    A refused or infected file is settled: nobody reads it, and its line pays nothing unless it is sent again.
    """
    return [document for document in files_of(claim) if document.state in UNSETTLED]


def rejected_files(claim: Claim) -> list[Document]:
    """Files of the claim that the checks refused; each may be sent again in its place (R14)."""
    return [document for document in files_of(claim) if document.state not in PRESENT]


def files_of(claim: Claim) -> list[Document]:
    """Every file of a claim once: invoices and proofs."""
    prefetch_related_objects([claim], *parts())
    invoices = [one.document for one in claim.expenses.all() if one.document]
    proofs = [one.document for one in claim.proofs.all() if one.document]
    return list({document.pk: document for document in (*invoices, *proofs)}.values())


def _activity(claim: Claim, at: datetime) -> Iterator[Missing]:
    if not claim.first_day or not claim.last_day:
        yield Missing(Section.ACTIVITY, "days", _("Say on which days the activity took place."))
        return
    period = claim.period
    if claim.first_day < period.first_day or claim.last_day > period.last_day:
        words = _("The activity lies outside the usage period. Its days must be inside it.")
        yield Missing(Section.ACTIVITY, "outside", words)
    if claim.last_day >= local_day(at, claim.program.zone):
        yield Missing(
            Section.ACTIVITY, "not_over", _("The activity is not over yet. Submit the claim once it is.")
        )


def _invoices(claim: Claim) -> Iterator[Missing]:
    if not claim.expenses.all() and not claim.work_items.all():
        yield Missing(Section.INVOICES, "no_line", _("Add at least one invoice, or certify in-house work."))
    for expense in claim.invoices:
        name = {"name": f"{expense.vendor} {expense.invoice_number}"}
        if expense.document is None:
            yield Missing(
                Section.INVOICES, "no_file", _("The file of the invoice %(name)s is missing.") % name
            )
        elif expense.document.state not in PRESENT:
            words = _("The file of the invoice %(name)s was not accepted. Send it again.") % name
            yield Missing(Section.INVOICES, "bad_file", words)


def _work(claim: Claim) -> Iterator[Missing]:
    if not claim.work_items.all():
        return
    certification = in_force(claim)
    lines = claim.certified_lines
    if certification is None:
        words = _("The in-house work is not certified as it is now. An incentives admin signs it.")
        yield Missing(Section.WORK, "not_certified", words)
    elif any(line.document is None for line in lines):
        words = _("The certification is being written. That takes a minute; look again then.")
        yield Missing(Section.WORK, "not_written", words)
    elif any(line.document.state not in PRESENT for line in lines if line.document):
        words = _("The document of the certification did not pass our checks. Sign again.")
        yield Missing(Section.WORK, "bad_file", words)


def _rates(claim: Claim, at: datetime) -> Iterator[Missing]:
    for words in missing_rates(claim, at):
        yield Missing(Section.INVOICES, "no_rate", words)


def _slots(claim: Claim) -> Iterator[Missing]:
    given = Counter(
        proof.requirement.key for proof in claim.proofs.all() if proof.requirement and counts(proof)
    )
    for gap in unmet(claim.activity.requirements.all(), given):
        metric = gap.requirements[0].kind == RequirementKind.METRIC
        section = Section.RESULT if metric else Section.PROOF
        yield Missing(section, "slot", _slot_words(gap), key=gap.requirements[0].key)
    for proof in claim.proofs.all():
        if proof.requirement and not counts(proof):
            words = _("The file “%(name)s” was not accepted. Send another or remove it.") % {
                "name": proof.document
            }
            yield Missing(Section.PROOF, "bad_file", words, key=proof.requirement.key)


def counts(proof: Proof) -> bool:
    """Whether a proof counts as present: a link, text, or a file that was not refused."""
    return proof.document is None or proof.document.state in PRESENT


def _slot_words(gap: Unmet) -> Any:
    names = " / ".join(str(one) for one in gap.requirements)
    if gap.missing > 1:
        return _("%(count)s more are needed: %(names)s.") % {"count": gap.missing, "names": names}
    return _("Missing: %(names)s.") % {"names": names}
