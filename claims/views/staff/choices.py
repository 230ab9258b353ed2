"""The action bar of the bench: what can be done with the claim now, and if not, why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.enums import OPEN_STATES, ClaimState
from claims.models import Claim
from lifecycle import Verdict


@dataclass(frozen=True)
class Choice:
    """One button. `posts`: it acts at once instead of opening a page."""

    verb: str
    label: str
    url: str
    verdict: Verdict
    posts: bool = False
    main: bool = False


def deciding_verb(claim: Claim) -> str:
    """R10: above the program's limit a reviewer recommends; a recommendation is decided."""
    above = claim.claimed > claim.program.four_eyes_limit
    return "recommend" if above and claim.state != ClaimState.AWAITING_APPROVAL else "decide"


def choices(claim: Claim, allowed: Mapping[str, Verdict]) -> list[Choice]:
    """The buttons for a person's roles, in the order of use; none for those who only read."""
    if claim.state not in OPEN_STATES:
        return []
    waiting, deciding = claim.state == ClaimState.AWAITING_APPROVAL, deciding_verb(claim)
    label = _("Recommend line by line") if deciding == "recommend" else _("Decide line by line")
    rows: list[tuple[str, Any, str, dict[str, bool]]] = []
    if claim.state == ClaimState.SUBMITTED:
        rows.append(("take", _("Take this claim"), "review_take", {"posts": True, "main": True}))
    rows.append((deciding, label, f"review_{deciding}", {}))
    if waiting:
        rows.append(("return", _("Send back to the reviewer"), "review_return", {}))
    else:
        rows.append(("request", _("Ask for a document"), "review_request", {}))
    return [
        Choice(verb, words, reverse(name, args=[claim.public_id]), allowed[verb], **how)
        for verb, words, name, how in rows
        if not allowed[verb].forbidden
    ]
