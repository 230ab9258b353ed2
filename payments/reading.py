"""What is known of some claims and their locations as far as payments ask: read once for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from accounts.models import PayeeVersion
from claims.models import Claim, OriginalsCall
from payments.enums import LIVE, InvoiceRule, PaymentStage, TaxInvoiceState
from payments.models import InvoiceTerms, Payment, PaymentItem, Recovery, TaxInvoice

#: What ended without the money: it keeps the account's payments on hold until somebody looked.
DID_NOT_ARRIVE = (PaymentStage.FAILED, PaymentStage.RETURNED)


@dataclass
class Payees:
    """Of a location: the version money flows on, and the one that still waits."""

    in_force: PayeeVersion | None = None
    pending: PayeeVersion | None = None


@dataclass
class Known:
    """By location, claim or program; see the functions below."""

    payees: dict[int, Payees] = field(default_factory=lambda: defaultdict(Payees))
    #: By location and version: a payment to that account that did not arrive, and nobody cleared.
    failures: dict[tuple[int, int], Payment] = field(default_factory=dict)
    #: By claim: the stages of its live payments, and the payments that did not arrive.
    stages: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    ended: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    terms: dict[tuple[int, str], InvoiceTerms] = field(default_factory=dict)
    #: By claim: the invoice that counts.
    invoices: dict[int, TaxInvoice] = field(default_factory=dict)
    #: Claims for which money has to come back, and those whose originals were not shown.
    recoveries: set[int] = field(default_factory=set)
    called: set[int] = field(default_factory=set)

    def terms_of(self, claim: Claim) -> tuple[InvoiceRule, Decimal | None]:
        """Whose invoice the claim's payment needs, and the rate of tax where we write it ourselves."""
        own = self.terms.get((claim.program_id, claim.partner.country))
        terms = own or self.terms.get((claim.program_id, ""))
        if terms is None:
            return InvoiceRule.NONE, None
        rule = InvoiceRule(terms.rule)
        return rule, terms.tax_rate if rule == InvoiceRule.SELF_BILLING else None


def known_of(claims: Sequence[Claim], at: datetime) -> Known:
    """All of it for some claims, in seven queries."""
    known = Known()
    partners = {claim.partner_id for claim in claims}
    _read_payees(known, partners, at)
    _read_payments(known, claims, partners)
    programs = {claim.program_id for claim in claims}
    for terms in InvoiceTerms.objects.filter(program__in=programs):
        known.terms[terms.program_id, terms.country] = terms
    _read_invoices(known, claims)
    recoveries = Recovery.objects.filter(claim__in=claims)
    known.recoveries = set(recoveries.unsettled().values_list("claim", flat=True))
    known.called = _not_shown(claims)
    return known


def _read_payees(known: Known, partners: set[int], at: datetime) -> None:
    for version in PayeeVersion.objects.standing().filter(partner__in=partners).order_by("number"):
        if version.created_at > at:
            continue
        payees = known.payees[version.partner_id]
        if version.in_force_from <= at:
            payees.in_force, payees.pending = version, None
        else:
            payees.pending = version


def _read_payments(known: Known, claims: Sequence[Claim], partners: set[int]) -> None:
    failed = Payment.objects.filter(partner__in=partners, stage__in=DID_NOT_ARRIVE, cleared_at=None)
    for payment in failed.order_by("stage_at", "pk"):
        known.failures[payment.partner_id, payment.payee_id] = payment
    items = PaymentItem.objects.filter(claim__in=claims).order_by()
    for claim, payment_id, stage in items.values_list("claim", "payment", "payment__stage").distinct():
        if stage in LIVE:
            known.stages[claim].add(stage)
        elif stage in DID_NOT_ARRIVE:
            known.ended[claim].add(payment_id)


def _read_invoices(known: Known, claims: Sequence[Claim]) -> None:
    """The newest that was not replaced; one in a payment that ended counts for the next one."""
    free = Q(payment=None) | ~Q(payment__stage__in=LIVE)
    found = TaxInvoice.objects.filter(free, claim__in=claims).exclude(state=TaxInvoiceState.REPLACED)
    known.invoices = {one.claim_id: one for one in found.select_related("document").order_by("pk")}


def _not_shown(claims: Sequence[Claim]) -> set[int]:
    """R16: a recovery is due for originals, and none was settled or waived yet."""
    calls = OriginalsCall.objects.filter(claim__in=claims, recovery_due_at__isnull=False, recovery=None)
    return set(calls.values_list("claim", flat=True))
