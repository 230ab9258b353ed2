"""Why an approved amount is not paid now, in words, and who mends it (R17)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.enums import PaymentHold
from claims.models import Claim
from documents.enums import State
from payments.enums import InvoiceRule, TaxInvoiceState
from payments.models import Payment, TaxInvoice
from payments.reading import Known
from payments.reasons import fault_of
from programs.money import format_money
from programs.words import instant_in_words

#: A file like this is none.
NOT_ACCEPTED = (State.REFUSED, State.INFECTED, State.FAILED)
B, T, R = PaymentHold.BANK_DATA, PaymentHold.TAX_INVOICE, PaymentHold.RECOVERY


@dataclass(frozen=True)
class Hold:
    """One reason. code: which of the sentences below; until: from when it is over by itself, if it is.

    amount: what a tax invoice has to be for. zone: in which `until` is written.
    """

    reason: PaymentHold
    code: str
    zone: str = ""
    until: datetime | None = None
    payment: Payment | None = None
    invoice: TaxInvoice | None = None
    amount: Decimal | None = None
    currency: str = ""

    @property
    def payment_id(self) -> int | None:
        return self.payment.pk if self.payment else None

    @property
    def words(self) -> str:
        """The sentence for partner and payer; it says nothing of the account (R7)."""
        language = get_language() or "en"
        facts: dict[str, Any] = {}
        if self.until:
            facts["from"] = instant_in_words(self.until, self.zone, language)
        if self.payment:
            facts["reference"], facts["fault"] = self.payment.reference, fault_of(self.payment)
        if self.invoice:
            facts["number"], facts["words"] = self.invoice.number, self.invoice.words
            facts["net"] = format_money(self.invoice.net, self.currency, language)
        if self.amount is not None:
            facts["amount"] = format_money(self.amount, self.currency, language)
        return str(_sentence(self.code)) % facts


def _sentence(code: str) -> str:
    return {
        "no_payee": _("Nobody has said yet to which account the location is paid."),
        "payee_waits": _("The account that was given is in force from %(from)s on."),
        "failed": _("Payment %(reference)s did not arrive: %(fault)s. The bank data has to be looked at."),
        "failed_waits": _(
            "Payment %(reference)s did not arrive; the account given since is in force from %(from)s on."
        ),
        "invoice_missing": _("A tax invoice for %(amount)s net is needed."),
        "invoice_file": _(
            "The file of tax invoice %(number)s was not accepted. Give it again in another form."
        ),
        "invoice_given": _("Tax invoice %(number)s is being checked."),
        "invoice_refused": _("Tax invoice %(number)s was refused: %(words)s"),
        "invoice_differs": _(
            "Tax invoice %(number)s is for %(net)s net, but %(amount)s are to be paid. Replace it."
        ),
        "originals": _("Originals that were called for were not shown."),
        "recovery": _("Money paid for this claim has to come back first."),
    }[code]


def hold_of(
    claim: Claim, amount: Decimal, rule: InvoiceRule, invoice: TaxInvoice | None, known: Known
) -> Hold | None:
    """What stands against paying `amount` of the claim; of several reasons the one that takes longest to mend."""
    return (
        _recovery(claim, known)
        or _bank_data(claim, known)
        or (_tax_invoice(claim, amount, invoice) if rule == InvoiceRule.TAX_INVOICE else None)
    )


def _recovery(claim: Claim, known: Known) -> Hold | None:
    if claim.pk in known.recoveries:
        return Hold(R, "recovery")
    return Hold(R, "originals") if claim.pk in known.called else None


def _bank_data(claim: Claim, known: Known) -> Hold | None:
    payees, zone = known.payees[claim.partner_id], claim.partner.zone
    waits = payees.pending.in_force_from if payees.pending else None
    if payees.in_force is None:
        return Hold(B, "payee_waits", zone, waits) if waits else Hold(B, "no_payee")
    failed = known.failures.get((claim.partner_id, payees.in_force.pk))
    if failed is None:
        return None
    return Hold(B, "failed_waits" if waits else "failed", zone, waits, payment=failed)


def _tax_invoice(claim: Claim, amount: Decimal, invoice: TaxInvoice | None) -> Hold | None:
    facts: dict[str, Any] = {"amount": amount, "currency": claim.currency, "invoice": invoice}
    if invoice is None:
        return Hold(T, "invoice_missing", **facts)
    if invoice.state == TaxInvoiceState.REFUSED:
        return Hold(T, "invoice_refused", **facts)
    if invoice.net != amount:
        return Hold(T, "invoice_differs", **facts)
    if invoice.document.state in NOT_ACCEPTED:
        return Hold(T, "invoice_file", **facts)
    return Hold(T, "invoice_given", **facts) if invoice.state == TaxInvoiceState.GIVEN else None
