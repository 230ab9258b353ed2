"""Certified in-house work (R4): what is certified, in which words, and whether what was signed still holds."""

import hashlib
import json
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Certification, Claim, WorkItem
from programs.models import ExpenseKind

#: Which words were signed; a changed text is a new edition, and old certifications keep theirs.
EDITION = "2026-11"
STATEMENTS = (
    _("The work listed here was done by people of our company, for the activity of this claim."),
    _("Days, hours and costs are true and complete; they are taken from our own records."),
    _("No third party has paid for this work or will, and it is claimed nowhere else."),
    _("We keep the records behind it as long as the originals of this claim, and show them when asked."),
    _("I am entitled to sign this for our company."),
)


def item_data(item: WorkItem) -> dict[str, str]:
    """One work item as it is signed: plain text, amounts with a point, days as in ISO 8601."""
    given = {"hours": item.hours, "rate": item.rate, "cost": item.cost}
    numbers = {name: f"{number.normalize():f}" for name, number in given.items() if number is not None}
    return {
        "day": item.day.isoformat(),
        "person": item.person,
        "role": item.role,
        "work": item.work,
        "kind": item.kind.code,
        "amount": str(item.amount),
        **numbers,
    }


def totals(claim: Claim) -> dict[ExpenseKind, Decimal]:
    """What the work costs by kind, in the program's currency: each becomes a line of the claim."""
    sums: dict[ExpenseKind, Decimal] = defaultdict(Decimal)
    for item in claim.work_items.all():
        sums[item.kind] += item.amount
    return dict(sums)


def data_of(claim: Claim) -> dict[str, Any]:
    """Everything a signature covers; the statements in the signer's language."""
    return {
        "claim": claim.public_id,
        "partner": {"name": claim.partner.legal_name, "number": claim.partner.number},
        "activity": claim.title,
        "currency": claim.currency,
        "edition": EDITION,
        "statements": [str(one) for one in STATEMENTS],
        "items": [item_data(item) for item in claim.work_items.all()],
        "total": str(sum(totals(claim).values(), Decimal(0))),
    }


def hash_of(data: dict[str, Any]) -> str:
    """SHA-256 of the data as canonical JSON, in hex."""
    return hashlib.sha256(as_bytes(data)).hexdigest()


def as_bytes(data: dict[str, Any]) -> bytes:
    """Canonical JSON: sorted, without spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def in_force(claim: Claim) -> Certification | None:
    """The certification the claim's lines stand on; None where the work was never signed, or not as it is now."""
    for line in claim.certified_lines:
        if line.certification and line.certification.data["items"] == data_of(claim)["items"]:
            return line.certification
    return None
