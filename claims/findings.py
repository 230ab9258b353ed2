"""What the rules say about a submitted claim, for the reviewer: each check, and whether it holds.

The same list that guards submitting (`readiness`), judged at the time it was submitted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from claims.capping import cap_left
from claims.filling import cautions, differences
from claims.models import Claim
from claims.readiness import Missing, Section, files_of, missing_to_submit
from documents.enums import State
from documents.reading import reading_of
from funds.models import Fund
from programs.rules import deadline_for, is_before_deadline


@dataclass(frozen=True)
class Finding:
    """One check: what was checked, whether it holds, and if not, why."""

    words: str
    ok: bool
    why: str = ""


def findings(claim: Claim, at: datetime) -> list[Finding]:
    """Every check in the order in which one reads a claim. Load the claim with `for_page()`."""
    submitted = claim.submitted_at or at
    missing = missing_to_submit(claim, submitted)
    return [
        *_activity(missing),
        _in_time(claim, submitted),
        _without(
            missing,
            _("Every line has its invoice as a file."),
            section=Section.INVOICES,
        ),
        _eligible(claim),
        _adds_up(claim),
        *_caps(claim),
        _as_read(claim),
        _without(missing, _("All proof that is asked for is there."), section=Section.PROOF),
        _without(missing, _("The result figures are there."), section=Section.RESULT),
        _files(claim),
    ]


def _without(missing: list[Missing], words: str, **wanted: Any) -> Finding:
    """The check that nothing of a kind is missing."""
    gaps = [one for one in missing if all(getattr(one, name) == value for name, value in wanted.items())]
    return Finding(words, not gaps, " ".join(str(gap.words) for gap in gaps))


def _activity(missing: list[Missing]) -> Iterator[Finding]:
    days = [one for one in missing if one.code in {"days", "outside"}]
    yield _without(days, _("The days of the activity lie inside the usage period."))
    yield _without(missing, _("The activity was over when the claim was submitted."), code="not_over")


def _in_time(claim: Claim, submitted: datetime) -> Finding:
    in_time = is_before_deadline(submitted, deadline_for(claim.period, claim.partner))
    return Finding(_("The claim was submitted before the deadline."), in_time)


def _eligible(claim: Claim) -> Finding:
    eligible = {kind.pk for kind in claim.activity.expense_kinds.all()}
    others = {str(expense.kind) for expense in claim.expenses.all() if expense.kind_id not in eligible}
    why = _("Not eligible here: %(kinds)s.") % {"kinds": ", ".join(sorted(others))} if others else ""
    return Finding(_("Every kind of expense is eligible for this activity."), not others, why)


def _adds_up(claim: Claim) -> Finding:
    total = sum((expense.amount for expense in claim.expenses.all()), Decimal(0))
    return Finding(_("The lines add up to the claimed amount."), total == claim.claimed)


def _as_read(claim: Claim) -> Finding:
    """A line may claim a part of its invoice, and a page may be misread: the reviewer looks, nothing is refused."""
    found = [
        f"{line}: {words}"
        for line in claim.expenses.all()
        for words in (
            *cautions(reading_of(line.document)),
            *(f"{one.label}: {one.words}" for one in differences(line)),
        )
    ]
    return Finding(
        _("The lines say what their invoices say, as far as they could be read."), not found, " ".join(found)
    )


def _caps(claim: Claim) -> Iterator[Finding]:
    """R12; activities without caps have no such check."""
    fund = Fund.objects.filter(partner=claim.partner, program=claim.program, period=claim.period).first()
    caps = cap_left(claim, fund)
    if caps:
        why = " ".join(one.refusal for one in caps if one.over) or " ".join(one.words for one in caps)
        yield Finding(_("The caps of the activity are kept."), not any(one.over for one in caps), why)


def _files(claim: Claim) -> Finding:
    names = ", ".join(document.name for document in files_of(claim) if document.state != State.CLEAN)
    why = _("Not ready: %(names)s.") % {"names": names} if names else ""
    return Finding(_("All files have passed the checks."), not names, why)
