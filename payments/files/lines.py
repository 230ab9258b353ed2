"""What a bank has to know of each payment of a batch: bank data in full, so whoever calls this notes who looked."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.payee import PayeeDetails, details_of
from payments.models import Batch, Payment

#: What a bank carries through as remittance information.
LONGEST_WORDS = 140


@dataclass(frozen=True)
class Line:
    """One transfer. `words` is for the partner: our reference, then the claims as far as they fit."""

    payment: Payment
    details: PayeeDetails
    words: str

    @property
    def amount(self) -> Decimal:
        return self.payment.amount


def lines_of(batch: Batch) -> Iterator[Line]:
    """The transfers in the order of their references; none where recoveries took all of it.

    Raises vault.Unreadable where bank data cannot be read any more.
    """
    payments = batch.payments.filter(amount__gt=0).select_related("partner", "payee")
    for payment in payments.prefetch_related("items__claim").order_by("pk"):
        yield Line(payment, details_of(payment.payee), _words(payment))


def _words(payment: Payment) -> str:
    numbers = list(dict.fromkeys(item.claim.number or "" for item in payment.items.all()))
    words = payment.reference
    for place, number in enumerate(numbers):
        longer = f"{words} {number}"
        if len(longer) > LONGEST_WORDS - (4 if place < len(numbers) - 1 else 0):
            return f"{words} ..."
        words = longer
    return words
