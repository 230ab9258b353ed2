"""From an invoice's currency into the program's (R13).

A draft is shown at the newest known rate; submitting converts once more, by the rate of the
month it is submitted in, and from then on rate, month and amount stay. Lines in the program's
own currency have no rate: what is claimed is the net amount.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Expense
from lifecycle import ActionRefused
from programs.models import ExchangeRate
from programs.rates import convert, month_of, newest_rates, use
from programs.words import month_name

NO_RATE = _(
    "There is no exchange rate from %(currency)s to %(into)s. Claim in another currency, or ask at %(help)s for one."
)
NO_RATE_OF_MONTH = _(
    "The exchange rate from %(currency)s to %(into)s for %(month)s is not there yet. Program managers load it; "
    "ask at %(help)s. Everything you entered stays."
)
TOO_SMALL = _("This is less than the smallest amount of %(into)s.")


def price(line: Expense, claim: Claim, at: datetime) -> None:
    """Set what a line of a draft claims, at the newest known rate; for whoever saves it next.

    Raises ActionRefused at the field where there is no rate at all, or where nothing is left of the amount.
    """
    line.currency = line.currency or claim.currency
    into = {"currency": line.currency, "into": claim.currency, "help": settings.HELP_EMAIL}
    if line.currency == claim.currency:
        line.rate, line.rate_on, line.amount = Decimal(1), None, line.net
        return
    rate = newest_rates([line.currency], claim.currency, month_of(at, claim.program.zone)).get(line.currency)
    if rate is None:
        raise ActionRefused(NO_RATE % into, fields={"currency": NO_RATE % into})
    _take(line, rate)
    if not line.amount:
        raise too_small(line, claim)


def too_small(line: Expense, claim: Claim) -> ActionRefused:
    """The refusal at the field where nothing is left of an amount in the program's currency."""
    told = TOO_SMALL % {"currency": line.currency, "into": claim.currency}
    return ActionRefused(told, fields={"net": told})


def at_frozen_rate(line: Expense, net: Decimal, claim: Claim) -> Decimal:
    """What a submitted line claims with this net amount: by the rate that was frozen (R13)."""
    return net if line.currency == claim.currency else convert(net, line.rate, claim.currency)


def at_newest_rates(claim: Claim, at: datetime) -> None:
    """Show a draft's lines at the newest known rates; nothing is written.

    Costs a query only where a line in another currency does not stand at this month's rate yet.
    """
    month = month_of(at, claim.program.zone)
    stale = [line for line in foreign_lines(claim) if line.rate_on != month]
    if claim.is_draft and stale:
        rates = newest_rates([line.currency for line in stale], claim.currency, month)
        _take_all(stale, rates)


def missing_rates(claim: Claim, at: datetime) -> list[Any]:
    """A sentence for each currency of a draft that has no rate of this month: it cannot be submitted yet."""
    if not claim.is_draft:
        return []
    at_newest_rates(claim, at)
    month = month_of(at, claim.program.zone)
    gaps = {line.currency for line in foreign_lines(claim) if line.rate_on != month}
    facts = {"into": claim.currency, "month": month_name(month), "help": settings.HELP_EMAIL}
    return [NO_RATE_OF_MONTH % {"currency": currency, **facts} for currency in sorted(gaps)]


def freeze(claim: Claim, at: datetime) -> None:
    """Convert a claim that is being submitted by the rates of this month, for good; its lock is held.

    Raises ActionRefused where a rate is missing or a line has become too small.
    """
    lines, month = foreign_lines(claim), month_of(at, claim.program.zone)
    if not lines:
        return
    rates = use([line.currency for line in lines], claim.currency, month, at=at)
    _take_all(lines, rates)
    if gaps := missing_rates(claim, at):
        raise ActionRefused(" ".join(map(str, gaps)))
    if not all(line.amount for line in lines):
        raise ActionRefused(TOO_SMALL % {"into": claim.currency})
    Expense.objects.bulk_update(lines, ["rate", "rate_on", "amount"])


def foreign_lines(claim: Claim) -> list[Expense]:
    """The lines in another currency than the program's."""
    return [line for line in claim.expenses.all() if line.currency != claim.currency]


def _take_all(lines: Iterable[Expense], rates: dict[str, ExchangeRate]) -> None:
    for line in lines:
        if rate := rates.get(line.currency):
            _take(line, rate)


def _take(line: Expense, rate: ExchangeRate) -> None:
    line.rate, line.rate_on = rate.rate, rate.month
    line.amount = convert(line.net, rate.rate, rate.into)
