"""Money that was paid and has to come back (R16): how much at most, from when it is offset, what is owed still."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from claims.models import Claim
from funds.workflow import paid_for
from payments.enums import LIVE, PaymentStage, RecoveryState
from payments.models import Offset, Recovery
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
    found: Decimal = (
        Recovery.objects.filter(pk=recovery.pk).with_outstanding().values_list("outstanding", flat=True).get()
    )
    return found


def on_the_way(recovery: Recovery) -> Decimal:
    """What payments keep back that are not confirmed yet: until they are, nothing is settled."""
    waiting = [stage for stage in LIVE if stage != PaymentStage.PAID]
    offsets = Offset.objects.filter(recovery=recovery, payment__stage__in=waiting)
    return offsets.aggregate(total=Sum("amount"))["total"] or ZERO


@dataclass(frozen=True)
class Owed:
    """A recovery with what has come back of it; `last`: until when the partner may object before it is offset."""

    recovery: Recovery
    offsets: list[Offset]
    repayments: list[Any]

    @property
    def outstanding(self) -> Decimal:
        return self.recovery.outstanding


def owed_of(recoveries: Iterable[Recovery]) -> list[Owed]:
    """Each of some recoveries, loaded by `for_pages()`, with what came back of it."""
    return [
        Owed(
            one,
            [offset for offset in one.offsets.all() if offset.payment.is_live],
            list(one.repayments.all()),
        )
        for one in recoveries
    ]
