"""Fifty people submit in the same moment against one fund and one cap; neither is ever passed (R11, R12)."""

from decimal import Decimal

import pytest

from claims.actions import submitting
from claims.enums import ClaimState
from claims.models import Claim
from funds.models import Fund
from tests.claims.test_capping import capped
from tests.factories import claims as make
from tests.factories.people import everybody
from tests.funds.sums import assert_totals_are_the_sums
from tests.funds.test_fifty_at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

FUND, CAP, EACH = Decimal(3000), Decimal(1000), Decimal(90)


def test_neither_fund_nor_cap_is_ever_passed():
    people = everybody()
    make.money_for(people, FUND)
    activity, free = capped({"amount": CAP}), make.activity_type()
    drafts = [make.draft(people, EACH, activity=activity if n % 2 else free).pk for n in range(50)]

    outcomes = all_at_once(lambda n: submitting.submit(drafts[n], user=people.anna).number)

    sent = Claim.objects.filter(state=ClaimState.SUBMITTED)
    under_cap = sent.filter(activity=activity).count()
    fund = Fund.objects.get()
    assert fund.held == sent.count() * EACH <= FUND
    assert under_cap * EACH <= CAP
    # 33 fit into the fund, 11 under the cap, and all 25 without a cap were asked for.
    assert sent.count() == 33
    assert 8 <= under_cap <= 11
    refused = {one for one in outcomes if not one.startswith("COOP-")}
    assert all("too much" in one or "are left in this fund" in one for one in refused)
    assert_totals_are_the_sums(fund)
