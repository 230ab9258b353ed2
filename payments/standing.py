"""How the payment of each claim of a location stands, and why (R17). Computed from what is true at an instant.

Pages and the batch ask here; `payments.actions.standing` writes it on the claims. Whoever writes locks first, in this
order: claims by id, then recoveries, then payments.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from accounts.models import Partner, PayeeVersion
from claims.enums import PAYMENT_TONES, UNDERWAY, PaymentHold, PaymentState
from claims.models import Claim
from claims.paying_by import pay_day
from payments.due import ZERO, Due, DueLine, dues_of
from payments.enums import InvoiceRule, PaymentStage
from payments.holds import Hold, hold_of
from payments.models import TaxInvoice
from payments.reading import Known, known_of
from programs.models import Program
from programs.money import quantise

#: Of several payments of one claim the first of these says how it stands.
STATES = (
    (PaymentStage.UNKNOWN, PaymentState.UNKNOWN),
    (PaymentStage.SENT, PaymentState.SENT),
    (PaymentStage.PREPARED, PaymentState.PREPARED),
)
#: Nothing is on the way.
WAITING = (PaymentState.READY, PaymentState.NOT_DUE)


@dataclass(frozen=True)
class Standing:
    """Of one claim: what is to be paid of it by line, in the program's currency, and how far that is.

    missing: how much the location's sums lack to the program's minimum, where that is what is waited for.
    pay_by: until when it is promised; None while nothing is due, or something is waited for.
    """

    claim: Claim
    lines: tuple[DueLine, ...]
    state: PaymentState
    hold: Hold | None = None
    missing: Decimal = ZERO
    pay_by: date | None = None
    rule: InvoiceRule = InvoiceRule.NONE
    invoice: TaxInvoice | None = None
    #: To be paid beside the net amount, where the terms say so.
    tax: Decimal = ZERO
    tax_rate: Decimal | None = None

    @property
    def amount(self) -> Decimal:
        """What is to be paid of the claim now, without tax."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def tone(self) -> str:
        """Of its badge."""
        return PAYMENT_TONES[self.state]

    @property
    def gathers(self) -> bool:
        """Whether only the program's minimum is waited for."""
        return bool(self.lines) and self.state == PaymentState.NOT_DUE

    @property
    def reason(self) -> PaymentHold | str:
        """Why it is on hold, as the claim stores it; "" where it is not."""
        return self.hold.reason if self.hold and self.state == PaymentState.ON_HOLD else ""

    @property
    def wants_invoice(self) -> bool:
        """Whether it waits for a tax invoice that the partner has to give."""
        return self.hold is not None and self.hold.code in ("invoice_missing", "invoice_differs")

    @property
    def is_news(self) -> bool:
        """Whether the claim does not say this yet."""
        claim = self.claim
        said = (claim.payment_state, claim.payment_hold, claim.payment_edition)
        return said != (self.state, self.reason, claim.edition)


@dataclass(frozen=True)
class Place:
    """A location in a program: the account money flows on, and its claims with something to pay or on the way."""

    partner: Partner
    program: Program
    payee: PayeeVersion | None
    standings: tuple[Standing, ...]

    @property
    def payable(self) -> list[Standing]:
        """What nothing stands against but, perhaps, the program's minimum."""
        return [one for one in self.standings if one.lines and not one.hold and one.state in WAITING]


def to_look_at() -> QuerySet[Claim]:
    """Claims with something approved and not all paid, and those of which more was approved after all was paid."""
    return Claim.objects.unpaid() | Claim.objects.changed_since_paying()


def of_program(program: Program) -> QuerySet[Claim]:
    """Those of a program."""
    return to_look_at().filter(program=program)


def of_location(partner: Partner, program: Program | None = None) -> QuerySet[Claim]:
    """Those of a location, in one of its programs or in all."""
    claims = to_look_at().filter(partner=partner)
    return claims.filter(program=program) if program else claims


def places_of(claims: QuerySet[Claim], at: datetime) -> list[Place]:
    """How they stand at an instant, by location and program. As many queries for a thousand claims as for one.

    claims: of each location and program it touches all that are not paid, else no minimum would be right.
    """
    found = list(
        claims.select_related("program", "partner", "period").order_by("partner__legal_name", "partner", "pk")
    )
    known, dues = known_of(found, at), dues_of(found)
    groups: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in found:
        groups[claim.partner_id, claim.program_id].append(claim)
    return [_place(group, dues, known) for group in groups.values()]


