"""Money that was paid and has to come back (R16): how much at most, from when it is offset, what is owed still."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Sum

from claims.models import Claim
from funds.workflow import paid_for
from payments.enums import LIVE, PaymentStage, RecoveryState
from payments.models import Offset, Payment, Recovery
from programs.rules import end_of_day, local_day

#: So long after the notice nothing is offset: the partner objects or repays.
NOTICE = timedelta(days=30)
ZERO = Decimal(0)


def offset_from(recovery: Recovery, at: datetime) -> datetime:
    """From when a recovery announced now is offset: the end of the last of thirty local days."""
    zone = recovery.claim.program.zone
    return end_of_day(local_day(at, zone) + NOTICE, zone)


def most_to_recover(claim: Claim) -> Decimal:
    """What was paid for a claim and is not asked back already, in its currency."""
    paid = paid_for(claim.fund, claim) if claim.fund else ZERO
    asked = Recovery.objects.filter(claim=claim).exclude(state=RecoveryState.WAIVED)
    return paid - (asked.aggregate(total=Sum("amount"))["total"] or ZERO)


def outstanding(recovery: Recovery) -> Decimal:
    """What has not come back yet, as the database has it now; what live payments keep back has come back."""
    return Recovery.objects.with_outstanding().get(pk=recovery.pk).outstanding


def on_the_way(recovery: Recovery) -> Decimal:
    """What payments keep back that are not confirmed yet: until they are, nothing is settled."""
    waiting = [stage for stage in LIVE if stage != PaymentStage.PAID]
    offsets = Offset.objects.filter(recovery=recovery, payment__stage__in=waiting)
    return offsets.aggregate(total=Sum("amount"))["total"] or ZERO


@dataclass(frozen=True)
class ComeBack:
    """Part of a recovery that has come back: kept back by a payment, or repaid. on: None while that is not booked."""

    amount: Decimal
    on: date | None
    reference: str
    payment: Payment | None = None


def come_back(recovery: Recovery) -> list[ComeBack]:
    """All parts in their order; what payments kept that did not arrive is none."""
    kept = recovery.offsets.filter(payment__stage__in=LIVE).select_related("payment").order_by("pk")
    repaid = recovery.repayments.order_by("pk")
    return [
        *(ComeBack(one.amount, one.payment.booked_on, one.payment.reference, one.payment) for one in kept),
        *(ComeBack(one.amount, one.received_on, one.reference) for one in repaid),
    ]
