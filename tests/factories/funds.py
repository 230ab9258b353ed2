"""Funds for tests, and a stand-in for the claims that use them."""

from dataclasses import dataclass
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from funds.actions import ledger
from funds.models import Fund
from programs.models import UsagePeriod
from tests.factories.accounts import PartnerFactory
from tests.factories.programs import LONG_AGO, UsagePeriodFactory


class FundFactory(DjangoModelFactory):
    """An empty fund; `funded` is one with earnings."""

    class Meta:
        model = Fund

    partner = factory.SubFactory(PartnerFactory)
    period = factory.SubFactory(UsagePeriodFactory)
    program = factory.SelfAttribute("period.program")
    currency = factory.SelfAttribute("program.currency")


@dataclass(frozen=True)
class Subject:
    """All the ledger knows of a claim."""

    pk: int
    SUBJECT_KIND: str = "claim"


def funded(amount: int | str | Decimal = 1000, **fields: object) -> Fund:
    """A fund that earned this much."""
    fund = FundFactory(**fields)
    ledger.earn(fund, Decimal(amount), actor=None, at=LONG_AGO)
    return fund


def following(period: UsagePeriod, years: int = 1) -> UsagePeriod:
    """A later usage period of the same program."""
    days = {
        name: getattr(period, name).replace(year=getattr(period, name).year + years)
        for name in ("earning_first_day", "earning_last_day", "first_day", "last_day")
    }
    return UsagePeriodFactory(program=period.program, **days)
