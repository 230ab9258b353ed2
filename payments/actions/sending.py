"""A batch went to the bank: a second person says so (R17)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.actions.paying import record_payment
from claims.enums import PaymentState
from claims.models import Claim
from lifecycle import ActionRefused
from payments.actions import settling, telling
from payments.actions.batching import set_stage
from payments.actions.door import Act, act, next_of
from payments.enums import PaymentStage
from payments.models import Batch, Payment
from programs.rules import local_day


def mark_sent(batch_id: int, sent_on: date, *, user: Any) -> Batch:
    """The batch was given to the bank on this day; what is in it counts as on its way from now on.

    In this order: the batch, the numbers of the invoices we write ourselves, its payments, its claims. Raises
    ActionRefused for whoever made it or decided about it, and for a day that lies ahead or before it was made.
    """
    with act(batch_id, "mark_sent", user) as one:
        batch = one.subject
        _require_day(batch, sent_on, one)
        one.write(sent_by=user, sent_at=one.at)
        one.note(sent_on=sent_on)
        _number_invoices(batch, one)
        set_stage(one, PaymentStage.SENT)
        for payment in batch.payments.order_by("pk").select_related("partner", "batch__program"):
            _tell_claims(payment, one)
            if payment.amount:
                telling.expected(payment, one.at)
            else:
                _settle(payment, sent_on)
    return batch


def _require_day(batch: Batch, day: date, one: Act) -> None:
    zone = batch.program.zone
    if not local_day(batch.made_at, zone) <= day <= local_day(one.at, zone):
        words = _("The batch was sent on a day from when it was made until today.")
        raise ActionRefused(words, {"sent_on": words})


def _number_invoices(batch: Batch, one: Act) -> None:
    """Where we write the invoice it has its number from now on: consecutive, and none for what was withdrawn."""
    year = local_day(one.at, batch.program.zone).year
    for payment in batch.payments.filter(tax_rate__isnull=False).order_by("pk"):
        payment.invoice_number = f"SB-{year}-{next_of('payments_self_billing_number'):06d}"
        payment.save(update_fields=["invoice_number"])


def _tell_claims(payment: Payment, one: Act) -> None:
    claims = Claim.objects.filter(payment_items__payment=payment).order_by("pk").distinct()
    for claim in claims.values_list("pk", flat=True):
        facts: dict[str, Any] = {"batch": payment.batch.number, "reference": payment.reference}
        record_payment(claim, PaymentState.SENT, actor=one.user, **facts)


def _settle(payment: Payment, day: date) -> None:
    """Recoveries took all of it: no bank will say anything of it, so it is paid now."""
    with settling.held(payment.pk) as one:
        one.require("confirm", None)
        settling.paid(one, day, "")
