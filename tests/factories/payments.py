"""Payments for tests, made by the portal's own actions: Pia makes batches, Pavel marks them as sent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import Partner, User
from claims.models import Claim
from lifecycle import clock
from payments.actions import batching, sending, standing
from payments.days import next_banking_day
from payments.enums import InvoiceRule
from payments.models import Batch, InvoiceTerms, Payment, TaxInvoice
from payments.planned import Plan, plan_of
from payments.standing import of_program, places_of
from programs.models import Program
from programs.rules import local_day
from tests.factories.claims import decided
from tests.factories.documents import DocumentFactory
from tests.factories.payees import KIEL, proposed
from tests.factories.people import People


def with_account(partner: Partner, user: User) -> None:
    """The location gave an IBAN ten days ago; nothing where it has one."""
    if not partner.payee_versions.exists():
        proposed(partner, user, KIEL, days_ago=10)


def payable(people: People, *approved: int | str, claimed: Sequence[int | str] = (), **facts: Any) -> Claim:
    """A claim decided by Rita (default: 1,200 approved as claimed) whose payment is ready."""
    claim = decided(people, *approved, claimed=claimed or approved or (1200,), **facts)
    with_account(people.partner, people.anna)
    standing.refresh(claim.partner, claim.program)
    claim.refresh_from_db()
    return claim


def planned(program: Program, user: User, **choices: Any) -> Plan:
    """What a payer would be shown now."""
    at = clock.now()
    return plan_of(program, places_of(of_program(program), at), user, at, **choices)


def batches(people: People, *, by: User | None = None, **choices: Any) -> list[Batch]:
    """All that can be paid now, put into batches by Pia."""
    user = by or people.pia
    seen = planned(people.program, user, **choices).seen
    day = next_banking_day(local_day(clock.now(), people.program.zone), people.program)
    return batching.make(people.program, user=user, execute_on=day, seen=seen, **choices)


def prepared(people: People, *approved: int | str, **facts: Any) -> Payment:
    """A payment of one payable claim, in a batch of Pia's."""
    payable(people, *approved, **facts)
    (batch,) = batches(people)
    return batch.payments.get()


def sent(people: People, *approved: int | str, **facts: Any) -> Payment:
    """The same, and Pavel marked the batch as sent today."""
    payment = prepared(people, *approved, **facts)
    mark_sent(people, payment.batch)
    return Payment.objects.get(pk=payment.pk)


def mark_sent(people: People, batch: Batch) -> Batch:
    """Pavel gave it to the bank today."""
    return sending.mark_sent(batch.pk, local_day(clock.now(), people.program.zone), user=people.pavel)


def terms(people: People, rule: InvoiceRule, tax_rate: str = "0", country: str = "DE") -> InvoiceTerms:
    """Whose invoice payments of the program need in Anna's country."""
    facts = {"country": country, "rule": rule, "tax_rate": Decimal(tax_rate)}
    return InvoiceTerms.objects.create(program=people.program, **facts)


def tax_invoice(claim: Claim, people: People, **facts: Any) -> TaxInvoice:
    """A bare row: Anna's, for 1,200 and 19 % of it."""
    usual = {
        "number": "R-2026-17",
        "issued_on": date(2026, 11, 2),
        "net": Decimal(1200),
        "tax": Decimal(228),
        "given_by": people.anna,
        "given_at": clock.now(),
    }
    document = facts.pop("document", None) or DocumentFactory(
        partner=claim.partner, uploaded_by=people.anna, clean=True
    )
    return TaxInvoice.objects.create(claim=claim, document=document, **(usual | facts))
