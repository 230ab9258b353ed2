"""Calls for originals (R16): what pages show of them, in words, and the conditions of their verbs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.enums import CallAnswer, CallOutcome
from claims.models import Claim, OriginalsCall, Proof
from claims.retention import keep_until
from lifecycle import Verdict
from lifecycle.transitions import YES
from programs.rules import days_left, end_of_day, local_day
from programs.words import day_in_words
from review.clocks import answer_due

NOTHING_CALLED = gettext_lazy("No originals of this claim are called for.")


@dataclass(frozen=True)
class Called:
    """One call with the files that answer it. `days_left`: negative once the due instant has passed."""

    call: OriginalsCall
    proofs: list[Proof]
    days_left: int

    @property
    def standing(self) -> str:
        """How it stands, for everybody."""
        call = self.call
        if call.outcome:
            return str(CallOutcome(call.outcome).label)
        if call.answer:
            return _("Answered, being looked at")
        return _("Not answered in time") if call.recovery_due_at else _("Waiting for the answer")

    @property
    def tone(self) -> str:
        """Of the badge."""
        call = self.call
        if call.outcome:
            return "success" if call.outcome == CallOutcome.ACCEPTED else "danger"
        if call.answer:
            return "progress"
        return "danger" if call.recovery_due_at else "attention"

    @property
    def answer(self) -> str:
        """How it was answered; "" where it was not."""
        return answer_in_words(self.call.answer, self.call.sent_on) if self.call.answer else ""


def calls_of(claim: Claim, at: datetime, *, staff: bool = False) -> list[Called]:
    """The calls of a claim loaded with `for_page()`, newest first.

    staff: without the files of an answer that the partner still prepares.
    """
    return [
        Called(one, _proofs(claim, one, staff), days_left(at, one.due_at, claim.program.zone))
        for one in claim.calls
    ]


def _proofs(claim: Claim, call: OriginalsCall, staff: bool) -> list[Proof]:
    if staff and call.is_open and not call.answer:
        return []
    return [one for one in claim.proofs.all() if one.call_id == call.pk]


def unanswered_id(claim: Claim) -> int | None:
    """The call whose answer the partner still prepares: its files are the partner's own until it is sent."""
    return claim.open_call.pk if claim.open_call and not claim.open_call.answer else None


def answer_in_words(answer: str, sent_on: date | None) -> str:
    """A CallAnswer for its reader."""
    if answer == CallAnswer.SENT and sent_on:
        return _("Sent by post or carrier on %(day)s") % {"day": day_in_words(sent_on)}
    return str(CallAnswer(answer).label)


def in_words(params: Mapping[str, Any]) -> dict[str, str]:
    """What an event of a call keeps as codes, in the reader's language."""
    found: dict[str, str] = {}
    if "call_answer" in params:
        sent = params.get("sent_on")
        found["answer"] = answer_in_words(params["call_answer"], date.fromisoformat(sent) if sent else None)
    if "call_outcome" in params:
        found["outcome"] = str(CallOutcome(params["call_outcome"]).label)
    return found


def first_due(claim: Claim, at: datetime) -> datetime:
    """R9, R16: until when a call made at `at` can be answered, unless the reviewer gives more time."""
    return answer_due(claim.program, claim.partner.country, at)


def due_on(claim: Claim, day: date) -> datetime:
    """The end of a local day the reviewer chose."""
    return end_of_day(day, claim.program.zone)


def still_kept(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R16: originals are called for as long as partners keep them, to the end of that local day."""
    until = keep_until(claim)
    if local_day(at, claim.program.zone) <= until:
        return YES
    words = _("Originals of this claim could be called for until %(day)s.")
    return Verdict(False, words % {"day": day_in_words(until)})


def was_taken(claim: Claim, user: Any, at: datetime) -> Verdict:
    """A claim that nobody has taken can still become its partner's draft again."""
    words = gettext_lazy("Take this claim first; until then the partner can take it back.")
    return YES if claim.taken_by_id else Verdict(False, words)


def nothing_called(claim: Claim, user: Any, at: datetime) -> Verdict:
    """One call at a time."""
    words = gettext_lazy("Originals of this claim are called for already.")
    return Verdict(False, words) if claim.open_call else YES


def called(claim: Claim, user: Any, at: datetime) -> Verdict:
    """There is a call that nobody has closed."""
    return YES if claim.open_call else Verdict(False, NOTHING_CALLED)


def unanswered(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R16: answered once; late, too, as long as the call is open."""
    if claim.open_call is None:
        return Verdict(False, NOTHING_CALLED)
    words = gettext_lazy("This call is answered already; it is our turn to look at the originals.")
    return Verdict(False, words) if claim.open_call.answer else YES


def answer_too_late(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R16: at the due instant a recovery becomes due, once."""
    call = claim.open_call
    lapsed = call and not call.answer and call.recovery_due_at is None and call.due_at <= at
    return YES if lapsed else Verdict(False, gettext_lazy("There is still time to answer."))
