"""What the letter of a decision says: taken down when the decision leaves, read on a page and in a PDF.

Amounts are text with a point, days and instants text as in ISO 8601; words of the catalogue stand in every language.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from claims.cuts import line_facts
from claims.guards import dispute_ends
from claims.models import Claim, Decision, Letter
from claims.paying_by import gathered_with, pay_day
from claims.retention import keep_until
from programs.rules import deadline_for, is_before_deadline


def data_of(claim: Claim, decision: Decision, rest: Decimal, at: datetime) -> dict[str, Any]:
    """Everything the letter says; the claim stands as the decision leaves it.

    rest: what was held and not approved; it stays held while the decision can be disputed, else it was freed.
    """
    outcome = _outcome(claim, decision)
    lines = decision.lines.select_related("expense", "code").order_by("expense__position")
    return {
        **_claim_data(claim),
        "serial": Letter.objects.filter(decision__claim=claim).count() + 1,
        "decided_at": at.isoformat(),
        "approved": str(decision.approved),
        "outcome": outcome,
        "reason": decision.reason,
        "lines": [line_facts(line) for line in lines],
        "after_dispute": bool(claim.disputed_at),
        "dispute_until": None if outcome == "whole" or claim.disputed_at else _iso(dispute_ends(claim)),
        **_rest(claim, rest, at),
        **_payment(claim, decision.approved, at),
    }


def _claim_data(claim: Claim) -> dict[str, Any]:
    partner = claim.partner
    return {
        "number": claim.number,
        "title": claim.title,
        "partner": {"name": partner.legal_name, "city": partner.city, "number": partner.number},
        "program": claim.program.name,
        "period": [claim.period.first_day.isoformat(), claim.period.last_day.isoformat()],
        "activity": claim.activity.name,
        "currency": claim.currency,
        "claimed": str(claim.claimed),
        "zone": claim.program.zone,
        "keep_until": keep_until(claim).isoformat(),
    }


def _rest(claim: Claim, rest: Decimal, at: datetime) -> dict[str, Any]:
    """What becomes of the money that was not approved, and by when (R11). `rest_ends` None: it is free already.

    `rest` is "" where nothing is left over.
    """
    deadline = deadline_for(claim.period, claim.partner)
    ends = None if claim.disputed_at else dispute_ends(claim)
    return {
        "rest": str(rest) if rest else "",
        "rest_ends": _iso(ends),
        "deadline": deadline.isoformat(),
        "forfeited": not is_before_deadline(ends or at, deadline),
    }


def _payment(claim: Claim, approved: Decimal, at: datetime) -> dict[str, Any]:
    """By when it is paid (R9, R17): a smaller sum waits until, with others, the program's minimum is reached."""
    program = claim.program
    day = pay_day(program, gathered_with(claim, approved), at) if approved else None
    return {
        "payment_minimum": str(program.payment_minimum),
        "payment_days": program.payment_days,
        "pay_by": day.isoformat() if day else None,
    }


def _outcome(claim: Claim, decision: Decision) -> str:
    """ "whole", "part" or "none" of what was claimed."""
    if decision.approved == claim.claimed:
        return "whole"
    return "part" if decision.approved else "none"


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def letters_of(claim: Claim) -> list[Letter]:
    """The letters of a claim in the order in which they left, with their files. One query."""
    found = Letter.objects.filter(decision__claim=claim).select_related("document__uploaded_by")
    return list(found.order_by("pk"))
