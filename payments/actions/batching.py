"""Making a batch: exactly what its maker was shown, or nothing (R17)."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.actions.paying import record_payment
from claims.enums import PaymentState
from history.actions import record
from lifecycle import ActionRefused, clock
from payments.actions.door import Act, act, next_of, require
from payments.actions.standing import looked_at, refresh
from payments.days import can_pay_on, last_batch_of_the_year
from payments.enums import BatchState, Method, PaymentStage
from payments.models import Batch, Offset, Payment, PaymentItem, Recovery, TaxInvoice
from payments.planned import Plan, Share, plan_of
from payments.standing import of_program
from programs.models import Program
from programs.rules import local_day

CHANGED = _("What is to be paid changed since you looked. Look through it again.")
NOTHING = _("There is nothing to pay.")


def make(
    program: Program,
    *,
    user: Any,
    execute_on: date,
    seen: str,
    smaller_too: bool = False,
    without: frozenset[str] = frozenset(),
) -> list[Batch]:
    """One batch for each way to the bank, paid on `execute_on`.

    seen: the mark of the plan its maker was shown; smaller_too, without: as `plan_of` takes them. In this order: the
    claims locked by id, the recoveries, the batches with their payments, the claims written. Raises ActionRefused
    where the day does not do, the plan is another by now (somebody else was faster), or nothing is in it.
    """
    with transaction.atomic():
        places = looked_at(of_program(program))
        at = clock.now()
        require(Batch(program=program, state=BatchState.MADE), "make_batch", user, at)
        _require_day(program, execute_on, at, smaller_too)
        _lock_recoveries(program)
        plan = plan_of(program, places, user, at, smaller_too=smaller_too, without=without)
        if plan.seen != seen:
            raise ActionRefused(CHANGED)
        if not plan.shares:
            raise ActionRefused(NOTHING)
        facts = {"execute_on": execute_on, "smaller_too": smaller_too}
        made = [_write(plan, method, shares, user, at, **facts) for method, shares in plan.by_method()]
        for share in plan.shares:
            refresh(share.partner, program)
    return made


def withdraw(batch_id: int, reason: str, *, user: Any) -> Batch:
    """Take a batch back before it was sent; its claims are to be paid as before.

    Raises ActionRefused without a reason, and once it was sent.
    """
    with act(batch_id, "withdraw_batch", user) as one:
        if not reason.strip():
            words = _("Say why the batch is withdrawn.")
            raise ActionRefused(words, {"reason": words})
        one.write(withdrawn_by=user, withdrawn_at=one.at, withdrawn_because=reason)
        one.note(reason=reason)
        set_stage(one, PaymentStage.WITHDRAWN)
        for payment in one.subject.payments.select_related("partner"):
            refresh(payment.partner, one.subject.program, actor=user)
    return one.subject


def set_stage(one: Act, stage: PaymentStage) -> None:
    """Move all payments of a batch together."""
    one.subject.payments.update(stage=stage, stage_at=one.at)


def _require_day(program: Program, day: date, at: datetime, smaller_too: bool) -> None:
    verdict = can_pay_on(day, local_day(at, program.zone), program)
    if not verdict:
        raise ActionRefused(verdict, {"execute_on": verdict.reason})
    verdict = last_batch_of_the_year(day)
    if smaller_too and not verdict:
        raise ActionRefused(verdict, {"smaller_too": verdict.reason})


def _lock_recoveries(program: Program) -> None:
    owed = Recovery.objects.unsettled().filter(claim__program=program)
    list(owed.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _write(plan: Plan, method: Method, shares: list[Share], user: Any, at: datetime, **facts: Any) -> Batch:
    program = plan.program
    batch = Batch.objects.create(
        number=f"PAY-{local_day(at, program.zone).year}-{next_of('payments_batch_number'):06d}",
        program=program,
        method=method,
        currency=program.currency,
        made_by=user,
        made_at=at,
        **facts,
    )
    for place, share in enumerate(shares, start=1):
        _pay(batch, share, f"{batch.number}-{place:03d}", user)
    amount = sum((share.amount for share in shares), Decimal(0))
    said = {"payments": len(shares), "amount": amount, "currency": batch.currency}
    record(batch, "payments.make_batch", actor=user, at=at, **said)
    return batch


def _pay(batch: Batch, share: Share, reference: str, user: Any) -> None:
    """One payment with its lines, what it keeps back, and the claims it is for."""
    payment = Payment.objects.create(
        batch=batch,
        partner=share.partner,
        payee=share.payee,
        reference=reference,
        claims_total=share.claims_total,
        tax=share.tax,
        tax_rate=share.tax_rate,
        offset=share.offset,
        amount=share.amount,
        currency=batch.currency,
        stage_at=batch.made_at,
    )
    PaymentItem.objects.bulk_create(_items(payment, share))
    Offset.objects.bulk_create(
        Offset(payment=payment, recovery=kept.recovery, amount=kept.amount) for kept in share.kept
    )
    invoices = [one.invoice.pk for one in share.standings if one.invoice]
    TaxInvoice.objects.filter(pk__in=invoices).update(payment=payment)
    facts: dict[str, Any] = {"batch": batch.number, "reference": reference}
    for one in share.standings:
        record_payment(one.claim.pk, PaymentState.PREPARED, actor=user, **facts)


def _items(payment: Payment, share: Share) -> Iterable[PaymentItem]:
    for one in share.standings:
        for line in one.lines:
            facts = {"claim": one.claim, "expense_id": line.expense_id, "amount": line.amount}
            yield PaymentItem(payment=payment, **facts)
