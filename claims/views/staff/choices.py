"""The action bar of the bench: what can be done with the claim now, and if not, why."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.enums import OPEN_STATES, ClaimState
from claims.lapsed import asked_in_vain
from claims.models import Claim
from lifecycle import Verdict


@dataclass(frozen=True)
class Choice:
    """One button. `posts`: it acts at once instead of opening a page; `name`: what a shortcut is called."""

    label: str
    url: str
    verdict: Verdict
    posts: bool = False
    name: str = ""


def deciding_verb(claim: Claim) -> str:
    """R10: above the program's limit a reviewer recommends; a recommendation is decided."""
    above = claim.claimed > claim.program.four_eyes_limit
    return "recommend" if above and claim.state != ClaimState.AWAITING_APPROVAL else "decide"


def choices(claim: Claim, allowed: Mapping[str, Verdict]) -> list[Choice]:
    """The buttons for a person's roles, in the order of use; none for those who only read."""
    if claim.state not in OPEN_STATES:
        return []
    taking = claim.state == ClaimState.SUBMITTED
    offered = [("take", _("Take this claim"), True)] if taking else []
    return [
        Choice(label, _url(claim, verb), allowed[verb], posts)
        for verb, label, posts in (*offered, *_by_state(claim))
        if not allowed[verb].forbidden
    ]


def _by_state(claim: Claim) -> list[tuple[str, str, bool]]:
    if claim.state == ClaimState.AWAITING_APPROVAL:
        other = ("return", _("Send back to the reviewer"), False)
    else:
        other = ("request", _("Ask the partner"), False)
    verb = deciding_verb(claim)
    label = _("Recommend line by line") if verb == "recommend" else _("Decide line by line")
    return [(verb, label, False), other]


def shortcut(claim: Claim, allowed: Mapping[str, Verdict], *, was_asked: bool) -> Choice | None:
    """The one press for the usual case; it leads to the page that is confirmed. None where it cannot be done.

    was_asked: whether the partner was asked for anything. What was asked for in vain is not approved by one
    press (1.1): then each line is decided.
    """
    verb = deciding_verb(claim)
    if claim.state not in OPEN_STATES or not allowed[verb]:
        return None
    if claim.state == ClaimState.AWAITING_APPROVAL:
        label, name = _("Approve as recommended"), "as_recommended"
    elif was_asked and asked_in_vain(claim):
        return None
    elif verb == "recommend":
        label, name = _("Recommend all lines as claimed"), "as_claimed"
    else:
        label, name = _("Approve all lines as claimed"), "as_claimed"
    return Choice(label, _url(claim, verb), allowed[verb], posts=True, name=name)


def refusals(offered: list[Choice]) -> list[str]:
    """Why buttons are greyed, each sentence once."""
    return list(dict.fromkeys(str(one.verdict.reason) for one in offered if not one.verdict))


def _url(claim: Claim, verb: str) -> str:
    return reverse(f"review_{verb}", args=[claim.public_id])
