"""What would be in a batch, and what stays out and why (R17). The page shows it, the act makes exactly it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.banking import in_sepa
from accounts.enums import AccountScheme
from accounts.models import Partner, PayeeVersion
from accounts.permissions import companies_of
from claims.enums import PaymentState
from payments.days import EURO
from payments.due import ZERO
from payments.enums import Method, RecoveryState
from payments.guards import decisions_by
from payments.models import Recovery
from payments.standing import Place, Standing
from programs.meanwhile import mark
from programs.models import Program
from programs.money import format_money


@dataclass(frozen=True)
class Kept:
    """What is kept back for a recovery."""

    recovery: Recovery
    amount: Decimal


@dataclass(frozen=True)
class Share:
    """What one location would get: one payment."""

    partner: Partner
    payee: PayeeVersion
    standings: tuple[Standing, ...]
    kept: tuple[Kept, ...]
    method: Method

    @property
    def claims_total(self) -> Decimal:
        return sum((one.amount for one in self.standings), ZERO)

    @property
    def tax(self) -> Decimal:
        return sum((one.tax for one in self.standings), ZERO)

    @property
    def offset(self) -> Decimal:
        return sum((one.amount for one in self.kept), ZERO)

    @property
    def amount(self) -> Decimal:
        """What leaves the account."""
        return self.claims_total + self.tax - self.offset

    @property
    def tax_rate(self) -> Decimal | None:
        """Where we write the invoice: the rate in it, one for all claims of a location."""
        return self.standings[0].tax_rate


@dataclass(frozen=True)
class Out:
    """A claim that stays out, and why. `words` is for payers."""

    standing: Standing
    words: str


@dataclass(frozen=True)
class Plan:
    """A batch that is not made yet."""

    program: Program
    shares: tuple[Share, ...]
    out: tuple[Out, ...]
    #: Locations the payer left out.
    left_out: tuple[Share, ...] = ()

    @property
    def amount(self) -> Decimal:
        return sum((one.amount for one in self.shares), ZERO)

    def by_method(self) -> Iterator[tuple[Method, list[Share]]]:
        """The batches it becomes: one for each way to the bank."""
        for method in Method:
            if shares := [one for one in self.shares if one.method == method]:
                yield method, shares

    @property
    def seen(self) -> str:
        """A mark of what would be paid to whom: another mark, another batch."""
        lines = (
            f"{share.partner.pk} {share.payee.pk} {share.amount:.4f} {line.expense_id} {line.amount:.4f}"
            for share in self.shares
            for one in share.standings
            for line in one.lines
        )
        return mark("\n".join(lines))


def plan_of(
    program: Program,
    places: Iterable[Place],
    user: Any,
    at: datetime,
    *,
    smaller_too: bool = False,
    without: frozenset[str] = frozenset(),
) -> Plan:
    """What `user` may pay of these places; three queries.

    smaller_too: also below the program's minimum; without: public ids of locations that are left out.
    """
    places = list(places)
    owed = _recoveries(program, [place.partner for place in places], at)
    own = _decided_by(user, places)
    companies = companies_of(user)
    shares: list[Share] = []
    left: list[Share] = []
    out: list[Out] = []
    for place in places:
        own_company = bool({place.partner.pk, place.partner.parent_id} & companies)
        inside = [] if own_company else [one for one in place.payable if one.claim.pk not in own]
        if not smaller_too and sum((one.amount for one in inside), ZERO) < program.payment_minimum:
            inside = []
        if inside and place.payee:
            kept = tuple(_kept(inside, owed[place.partner.pk]))
            share = Share(place.partner, place.payee, tuple(inside), kept, _method(program, place.payee))
            (left if place.partner.public_id in without else shares).append(share)
        paid = {one.claim.pk for one in inside}
        outside = (one for one in place.standings if one.lines and one.claim.pk not in paid)
        out += [Out(one, _why_out(one, own, own_company)) for one in outside]
    return Plan(program, tuple(shares), tuple(out), tuple(left))


def _decided_by(user: Any, places: list[Place]) -> set[int]:
    claims = [one.claim.pk for place in places for one in place.payable]
    return set(decisions_by(user).filter(claim__in=claims).values_list("claim", flat=True))


def _recoveries(program: Program, partners: list[Partner], at: datetime) -> dict[int, list[Recovery]]:
    """By location, oldest first: what may be kept back now."""
    due = Recovery.objects.filter(
        state=RecoveryState.ANNOUNCED,
        offset_from__lte=at,
        currency=program.currency,
        claim__program=program,
        claim__partner__in=partners,
    )
    found: dict[int, list[Recovery]] = defaultdict(list)
    for one in due.with_outstanding().select_related("claim").order_by("pk"):
        found[one.claim.partner_id].append(one)
    return found


def _kept(standings: list[Standing], owed: list[Recovery]) -> Iterator[Kept]:
    """Of what is paid as much as is owed, the oldest first, and never more than there is."""
    left = sum((one.amount + one.tax for one in standings), ZERO)
    for recovery in owed:
        if part := min(recovery.outstanding, left):
            yield Kept(recovery, part)
            left -= part


def _method(program: Program, payee: PayeeVersion) -> Method:
    """R17: pain.001 for euros to IBANs of the euro payments area, a list for everything else."""
    sepa = (
        program.currency == payee.currency == EURO
        and payee.scheme == AccountScheme.IBAN
        and in_sepa(payee.country)
    )
    return Method.SEPA if sepa else Method.LIST


def _why_out(one: Standing, own: set[int], own_company: bool) -> str:
    if own_company:
        return _("It is your own company's; another payer pays it.")
    if one.hold:
        return one.hold.words
    if one.claim.pk in own:
        return _("You decided about it; another payer pays it.")
    if one.state in (PaymentState.READY, PaymentState.NOT_DUE):
        missing = format_money(one.missing, one.claim.currency, get_language() or "en")
        if one.missing:
            return _("%(missing)s are missing to the program's minimum.") % {"missing": missing}
        return _("Without what stays out the sum is below the program's minimum.")
    return str(one.state.label)
