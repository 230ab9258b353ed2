"""What reviewers do with a submitted claim before they decide: take it, ask for more."""

from datetime import datetime
from typing import Any

from claims.actions.door import Act, act
from claims.enums import ClaimState
from claims.models import Claim
from claims.permissions import partner_people
from notifications.actions import send
from review import actions as review
from review import holding
from review.clocks import answer_due


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


def request_documents(claim_id: int, words: str, *, user: Any) -> Claim:
    """Ask the partner for more, due by R9; the claim waits for the partner."""
    with act(claim_id, "request", user) as one:
        due = answer_due(one.claim.program, one.claim.partner.country, one.at)
        ask(one, words, due)
    return one.claim


def ask(one: Act, words: str, due: datetime, **about: int) -> None:
    """Open the request, turn the claim over to the partner and tell them; where one is open, ask for this too.

    about: ids the event keeps.
    """
    claim = one.claim
    if open_already := review.open_request(claim):
        request = review.extend(open_already, words, due_at=due)
        due = request.due_at
        one.move()
    else:
        request = review.ask(claim, words, due_at=due, actor=one.user, at=one.at)
        # Neither a decision that has not left nor a recommendation outlives it.
        claim.decisions.void(one.at)
        recommended = claim.state == ClaimState.AWAITING_APPROVAL
        one.move(came_from=claim.came_from if recommended else claim.state, waiting_since=None)
    one.note(words=words, due=due, zone=claim.program.zone, **about)
    facts = {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "words": words,
        "due": due.isoformat(),
        "zone": claim.program.zone,
    }
    for person in partner_people(claim):
        send(
            "request_made",
            to=person,
            subject=claim,
            key=f"{request.pk}:{claim.edition}",
            at=one.at,
            must_arrive=True,
            **facts,
        )
