"""Every figure a page shows is the sum of the entries it opens to, to the cent."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from funds.actions import ledger
from funds.entries import PAGE, entry_rows
from funds.enums import EntryReason
from funds.models import Fund, FundEntry
from funds.shown import ALL, AVAILABLE, BAR, BY_CODE, LEFT
from lifecycle import ActionRefused
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.funds import FundFactory, Subject, funded
from tests.factories.programs import LONG_AGO

D = Decimal
#: What the story of a fund is made of; what is refused does not happen.
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["earn", "adjust", "hold", "release", "approve", "reverse", "pay", "returned"]),
        st.integers(-90_000, 90_000).filter(bool),
        st.integers(1, 3),
    ),
    max_size=25,
)


def play(fund, acts):
    by = {"actor": None, "at": LONG_AGO}
    for verb, cents, claim in acts:
        amount = D(cents) / 100
        try:
            if verb == "earn":
                ledger.earn(fund, abs(amount), **by)
            elif verb == "adjust":
                ledger.adjust(fund, amount, reason=EntryReason.OPERATIONS, **by)
            else:
                getattr(ledger, verb)(fund, abs(amount), subject=Subject(claim), **by)
        except ActionRefused:
            continue


class EveryStory(TestCase):
    @settings(deadline=None, max_examples=25)
    @given(acts=ACTS, over=st.booleans())
    def test_each_figure_is_the_sum_of_its_entries_and_of_nothing_else(self, acts, over):
        fund = funded(500)
        play(fund, acts)
        if over:
            ledger.forfeit(fund, at=fund.period.deadline)
        reader = UserFactory()
        fund = Fund.objects.get(pk=fund.pk)
        for figure in ALL:
            behind = list(FundEntry.objects.filter(fund=fund).behind(figure.weights))
            assert sum((one.counted for one in behind), D(0)) == figure.of(fund)
            assert all(one.counted for one in behind)
            rows = entry_rows(fund, reader, figure=figure).rows
            assert [row.entry for row in rows] == sorted(behind, key=lambda one: -one.number)
        assert sum(one.of(fund) for one in BAR) == AVAILABLE.of(fund)
        assert LEFT.of(fund) == fund.left


@pytest.fixture
def reader(db):
    return UserFactory()


@pytest.fixture
def told(db):
    """A fund with an entry of each kind."""
    fund = funded(1000)
    by = {"actor": None, "at": LONG_AGO}
    ledger.adjust(fund, D(-100), reason=EntryReason.COMPLIANCE, **by)
    ledger.hold(fund, D(600), subject=Subject(1), **by)
    ledger.release(fund, D(50), subject=Subject(1), **by)
    ledger.approve(fund, D(500), subject=Subject(1), **by)
    ledger.reverse(fund, D(100), subject=Subject(1), **by)
    ledger.pay(fund, D(300), subject=Subject(1), **by)
    ledger.returned(fund, D(200), subject=Subject(1), **by)
    ledger.forfeit(fund, at=fund.period.deadline)
    return Fund.objects.get(pk=fund.pk)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("earned", ["+1,000.00"]),
        ("adjusted", ["−100.00"]),
        ("available", ["−100.00", "+1,000.00"]),
        ("held", ["+100.00", "−500.00", "−50.00", "+600.00"]),
        ("approved", ["−100.00", "+500.00"]),
        ("claimed", ["−50.00", "+600.00"]),
        ("paid", ["−200.00", "+300.00"]),
        ("unpaid", ["+200.00", "−300.00", "−100.00", "+500.00"]),
        ("forfeited", ["+350.00"]),
        ("left", ["−350.00", "+50.00", "−600.00", "−100.00", "+1,000.00"]),
    ],
)
def test_which_entries_stand_behind_which_figure(told, reader, code, changes):
    rows = entry_rows(told, reader, figure=BY_CODE[code]).rows
    assert [row.change.split("\u00a0")[0] for row in rows] == changes


def test_the_sum_beside_the_newest_entry_is_the_figure_on_every_page(reader):
    fund = funded(1000)
    for number in range(PAGE + 10):
        ledger.hold(fund, D("1.01"), subject=Subject(number + 1), actor=None, at=LONG_AGO)
    fund = Fund.objects.get(pk=fund.pk)
    newest = entry_rows(fund, reader, figure=BY_CODE["held"])
    older = entry_rows(fund, reader, figure=BY_CODE["held"], before=newest.older)
    assert newest.rows[0].balance == "60.60\u00a0EUR"
    assert (older.rows[0].balance, older.rows[-1].balance) == ("10.10\u00a0EUR", "1.01\u00a0EUR")
    assert (len(older.rows), older.older) == (10, None)
    assert entry_rows(fund, reader, figure=BY_CODE["held"], before=older.newer).rows == newest.rows


def test_an_entry_made_while_the_page_is_read_waits_for_the_next_page(told, reader):
    reading = Fund.objects.get(pk=told.pk)
    ledger.earn(told, D(5), actor=None, at=LONG_AGO)
    assert entry_rows(reading, reader, figure=LEFT).rows[0].balance == "0.00\u00a0EUR"


def test_the_page_of_a_figure_says_what_it_means_and_ends_at_it(client, told):
    anna = MembershipFactory(partner=told.partner).user
    client.force_login(anna)
    page = client.get(reverse("fund_figure", args=[told.public_id, "paid"])).content.decode()
    for words in (
        "100.00\u00a0EUR",
        "A payment that the bank gave back is taken off again.",
        "Payment came back",
    ):
        assert words in page
    assert client.get(reverse("fund_figure", args=[told.public_id, "nonsense"])).status_code == 404


def test_the_fund_leads_to_every_figure(client, told):
    client.force_login(MembershipFactory(partner=told.partner).user)
    page = client.get(reverse("fund", args=[told.public_id])).content.decode()
    assert [
        one.code for one in ALL if reverse("fund_figure", args=[told.public_id, one.code]) not in page
    ] == []


def test_a_figure_nothing_changed_says_so(client, db):
    fund = FundFactory()
    client.force_login(MembershipFactory(partner=fund.partner).user)
    page = client.get(reverse("fund_figure", args=[fund.public_id, "held"])).content.decode()
    assert "Nothing has changed this figure so far." in page
