"""The way of a claim's money, step by step, for its partner and for staff (R17)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from claims.enums import PaymentHold, PaymentState
from claims.models import Claim
from claims.money_way import Link, MoneyWay
from payments import workflow
from payments.enums import PaymentStage, RecoveryState
from payments.models import Payment, Recovery
from payments.reasons import fault_of
from payments.standing import Standing, standing_of
from programs.money import format_money
from programs.rules import local_day
from programs.words import day_in_words

Step = dict[str, str]
#: It is not to be paid again, and not there yet.
UNDERWAY = (PaymentStage.PREPARED, PaymentStage.SENT, PaymentStage.UNKNOWN)


def way_of(claim: Claim, user: Any, at: datetime) -> MoneyWay:
    """Approved; each payment that was made for it with its days and references; and what is still to come."""
    payments = _payments_of(claim)
    steps = [_done(_("Approved"), _money(claim.approved or Decimal(0), claim), _day(claim.decided_at, claim))]
    for payment in payments:
        steps += _steps_of(payment, claim)
    standing = standing_of(claim, at)
    if not any(one.stage in UNDERWAY for one in payments):
        steps += _to_come(standing, claim)
    return MoneyWay(
        steps,
        waits=standing.hold.words if standing.hold else "",
        mend=_mend(standing, claim),
        links=[*_letters(payments, user), *_recoveries(claim, user), *_to_recover(payments, claim, user, at)],
    )


def _payments_of(claim: Claim) -> list[Payment]:
    """Those that were not withdrawn, with `part`: what each pays of the claim."""
    found = Payment.objects.filter(items__claim=claim).exclude(stage=PaymentStage.WITHDRAWN)
    return list(found.select_related("batch").annotate(part=Sum("items__amount")).order_by("pk"))


def _steps_of(payment: Any, claim: Claim) -> list[Step]:
    """What is known of one payment."""
    part, sent_at = _money(payment.part, claim), payment.batch.sent_at
    if payment.stage == PaymentStage.PREPARED:
        return [
            _now(_("In a batch"), part),
            _next(pgettext("payment", "Sent")),
            _next(pgettext("payment", "Paid")),
        ]
    sent = _done(_("Sent to the bank"), part, _day(sent_at, claim), payment.reference)
    booked = _booked(payment)
    match payment.stage:
        case PaymentStage.SENT:
            expected = _("expected on %(day)s") % {"day": day_in_words(payment.batch.execute_on)}
            return [sent, _now(pgettext("payment", "Paid"), expected)]
        case PaymentStage.UNKNOWN:
            return [sent, _now(_("Being clarified with the bank"))]
        case PaymentStage.PAID:
            return [sent, _done(pgettext("payment", "Paid"), *booked)]
        case PaymentStage.RETURNED:
            back = _done(_("Came back"), fault_of(payment), _day(payment.stage_at, claim))
            return [sent, _done(pgettext("payment", "Paid"), *booked), back]
    return [sent, _done(_("Did not arrive"), fault_of(payment), _day(payment.stage_at, claim))]


def _booked(payment: Payment) -> list[str]:
    day = day_in_words(payment.booked_on) if payment.booked_on else ""
    known = payment.bank_reference
    return [day, _("bank reference %(reference)s") % {"reference": known} if known else ""]


def _to_come(standing: Standing, claim: Claim) -> list[Step]:
    """Where what is not paid yet stands; nothing where all is paid."""
    if not standing.lines:
        return []
    part, then = (
        _money(standing.amount, claim),
        [_next(pgettext("payment", "Sent")), _next(pgettext("payment", "Paid"))],
    )
    if standing.hold:
        return [_now(str(PaymentState.ON_HOLD.label), part), *then]
    if standing.missing:
        words = _("%(missing)s more until it is paid") % {"missing": _money(standing.missing, claim)}
        return [_now(_("Gathering"), part, words), *then]
    promised = _("by %(day)s") % {"day": day_in_words(standing.pay_by)} if standing.pay_by else ""
    return [_now(str(PaymentState.READY.label), part, promised), *then]


def _mend(standing: Standing, claim: Claim) -> Link | None:
    """Where the partner ends what it waits for."""
    if standing.hold is None:
        return None
    if standing.hold.reason == PaymentHold.BANK_DATA:
        return Link(_("See the payee profile"), reverse("payee", args=[claim.partner.public_id]))
    if standing.hold.reason == PaymentHold.TAX_INVOICE:
        return Link(_("Give the tax invoice"), reverse("tax_invoice", args=[claim.public_id]))
    return Link(_("Write a message"), reverse("claim_messages", args=[claim.public_id]))


def _letters(payments: list[Payment], user: Any) -> list[Link]:
    seen = set(
        Payment.objects.visible_to(user)
        .filter(pk__in=[one.pk for one in payments])
        .values_list("pk", flat=True)
    )
    return [
        Link(
            _("Payment %(reference)s") % {"reference": one.reference},
            reverse("payment", args=[one.public_id]),
        )
        for one in payments
        if one.pk in seen
    ]


def _recoveries(claim: Claim, user: Any) -> list[Link]:
    found = Recovery.objects.visible_to(user).filter(claim=claim)
    labels = {
        RecoveryState.WAIVED: _("%(amount)s that had to come back: waived"),
        RecoveryState.SETTLED: _("%(amount)s that had to come back: settled"),
    }
    usual = _("%(amount)s have to come back")
    return [
        Link(
            labels.get(RecoveryState(one.state), usual) % {"amount": _money(one.amount, claim)},
            reverse("recovery", args=[one.public_id]),
        )
        for one in found
    ]


def _to_recover(payments: list[Payment], claim: Claim, user: Any, at: datetime) -> list[Link]:
    """Where payers and managers note that paid money has to come back."""
    if not any(one.stage == PaymentStage.PAID for one in payments):
        return []
    asked = workflow.verdict(Recovery(claim=claim, state=RecoveryState.OPEN), "open_recovery", user, at)
    return (
        [Link(_("Money has to come back"), reverse("recovery_new", args=[claim.public_id]))] if asked else []
    )


def _done(label: str, *notes: str) -> Step:
    return _step(label, "done", notes)


def _now(label: str, *notes: str) -> Step:
    return _step(label, "current", notes)


def _next(label: str) -> Step:
    return _step(label, "next", ())


def _step(label: str, state: str, notes: tuple[str, ...]) -> Step:
    return {"label": label, "state": state, "note": ", ".join(one for one in notes if one)}


def _money(amount: Decimal, claim: Claim) -> str:
    return format_money(amount, claim.currency, get_language() or "en")


def _day(moment: datetime | None, claim: Claim) -> str:
    return day_in_words(local_day(moment, claim.program.zone)) if moment else ""
