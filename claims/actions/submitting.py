"""Submitting a claim and what a partner may do with it afterwards."""

from decimal import Decimal
from typing import Any

from django.db import connection

from claims.actions import ended, sending, settling, summarising
from claims.actions.door import Act, act
from claims.capping import require_caps
from claims.converting import freeze
from claims.enums import ClaimRole, ClaimState
from claims.models import Claim
from claims.permissions import partner_people
from claims.readiness import files_of
from claims.retention import keep_until
from claims.sharing import require_shares
from documents.actions import retain
from funds.actions import ledger as funds
from funds.workflow import held_for
from notifications.actions.sending import send
from programs.rules import local_day
from review import actions as review
from review.clocks import review_due


def total_of(claim: Claim) -> Decimal:
    """The sum of the claim's lines, in the program's currency."""
    return sum((expense.amount for expense in claim.expenses.all()), Decimal(0))


def submit(claim_id: int, *, user: Any) -> Claim:
    """Submit a draft for review.

    In this order: the rates of this month (R13), the number (first time only), the fund locked,
    caps and fund asked, the money held, the documents retained (R15), the state, the history, the
    summary promised, the confirmation mails. Raises ActionRefused with what is missing, that the deadline
    has passed, or by how much a cap or the fund is too small.
    """
    with act(claim_id, "submit", user) as one:
        claim = one.claim
        freeze(claim, one.at)
        total = total_of(claim)
        number = claim.number or _next_number(one)
        require_shares(claim)
        (fund,) = funds.lock([funds.fund_for(claim.partner, claim.program, claim.period)])
        require_caps(claim, fund)
        funds.hold(fund, total, subject=claim, actor=user, at=one.at)
        retain(*files_of(claim), until=keep_until(claim), at=one.at)
        one.move(
            number=number,
            claimed=total,
            submitted_at=claim.submitted_at or one.at,
            submitted_by=user,
            waiting_since=one.at,
            taken_at=None,
            taken_by=None,
        )
        one.note(number=number, amount=total, currency=claim.currency)
        settling.over(one)
        summarising.promise(one, keep_until(claim))
        _confirm(one)
    return one.claim


def _next_number(one: Act) -> str:
    """R20: COOP-2026-000123, from a sequence, gaps allowed; the year is the program's local one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('claims_claim_number')")
        (serial,) = cursor.fetchone()
    return f"COOP-{local_day(one.at, one.claim.program.zone).year}-{serial:06d}"


def _confirm(one: Act) -> None:
    claim = one.claim
    facts: dict[str, Any] = {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "amount": str(claim.claimed),
        "currency": claim.currency,
        "review_due": review_due(claim.program, one.at).isoformat(),
        "zone": claim.program.zone,
        "keep_until": keep_until(claim).isoformat(),
    }
    people = {claim.owner, one.user, *partner_people(claim, ClaimRole.ADMIN)}
    for person in people:
        key = f"{claim.pk}:{claim.edition}"
        send("claim_submitted", to=person, subject=claim, key=key, at=one.at, **facts)


def take_back(claim_id: int, *, user: Any) -> Claim:
    """Make a submitted claim a draft again while nobody has taken it; its money is free again."""
    with act(claim_id, "take_back", user) as one:
        release_rest(one)
        one.move(claimed=0, waiting_since=None, ready_at=None)
        one.note()
    return one.claim


def withdraw(claim_id: int, *, user: Any) -> Claim:
    """Give a claim up for good; what frees after the deadline is forfeited (R11), and the page says so before."""
    with act(claim_id, "withdraw", user) as one:
        release_rest(one)
        _close_request(one)
        one.claim.decisions.void(one.at)
        one.move(ended_at=one.at, waiting_since=None)
        one.note()
    return one.claim


def release_rest(one: Act) -> None:
    """Free all that is still held for the claim; after the deadline the ledger forfeits it at once (R11)."""
    claim = one.claim
    fund = funds.fund_for(claim.partner, claim.program, claim.period)
    if held := held_for(fund, claim):
        funds.release(fund, held, subject=claim, actor=one.user, at=one.at)


def _close_request(one: Act) -> None:
    request = review.open_request(one.claim)
    if request:
        review.close(request, at=one.at)


def answer(claim_id: int, comment: str, *, user: Any) -> Claim:
    """ "I have answered everything": what was prepared is sent, the claim goes back to where it was asked from."""
    with act(claim_id, "answer", user) as one:
        request = review.asked(one.claim)
        sent = sending.send(one, request)
        review.answer(request, comment, answered=sent.answered, actor=user, at=one.at)
        send_back(one, claimed=sent.claimed)
        one.note(words=comment, **sent.facts)
        ended.tell_reviewer(one, request, answered=len(sent.answered), words=comment)
    return one.claim


def send_back(one: Act, **changes: Any) -> None:
    """1.1: an answered or lapsed claim is SUBMITTED again, or DISPUTED if it came from there; its files are kept."""
    retain(*files_of(one.claim), until=keep_until(one.claim), at=one.at)
    disputed = one.claim.came_from == ClaimState.DISPUTED
    state = ClaimState.DISPUTED if disputed else ClaimState.SUBMITTED
    one.move(state, came_from="", waiting_since=one.at, **changes)
