"""What reviewers do with a submitted claim before they decide: take it, ask for more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.door import Act, act
from claims.enums import ClaimState
from claims.models import Claim
from claims.parts import Parts, facts_of, parts_of
from claims.permissions import partner_people
from lifecycle import ActionRefused
from notifications.actions.sending import send
from review import actions as review
from review import holding
from review.clocks import answer_due
from review.models import Request
from review.wanted import Wanted


def take(claim_id: int, *, user: Any) -> Claim:
    """Begin to review a claim; from now on the partner cannot take it back."""
    with act(claim_id, "take", user) as one:
        begin(one)
    return one.claim


def begin(one: Act) -> None:
    """The part of `take` inside its transaction; "take next" comes here too."""
    one.move(taken_at=one.at, taken_by=one.person)
    holding.take_over(one.claim, one.person, one.at)
    one.note()


def request_documents(claim_id: int, items: Sequence[Wanted], words: str = "", *, user: Any) -> Claim:
    """Ask the partner for one thing or several, due by R9; the claim waits for the partner.

    words: over all of them. Raises ActionRefused where the claim has no such part.
    """
    with act(claim_id, "request", user) as one:
        if not {item.part for item in items} <= {part.key for part in parts_of(one.claim)}:
            raise ActionRefused(_("The lines of the claim have changed. Look at them again."))
        due = answer_due(one.claim.program, one.claim.partner.country, one.at)
        ask(one, items, due, words)
    return one.claim


def ask(one: Act, items: Sequence[Wanted], due: datetime, words: str = "", **about: int) -> None:
    """Open the request, turn the claim over to the partner and tell them; where one is open, ask for this too.

    about: ids the event keeps.
    """
    claim = one.claim
    if open_already := review.open_request(claim):
        request = review.extend(open_already, items, due_at=due)
        one.move()
    else:
        request = review.ask(claim, items, words, due_at=due, actor=one.user, at=one.at)
        # Neither a decision that has not left nor a recommendation outlives it.
        claim.decisions.void(one.at)
        recommended = claim.state == ClaimState.AWAITING_APPROVAL
        one.move(came_from=claim.came_from if recommended else claim.state, waiting_since=None)
    parts = Parts(claim)
    facts = {"words": words, "items": [facts_of(parts[item.part], item) for item in items]}
    one.note(**facts, due=request.due_at, zone=claim.program.zone, **about)
    _tell(one, request, facts)


def _tell(one: Act, request: Request, facts: dict[str, Any]) -> None:
    """One mail to each of the partner's people, with everything that is asked for and until when."""
    claim = one.claim
    told = facts | {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "due": request.due_at.isoformat(),
        "zone": claim.program.zone,
    }
    for person in partner_people(claim):
        send(
            "request_made",
            to=person,
            subject=claim,
            key=f"{request.pk}:{claim.edition}",
            at=one.at,
            void_at=request.due_at,
            **told,
        )
