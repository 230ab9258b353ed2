"""A decision as a page shows it: line by line, with the invoice it is about."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from claims.models import Claim, Decision, DecisionLine, Expense


@dataclass(frozen=True)
class DecidedLine:
    """The outcome of one invoice line."""

    expense: Expense
    outcome: DecisionLine

    @property
    def cut(self) -> bool:
        return self.outcome.approved < self.outcome.claimed


@dataclass(frozen=True)
class Decided:
    """The decision that holds, with its lines in the claim's order."""

    decision: Decision
    lines: list[DecidedLine]


def decisions_of(claim: Claim) -> list[Decision]:
    """Recommendations and decisions as they were made, with lines, reasons and people; asked for once a claim."""
    prefetch_related_objects([claim], "decisions__lines__code", "decisions__by")
    return list(claim.decisions.all())


def last_decision(claim: Claim) -> Decided | None:
    """The latest decision that left the house, or None; load the claim with `for_page()`."""
    made = [one for one in decisions_of(claim) if one.left_at]
    if not made or claim.approved is None:
        return None
    outcomes = {line.expense_id: line for line in made[-1].lines.all()}
    lines = [DecidedLine(one, outcomes[one.pk]) for one in claim.expenses.all() if one.pk in outcomes]
    return Decided(made[-1], lines)
