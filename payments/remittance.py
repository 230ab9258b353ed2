"""What one payment pays, claim by claim and line by line (R17): the letter that ties it to the partner's books.

Lines never change once a payment is made, so the letter says the same whenever it is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from claims.models import Claim, Expense
from lists.spreadsheets import Cell
from payments.models import Offset, Payment, PaymentItem
from programs.money import quantise


@dataclass(frozen=True)
class Line:
    """What is paid of one line of a claim, in the program's currency, and what that is in the invoice's."""

    expense: Expense
    amount: Decimal
    in_invoice: Decimal


@dataclass(frozen=True)
class Part:
    """One claim of a payment."""

    claim: Claim
    lines: list[Line]

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.lines), Decimal(0))


@dataclass(frozen=True)
class Remittance:
    """A payment with everything it is for."""

    payment: Payment
    parts: list[Part]
    offsets: list[Offset]

    @cached_property
    def invoices(self) -> dict[int, Any]:
        """The partner's tax invoice of each claim, where one was given."""
        return {one.claim_id: one for one in self.payment.tax_invoices.all()}

    @property
    def language(self) -> str:
        """The partner's: of whoever looks after the first claim, as in the letters of decisions."""
        found: str = self.parts[0].claim.owner.language
        return found

    @property
    def name(self) -> str:
        """What its files are called, without ending."""
        return f"remittance-{self.payment.reference}"


def remittance_of(payment: Payment) -> Remittance:
    """Of a payment loaded with its batch and partner; four queries, however many lines."""
    items = payment.items.select_related("claim__program", "claim__owner", "expense")
    parts: dict[int, Part] = {}
    for item in items.order_by("claim", "expense__position", "pk"):
        part = parts.setdefault(item.claim_id, Part(item.claim, []))
        part.lines.append(Line(item.expense, item.amount, in_invoice_currency(item)))
    offsets = payment.offsets.select_related("recovery__claim").order_by("pk")
    return Remittance(payment, list(parts.values()), list(offsets))


def in_invoice_currency(item: PaymentItem) -> Decimal:
    """What is paid of a line as its invoice writes it: the whole net where all of it is, else by the frozen rate."""
    line = item.expense
    if item.amount == line.amount:
        return line.net
    return quantise(item.amount / line.rate, line.currency)


def rows_of(remittance: Remittance) -> Iterator[list[Cell]]:
    """For a spreadsheet: a line each, then tax and what is kept back; the last column adds up to what was paid."""
    payment = remittance.payment
    yield [
        _("Payment"), _("Booked on"), _("Bank reference"), _("Claim"), _("Name"), _("Line"), _("Invoice from"),
        _("Invoice number"), _("As invoiced"), _("Currency of the invoice"), _("Exchange rate"),
        _("Currency"), _("Amount"),
    ]  # fmt: skip
    head: list[Cell] = [payment.reference, payment.booked_on or "", payment.bank_reference]
    for part in remittance.parts:
        for one in part.lines:
            line = one.expense
            net = quantise(one.in_invoice, line.currency)
            said: list[Cell] = [
                part.claim.number or "",
                part.claim.title,
                line.position,
                line.vendor,
                line.invoice_number,
            ]
            amount = quantise(one.amount, payment.currency)
            yield [*head, *said, net, line.currency, line.rate.normalize(), payment.currency, amount]
    if payment.tax:
        yield _beside(head, payment, _("Tax"), payment.tax)
    for offset in remittance.offsets:
        claim = offset.recovery.claim
        words = _("Kept back for claim %(number)s") % {"number": claim.number}
        yield _beside(head, payment, words, -offset.amount)


def _beside(head: list[Cell], payment: Payment, words: str, amount: Decimal) -> list[Cell]:
    return [*head, "", words, "", "", "", "", "", "", payment.currency, quantise(amount, payment.currency)]
