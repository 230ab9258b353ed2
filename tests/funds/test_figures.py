"""What a home page shows of funds, and who may see which."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from funds.actions import ledger
from funds.enums import EntryReason
from funds.figures import figures_of, funds_for_home
from funds.models import Fund
from programs.enums import VendorRole
from tests.factories.accounts import MembershipFactory, PartnerFactory, UserFactory
from tests.factories.funds import FundFactory, Subject, following, funded
from tests.factories.programs import (
    LONG_AGO,
    ExtensionFactory,
    MembershipScopeFactory,
    ProgramFactory,
    ProgramRoleFactory,
    UsagePeriodFactory,
)

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def nordlicht():
    return PartnerFactory(legal_name="Nordlicht Systemhaus GmbH")


@pytest.fixture
def anna(nordlicht):
    return MembershipFactory(partner=nordlicht, user__name="Anna").user


@pytest.fixture
def fund(nordlicht):
    return funded(24_000, partner=nordlicht)


def spend(fund: Fund) -> None:
    """The story of the demo: 7,750 held, 2,600 approved and paid."""
    by = {"actor": None, "at": LONG_AGO}
    ledger.hold(fund, D(10_350), subject=Subject(1), **by)
    ledger.approve(fund, D(2600), subject=Subject(1), **by)
    ledger.pay(fund, D(2000), subject=Subject(1), **by)


def drawn(fund: Fund, at=LONG_AGO):
    return figures_of(Fund.objects.for_reading().get(pk=fund.pk), at)


def test_earned_claimed_and_left(fund):
    spend(fund)
    with translation.override("en"):
        row = drawn(fund)
        texts = {item["label"]: item["text"].replace("\u00a0", " ") for item in row.items}
    assert texts == {"Earned": "24,000.00 EUR", "Claimed": "10,350.00 EUR", "Left": "13,650.00 EUR"}


def test_the_bar_is_the_whole_fund_and_paid_is_not_counted_twice(fund):
    spend(fund)
    row = drawn(fund)
    shares = {part: amount for part, _words, amount in row.shares}
    assert shares == {"paid": 2000, "approved": 600, "held": 7750, "left": 13_650, "forfeited": 0}
    assert sum(shares.values()) == row.fund.available
    assert [part["part"] for part in row.parts] == ["paid", "approved", "held", "left"]


def test_german_figures(fund):
    with translation.override("de"):
        assert drawn(fund).items[0]["text"] == "24.000,00\u00a0EUR"


def test_deadline_and_days_left_follow_an_extension(fund):
    deadline = fund.period.deadline
    assert drawn(fund, deadline - timedelta(days=3)).days_left == 2  # two whole days and the last one
    assert drawn(fund, deadline - timedelta(seconds=1)).is_open
    assert not drawn(fund, deadline).is_open
    later = deadline + timedelta(days=4)
    ExtensionFactory(period=fund.period, partner=fund.partner, deadline=later, granted_by=UserFactory())
    row = drawn(fund, deadline)
    assert (row.deadline, row.is_open, row.days_left) == (later, True, 3)


def test_below_the_threshold_nothing_is_decided_until_the_earning_period_is_closed(nordlicht):
    program = ProgramFactory(threshold=D(500))
    period = UsagePeriodFactory(program=program)
    fund = funded(499, partner=nordlicht, period=period)
    assert drawn(fund).undecided
    ledger.adjust(fund, D(1), actor=None, at=LONG_AGO, reason=EntryReason.OPERATIONS)
    assert not drawn(fund).undecided
    closed = following(period)
    closed.earning_closed_at = LONG_AGO
    closed.save(update_fields=["earning_closed_at"])
    assert not drawn(funded(10, partner=nordlicht, period=closed)).undecided


def test_home_shows_open_funds_first_by_deadline_then_closed_ones(anna, nordlicht, fund):
    next_one = funded(5, partner=nordlicht, period=following(fund.period))
    before = funded(5, partner=nordlicht, period=following(fund.period, -1))
    long_before = funded(5, partner=nordlicht, period=following(fund.period, -2))
    at = fund.period.deadline - timedelta(days=1)
    rows = funds_for_home(anna, nordlicht, at)
    assert [row.fund for row in rows] == [fund, next_one, before, long_before]


def test_the_queries_for_thirty_funds_are_those_for_one(anna, nordlicht, fund, django_assert_num_queries):
    def draw(count: int) -> None:
        with django_assert_num_queries(2):
            rows = funds_for_home(anna, nordlicht, LONG_AGO)
            assert len(rows) == count
            for row in rows:
                assert row.title
                assert row.items
                assert row.parts
                assert row.undecided is False

    draw(1)
    for _ in range(29):
        extended = FundFactory(partner=nordlicht)
        ExtensionFactory(period=extended.period, deadline=extended.period.deadline, granted_by=anna)
    draw(30)


def test_people_see_the_funds_of_their_locations_only(anna, fund):
    stranger = MembershipFactory().user
    assert list(Fund.objects.visible_to(anna)) == [fund]
    assert not Fund.objects.visible_to(stranger).exists()
    assert not Fund.objects.visible_to(UserFactory()).exists()
    assert funds_for_home(stranger, fund.partner, LONG_AGO) == []


def test_a_person_limited_to_programs_sees_only_their_funds(anna, nordlicht, fund):
    other = funded(5, partner=nordlicht)
    MembershipScopeFactory(membership=anna.memberships.get(), program=other.program)
    assert list(Fund.objects.visible_to(anna)) == [other]
    MembershipScopeFactory(membership=anna.memberships.get(), program=fund.program)
    assert list(Fund.objects.visible_to(anna).order_by("pk")) == [fund, other]


@pytest.mark.parametrize("role", VendorRole)
def test_vendor_people_see_the_funds_of_their_programs(fund, role):
    elsewhere = funded(5)
    person = ProgramRoleFactory(user=UserFactory(), program=fund.program, role=role).user
    assert list(Fund.objects.visible_to(person)) == [fund]
    if role == VendorRole.AUDITOR:
        ProgramRoleFactory(user=person, program=None, role=role)
        assert set(Fund.objects.visible_to(person)) == {fund, elsewhere}
