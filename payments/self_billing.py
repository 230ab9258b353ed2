"""The invoice we write in the partner's name (self-billing, in German Gutschrift): what stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts import vault
from accounts.payee import PayeeDetails, details_of
from payments.models import Payment, PaymentItem
from programs.rules import local_day


@dataclass(frozen=True)
class SelfBilled:
    """One invoice: net by claim and line, one rate of tax, its total before recoveries."""

    payment: Payment
    day: date
    items: Sequence[PaymentItem]
    holder: str
    tax_id: str

    @property
    def total(self) -> Decimal:
        """Net and tax; what recoveries keep back is paid, but not transferred."""
        return self.payment.claims_total + self.payment.tax


def invoice_of(payment: Payment) -> SelfBilled:
    """Everything the invoice says; nothing of the account but its last digits.

    The partner's own name and tax id are theirs to read, so nobody's look at bank data is noted.
    """
    items = payment.items.select_related("claim", "expense").order_by("claim__number", "expense__position")
    details = _details(payment)
    sent_at = payment.batch.sent_at or payment.stage_at
    return SelfBilled(
        payment,
        local_day(sent_at, payment.batch.program.zone),
        list(items),
        details.holder if details else payment.partner.legal_name,
        details.tax_id if details else "",
    )


def _details(payment: Payment) -> PayeeDetails | None:
    try:
        return details_of(payment.payee)
    except vault.Unreadable:
        return None
