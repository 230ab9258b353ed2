"""What became of a payment once it was sent (R17): paid, failed, came back, or nobody knows.

Each act holds, in this order, the claims of the location by id, the recoveries the payment offsets, and the
payment; two people, or a person and a statement, have one outcome. What follows from it, in this order: the payment,
its history, each claim with its fund's ledger, recoveries, how the location's claims stand now, mails.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from claims.actions.paying import record_payment
from claims.enums import PaymentState
from claims.models import Claim
from history.actions import record
from lifecycle import ActionRefused, clock
from payments import workflow
from payments.actions import owing, telling
from payments.actions.locking import hold
from payments.actions.standing import refresh
from payments.enums import Found, PaymentStage
from payments.models import Payment, Recovery
from payments.proposed import PROPOSE_OUTCOME, proposal_of
from payments.statements.matching import Booked, came_back, meaning
from programs.rules import local_day

SAY_WHY = _("Say why. It stays in the history.")
NOT_IN_FUTURE = _("This day lies in the future.")
NO_DAY = _("Say on which day the bank booked it.")


@dataclass
class Act:
    """One verb on one held payment at one instant, by somebody; None: a statement that says so by itself."""

    payment: Payment
    at: datetime
    #: What it pays of each claim, by the claim's id in order.
    parts: dict[int, Decimal]
    user: Any | None = None
    verb: str = ""

    def require(self, verb: str, user: Any | None) -> None:
        """From now on it is this verb by this person. Raises ActionRefused unless the workflow says yes."""
        self.verb, self.user = verb, user
        verdict = workflow.verdict(self.payment, verb, user, self.at)
        if not verdict:
            raise ActionRefused(verdict)

    def move(self, stage: PaymentStage, **changes: Any) -> None:
        """Another stage since now, with these changes."""
        changes = {"stage": stage, "stage_at": self.at, **changes}
        for name, value in changes.items():
            setattr(self.payment, name, value)
        self.payment.save(update_fields=list(changes))

    def note(self, **params: Any) -> None:
        """Write the event of this verb, with what its words need."""
        record(self.payment, f"payments.{self.verb}", actor=self.user, at=self.at, **params)

    def claims(self, state: PaymentState, money: str = "", **facts: Any) -> None:
        """Write it on each claim; money: "paid" or "came_back" where money moved."""
        for claim, part in self.parts.items():
            moved: Any = {money: part} if money else {}
            told = {"reference": self.payment.reference, **facts, **moved}
            record_payment(claim, state, actor=self.user, **told)

    def stand(self) -> None:
        """How the location's claims stand now."""
        refresh(self.payment.partner, self.payment.batch.program, actor=self.user)


@contextmanager
def held(payment_id: int) -> Iterator[Act]:
    """One transaction that holds a payment and all it touches; the time is asked for after the locks were got."""
    with transaction.atomic():
        found = Payment.objects.select_related("partner", "batch__program").get(pk=payment_id)
        sums = found.items.order_by("claim").values_list("claim").annotate(Sum("amount"))
        parts = dict(sums)
        hold(Claim.objects.filter(pk__in=list(parts)))
        owed = Recovery.objects.filter(pk__in=found.offsets.values("recovery")).order_by("pk")
        list(owed.select_for_update(of=("self",)).values_list("pk"))
        payment = Payment.objects.select_related("partner", "batch__program", "payee")
        yield Act(payment.select_for_update(of=("self",)).get(pk=payment_id), clock.now(), parts)


def by_bank(payment_id: int, booking: Booked, *, user: Any | None = None) -> Found:
    """What a statement says of a payment; moves it where that is clear. user: who tied the two, None: the portal."""
    with held(payment_id) as one:
        found = meaning(booking, one.payment)
        if found in BY_FINDING:
            BY_FINDING[found](one, booking, user)
    return found


def by_hand(payment_id: int, booking: Booked, *, user: Any) -> Found:
    """The same where somebody says that an incoming booking gives a payment back, although the bank gives no reason.

    Raises ActionRefused, also for who may not.
    """
    with held(payment_id) as one:
        found = came_back(one.payment.stage) if booking.incoming else meaning(booking, one.payment)
        if found not in BY_FINDING:
            one.require("come_back" if booking.incoming else "confirm", user)
        BY_FINDING[found](one, booking, user)
    return found


def _confirmed(one: Act, booking: Any, user: Any | None) -> None:
    one.require("confirm", user)
    paid(one, booking.booked_on, booking.bank_reference)


def _bounced(one: Act, booking: Any, user: Any | None) -> None:
    one.require("bounce", user)
    _failed(one, booking.fault_code, booking.words)


def _returned(one: Act, booking: Any, user: Any | None) -> None:
    one.require("come_back", user)
    one.move(PaymentStage.RETURNED, fault_code=booking.fault_code, fault_words=booking.words[:400])
    one.note(**_fault(one.payment), amount=one.payment.amount, day=booking.booked_on)
    one.claims(PaymentState.FAILED, "came_back", words=_plainly(one.payment))
    owing.owe_again(one.payment, one.at)
    one.stand()
    telling.returned(one.payment, one.at)


