"""Ten years of a location: the pages ask the database as often as for one period, and the figures tie out."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funds.actions import ledger
from funds.entries import PAGE
from funds.figures import funds_for_home
from funds.models import Fund
from lifecycle import clock
from programs.enums import VendorRole
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.funds import FundFactory, Subject, following, funded
from tests.factories.programs import LONG_AGO, ProgramRoleFactory

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def fund():
    return funded(24_000)


@pytest.fixture
def anna(fund):
    return MembershipFactory(partner=fund.partner).user


@pytest.fixture
def paula(fund):
    return ProgramRoleFactory(user=UserFactory(), program=fund.program, role=VendorRole.MANAGER).user


def claims_on(fund: Fund) -> None:
    """More than a page of entries behind most figures."""
    for number in range(PAGE // 2 + 1):
        subject, actor = Subject(number + 1), UserFactory() if number % 9 == 0 else None
        for verb, amount in (("hold", "12.34"), ("approve", "10.00"), ("release", "2.34"), ("pay", "10.00")):
            getattr(ledger, verb)(fund, D(amount), subject=subject, actor=actor, at=LONG_AGO)


def ten_years_of(fund: Fund) -> None:
    """Nine more periods."""
    for years in range(1, 10):
        later = FundFactory(partner=fund.partner, period=following(fund.period, -years))
        ledger.earn(later, D(1000 + years), actor=None, at=LONG_AGO)


def addresses(fund: Fund) -> dict[str, str]:
    one, whole = [fund.public_id], [fund.partner.public_id, fund.program.code]
    return {
        "list": reverse("funds"),
        "fund": reverse("fund", args=one),
        "held": reverse("fund_figure", args=[*one, "held"]),
        "left": reverse("fund_figure", args=[*one, "left"]),
        "statement": reverse("fund_statement", args=whole),
        "csv": reverse("fund_statement_file", args=[*whole, "csv"]),
    }


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        assert response.status_code == 200
        b"".join(response) if response.streaming else response.content
    return len(captured)


def test_pages_of_a_partner_ask_as_often_as_for_one_period(client, fund, anna):
    client.force_login(anna)
    ledger.hold(fund, D(1), subject=Subject(1000), actor=UserFactory(), at=LONG_AGO)
    client.get(reverse("funds"))
    before = {name: queries(client, address) for name, address in addresses(fund).items()}
    ten_years_of(fund)
    claims_on(fund)
    assert {name: queries(client, address) for name, address in addresses(fund).items()} == before


def test_the_list_of_the_vendor_asks_as_often_for_a_page_as_for_one_fund(client, fund, paula):
    client.force_login(paula)
    address = reverse("fund_search")
    client.get(address)
    before = queries(client, address)
    for _ in range(40):
        funded(10, period=fund.period)
    assert queries(client, address) == before


def test_all_periods_beside_each_other_add_up(client, fund, anna):
    ten_years_of(fund)
    client.force_login(anna)
    page = client.get(reverse("funds")).content.decode().replace("\u00a0", " ")
    assert "33,045.00" in page  # 24,000 and 1,001 to 1,009
    still_open = [one for one in funds_for_home(anna, fund.partner, clock.now()) if one.is_open]
    assert page.count('<svg class="fund-bar"') == 10 + len(still_open)
