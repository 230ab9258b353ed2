"""What the rules say about a submitted claim, for the reviewer: each check, and whether it holds.

The same list that guards submitting (`readiness`), judged at the time it was submitted, read check by check.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.capping import cap_left_on_page
from claims.models import Claim
from claims.readiness import ALL, Finding, Section, claimed_with, findings_of
from documents.enums import State
from programs.rules import is_in_time

#: What is checked, by the codes of what readiness finds; where a claim has nothing of the kind it is not asked.
ACTIVITY = (
    (gettext_lazy("The days of the activity lie inside the usage period."), {"days", "outside"}),
    (gettext_lazy("The activity was over when the claim was submitted."), {"not_over"}),
)
INVOICES = (
    (gettext_lazy("Every line has its invoice as a file."), {"no_line", "no_file", "bad_file"}),
    (gettext_lazy("Every invoice is complete."), {"incomplete"}),
    (gettext_lazy("Every kind of expense is eligible for this activity."), {"not_eligible"}),
    (
        gettext_lazy("Invoice dates and service periods fit the activity."),
        {"dated_ahead", "dated_long_before", "dated_long_after", "served_after", "served_outside"},
    ),
    (
        gettext_lazy("The lines say what their invoices say, as far as they could be read."),
        {"caution", "differs", "more_than_invoice", "contradicts_itself"},
    ),
)
CAPS = gettext_lazy("The caps of the activity are kept.")
WORK = gettext_lazy("The in-house work is certified as it is now, on possible days.")
PROOF = gettext_lazy("All proof that is asked for is there.")
RESULT = gettext_lazy("The result figures are there.")


@dataclass(frozen=True)
class Check:
    """One check: what was checked, whether it holds, and if not, why: a sentence a line."""

    words: Any
    ok: bool
    why: str = ""


def checked_by_rule(claim: Claim, at: datetime) -> list[Check]:
    """Every check in the order in which one reads a claim. Load the claim with `for_page()`.

    Where the money goes is the partner's and the payer's business, and other uses of an invoice stand at the lines.
    """
    submitted = claim.submitted_at or at
    found = findings_of(claim, submitted, about=ALL - {Section.PAYEE})
    return [
        *(_by_code(found, Section.ACTIVITY, words, codes) for words, codes in ACTIVITY),
        _in_time(claim, submitted),
        *(_by_code(found, Section.INVOICES, words, codes) for words, codes in INVOICES),
        *([_by_section(found, Section.WORK, WORK)] if claim.work else []),
        _adds_up(claim),
        *_caps(claim, found),
        _by_section(found, Section.PROOF, PROOF),
        _by_section(found, Section.RESULT, RESULT),
        _files(claim),
    ]


def _by_code(found: list[Finding], section: Section, words: Any, codes: set[str]) -> Check:
    return _check(words, [one for one in found if one.section is section and one.code in codes])


def _by_section(found: list[Finding], section: Section, words: Any) -> Check:
    return _check(words, [one for one in found if one.section is section])


def _check(words: Any, against: list[Finding]) -> Check:
    return Check(str(words), not against, "\n".join(str(one.words) for one in against))


def _in_time(claim: Claim, submitted: datetime) -> Check:
    words = _("The claim was submitted before the deadline.")
    return Check(words, is_in_time(submitted, claim.period, claim.partner))


def _adds_up(claim: Claim) -> Check:
    total = sum((expense.amount for expense in claim.expenses.all()), Decimal(0))
    return Check(_("The lines add up to the claimed amount."), total == claim.claimed)


def _caps(claim: Claim, found: list[Finding]) -> Iterator[Check]:
    """R12; activities without caps have no such check. One that holds says what is left."""
    over = [one for one in found if one.code == "cap"]
    caps = [] if over else cap_left_on_page(claim)
    if over or caps:
        said = [str(one.words) for one in over] + [str(one.words) for one in caps]
        yield replace(_check(CAPS, over), why="\n".join(said))


def _files(claim: Claim) -> Check:
    names = ", ".join(document.name for document in claimed_with(claim) if document.state != State.CLEAN)
    why = _("Not ready: %(names)s.") % {"names": names} if names else ""
    return Check(_("All files have passed the checks."), not names, why)