BY_FINDING: dict[Found, Callable[[Act, Any, Any], None]] = {
    Found.PAID: _confirmed,
    Found.FAILED: _bounced,
    Found.RETURNED: _returned,
}


def paid(one: Act, booked_on: date, bank_reference: str) -> None:
    """What follows from a payment that arrived; `one` has required its verb."""
    one.move(PaymentStage.PAID, booked_on=booked_on, bank_reference=bank_reference[:100])
    one.note(booked_on=booked_on, reference=bank_reference, amount=one.payment.amount)
    one.claims(PaymentState.PAID, "paid", reference=bank_reference or one.payment.reference)
    owing.settle_offset(one.payment, one.at)
    one.stand()
    telling.paid(one.payment, one.at)


def _failed(one: Act, code: str, words: str, **params: Any) -> None:
    one.move(PaymentStage.FAILED, fault_code=code[:10], fault_words=words[:400])
    one.note(**_fault(one.payment), amount=one.payment.amount, **params)
    one.claims(PaymentState.FAILED, words=_plainly(one.payment))
    owing.owe_again(one.payment, one.at)
    one.stand()
    telling.failed(one.payment, one.at)


def note_failure(payment_id: int, words: str, *, user: Any, code: str = "") -> None:
    """The bank says by another way than a statement that it did not pay. Raises ActionRefused."""
    _require_words(words, "words")
    with held(payment_id) as one:
        one.require("note_failure", user)
        _failed(one, code, words)


def lose_track(payment_id: int, words: str, *, user: Any) -> None:
    """Nobody knows whether the bank has it: a time-out after it was handed over, say. Never sent again by code.

    Raises ActionRefused.
    """
    _require_words(words, "words")
    with held(payment_id) as one:
        one.require("lose_track", user)
        one.move(PaymentStage.UNKNOWN, fault_words=words[:400])
        one.note(**_fault(one.payment))
        one.claims(PaymentState.UNKNOWN, words=words)
        one.stand()


def propose_outcome(
    payment_id: int, outcome: PaymentStage, note: str, *, user: Any, booked_on: date | None, reference: str
) -> None:
    """What became of a payment nobody knew about, as the bank told one payer; another agrees.

    outcome: PAID, with the day the bank booked it, or FAILED. Raises ActionRefused.
    """
    _require_words(note, "note")
    with held(payment_id) as one:
        one.require(PROPOSE_OUTCOME, user)
        if outcome == PaymentStage.PAID:
            _require_day(one, booked_on)
        one.note(outcome=outcome, note=note, booked_on=booked_on, reference=reference)


def agree_outcome(payment_id: int, *, user: Any) -> None:
    """A second payer agrees to what was proposed, and it is done. Raises ActionRefused."""
    with held(payment_id) as one:
        one.require("agree_outcome", user)
        proposal = proposal_of(one.payment)
        if proposal is None:
            raise ActionRefused(_("Nothing is proposed that could be agreed to."))
        facts = proposal.facts
        told = {"outcome": facts["outcome"], "note": facts["note"], "second": str(proposal.by)}
        if facts["outcome"] == PaymentStage.PAID:
            one.note(**told)
            one.verb = "confirm"
            paid(one, date.fromisoformat(facts["booked_on"]), facts["reference"])
        else:
            _failed(one, "", facts["note"], **told)


def clear(payment_id: int, because: str, *, user: Any) -> None:
    """A payer looked at the bank data after a failure and found it right: the location may be paid again.

    Raises ActionRefused.
    """
    _require_words(because, "because")
    with held(payment_id) as one:
        one.require("clear", user)
        changes = {"cleared_by": user, "cleared_at": one.at, "cleared_because": because[:400]}
        Payment.objects.filter(pk=one.payment.pk).update(**changes)
        one.note(reason=because)
        one.stand()


def _fault(payment: Payment) -> dict[str, str]:
    """What the history keeps; the code is put into words by its reader's language."""
    return {"fault_code": payment.fault_code, "fault_words": payment.fault_words}


def _plainly(payment: Payment) -> str:
    """The same for the history of claims, which knows no bank's codes."""
    return " ".join(one for one in (payment.fault_code, payment.fault_words) if one)


def _require_words(words: str, field: str) -> None:
    if not words.strip():
        raise ActionRefused(SAY_WHY, {field: SAY_WHY})


def _require_day(one: Act, day: date | None) -> None:
    if day is None:
        raise ActionRefused(NO_DAY, {"booked_on": NO_DAY})
    if day > local_day(one.at, one.payment.batch.program.zone):
        raise ActionRefused(NOT_IN_FUTURE, {"booked_on": NOT_IN_FUTURE})
