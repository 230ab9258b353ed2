"""What ends a question to a colleague by itself: somebody gave it, or nobody needs it any more."""

from typing import Any

from claims.actions.door import Act
from claims.asks import thing_of
from claims.models import Ask, Claim, Expense
from claims.models.ask import AskState
from documents.models import Document
from history.actions import record
from notifications.actions.sending import send
from programs.models import Requirement


def filled(one: Act, place: Requirement | Expense | None, document: Document | None) -> None:
    """Something arrived in a slot or at a line. Whoever was asked and gave it is done at once;
    others, once the place is full.
    """
    if place is None or not one.claim.is_draft:
        return
    asks = open_asks(one.claim)
    here = asks.filter(requirement=place) if isinstance(place, Requirement) else asks.filter(expense=place)
    for ask in here:
        if ask.asked_id == one.person.pk:
            given(one, ask, document)
        elif _is_full(one.claim, place):
            end(one, ask, AskState.FILLED)


def _is_full(claim: Claim, place: Requirement | Expense) -> bool:
    if isinstance(place, Expense):
        return True
    return claim.proofs.filter(requirement=place).count() >= place.minimum


def given(one: Act, ask: Ask, document: Document | None) -> None:
    """The colleague gave it: the one who asked gets one mail."""
    end(one, ask, AskState.GIVEN, document=document)
    tell_asker(one, ask)


def tell_asker(one: Act, ask: Ask) -> None:
    """One mail about what the colleague did."""
    facts: dict[str, Any] = {
        "title": one.claim.title,
        "public_id": one.claim.public_id,
        "ask_id": ask.public_id,
        "by": str(ask.asked),
        "given": ask.state == AskState.GIVEN,
        "reason": ask.answer,
        "file": str(ask.document or ""),
        **thing_of(ask),
    }
    if ask.by_id != one.person.pk:
        send("ask_answered", to=ask.by, subject=one.claim, key=str(ask.pk), at=one.at, **facts)


def over(one: Act) -> None:
    """The claim is no draft any more: nothing is asked for."""
    for ask in open_asks(one.claim):
        end(one, ask, AskState.OVER)


def gone(one: Act, line: Expense) -> None:
    """A line is taken out, and with it what was asked for it."""
    for ask in open_asks(one.claim).filter(expense=line):
        end(one, ask, AskState.WITHDRAWN)


def open_asks(claim: Claim) -> Any:
    """Questions that wait for an answer, with all that their words need."""
    return claim.asks.filter(state=AskState.OPEN).select_related("requirement", "expense", "asked", "by")


#: What the history says of each end.
CODES = {
    AskState.GIVEN: "claim.give",
    AskState.DECLINED: "claim.decline",
    AskState.WITHDRAWN: "claim.call_off",
    AskState.FILLED: "claim.ask_over",
    AskState.OVER: "claim.ask_over",
}


def end(one: Act, ask: Ask, state: AskState, *, document: Document | None = None, answer: str = "") -> None:
    """Write what became of it, and the event."""
    ask.state, ask.document, ask.answer = state, document, answer
    ask.ended_at, ask.ended_by = one.at, one.user
    ask.save(update_fields=["state", "document", "answer", "ended_at", "ended_by"])
    facts = {"asked": str(ask.asked), "by": str(ask.by), "thing": thing_of(ask), "reason": answer}
    record(one.claim, CODES[state], actor=one.user, at=one.at, **facts)