def standing_of(claim: Claim, at: datetime) -> Standing:
    """Of one claim, among all of its location, whose sums count together."""
    places = places_of(of_location(claim.partner, claim.program), at)
    found = (one for place in places for one in place.standings if one.claim.pk == claim.pk)
    paid = Standing(claim, (), PaymentState(claim.payment_state))
    return next(found, paid)


def _place(claims: list[Claim], dues: Mapping[int, Due], known: Known) -> Place:
    first = claims[0]
    single = [_single(claim, dues.get(claim.pk, Due()), known) for claim in claims]
    minimum = first.program.payment_minimum
    if (in_all := _sum(single)) < minimum:
        single = [_gathering(one, minimum - in_all) for one in single]
    elif (ready := _sum(one for one in single if one.state == PaymentState.READY)) < minimum:
        single = [_gathering(one, minimum - ready) if not one.hold else one for one in single]
    payee = known.payees[first.partner_id].in_force
    return Place(first.partner, first.program, payee, tuple(_with_days(single, payee)))


def _single(claim: Claim, due: Due, known: Known) -> Standing:
    """How a claim stands by itself, whatever else its location has to be paid."""
    stages = known.stages[claim.pk]
    on_the_way = next((state for stage, state in STATES if stage in stages), None)
    if on_the_way:
        return Standing(claim, due.lines, on_the_way)
    if not due.lines:
        return Standing(claim, (), PaymentState.PAID if due.paid else PaymentState.NOT_DUE)
    return _waiting(claim, due, known)


def _waiting(claim: Claim, due: Due, known: Known) -> Standing:
    """Of a claim with something to be paid and nothing on the way."""
    amount = sum((line.amount for line in due.lines), ZERO)
    rule, rate = known.terms_of(claim)
    invoice = known.invoices.get(claim.pk) if rule == InvoiceRule.TAX_INVOICE else None
    state, hold = PaymentState.READY, hold_of(claim, amount, rule, invoice, known)
    if hold:
        failed = hold.payment_id in known.ended[claim.pk]
        state = PaymentState.FAILED if failed else PaymentState.ON_HOLD
    tax = invoice.tax if invoice else quantise(amount * (rate or ZERO), claim.currency)
    return Standing(claim, due.lines, state, hold, rule=rule, invoice=invoice, tax=tax, tax_rate=rate)


def _sum(standings: Iterable[Standing]) -> Decimal:
    waiting = (one for one in standings if one.state not in UNDERWAY)
    return sum((one.amount for one in waiting), ZERO)


def _gathering(one: Standing, missing: Decimal) -> Standing:
    """R17: below the program's minimum nothing is due, and nothing is asked of anybody for it."""
    waits = one.lines and one.state in (PaymentState.READY, PaymentState.ON_HOLD)
    return replace(one, state=PaymentState.NOT_DUE, missing=missing) if waits else one


def _with_days(standings: list[Standing], payee: PayeeVersion | None) -> list[Standing]:
    """R9: what is ready is promised from when it was, and no sooner than the sums reached the minimum."""
    ready = {one.claim.pk: _since(one, payee) for one in standings if one.state == PaymentState.READY}
    days, gathered = {}, ZERO
    waiting: list[Standing] = []
    for one in sorted(
        (one for one in standings if one.claim.pk in ready), key=lambda one: ready[one.claim.pk]
    ):
        gathered += one.amount
        waiting.append(one)
        if day := pay_day(one.claim.program, gathered, ready[one.claim.pk]):
            days.update({each.claim.pk: day for each in waiting})
            waiting = []
    return [replace(one, pay_by=days.get(one.claim.pk)) for one in standings]


def _since(one: Standing, payee: PayeeVersion | None) -> datetime:
    """From when nothing stood against paying: the decision, the account in force, the accepted invoice."""
    judged = one.invoice.judged_at if one.invoice else None
    moments = (one.claim.decided_at, payee.in_force_from if payee else None, judged)
    return max(moment for moment in moments if moment)
