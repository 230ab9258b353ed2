"""The pages of funds as people get them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from funds import subjects
from funds.actions import ledger
from funds.entries import PAGE, entry_rows
from funds.enums import EntryReason
from funds.models import Fund
from lifecycle import clock
from programs.enums import VendorRole
from programs.models import UsagePeriod
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.funds import FundFactory, Subject, funded
from tests.factories.programs import LONG_AGO, ProgramRoleFactory, UsagePeriodFactory

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def fund():
    today = clock.now().date()
    period = UsagePeriodFactory(first_day=today - timedelta(days=30), last_day=today + timedelta(days=30))
    return funded(24_000, period=period)


@pytest.fixture
def anna(fund):
    return MembershipFactory(partner=fund.partner, user__name="Anna").user


@pytest.fixture
def named(monkeypatch):
    """Claims get the name and address a room above would give them."""
    monkeypatch.setattr(subjects, "_NAMINGS", {})
    subjects.name_by(
        "claim",
        lambda ids, user: {pk: subjects.Named(f"COOP-{pk}", f"/claims/{pk}/") for pk in ids if pk < 1000},
    )


def fill(fund: Fund, count: int) -> None:
    for number in range(count):
        ledger.hold(fund, D("1.50"), subject=Subject(number + 1), actor=None, at=LONG_AGO)


def page(client, person, fund, **query) -> str:
    client.force_login(person)
    response = client.get(reverse("fund", args=[fund.public_id]), query)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def test_anna_reads_her_fund_with_the_entries_behind_its_figures(client, anna, fund, named):
    ledger.hold(fund, D(7750), subject=Subject(7), actor=anna, at=LONG_AGO)
    ledger.adjust(fund, D(100), actor=anna, at=LONG_AGO, reason=EntryReason.ROLLOVER, note="from H1")
    text = page(client, anna, fund)
    for words in (
        "24,100.00 EUR",
        "16,350.00 EUR",
        "Held for a claim",
        '<a href="/claims/7/">COOP-7</a>',
        "−7,750.00 EUR",
        "+100.00 EUR",
        "Carried over from another period: from H1, Anna",
        "Earnings of the earning period, Done automatically",
        "16,350.00 EUR are left for them; whatever is left then is forfeited",
        "Start a claim",
    ):
        assert words in text


def test_the_same_in_german_figures(client, anna, fund):
    anna.language = "de"
    anna.save()
    assert "24.000,00 EUR" in page(client, anna, fund)


def test_what_a_later_period_still_owes_is_said(client, anna, fund):
    assert "will be taken from the funds of a later period" not in page(client, anna, fund)
    ledger.adjust(fund, D(-24_010), actor=anna, at=LONG_AGO, reason=EntryReason.OPERATIONS)
    assert "10.00 EUR will be taken from the funds of a later period" in page(client, anna, fund)


def test_a_fund_whose_earning_period_is_open_and_low_is_not_yet_decided(client, anna, fund):
    fund.program.threshold = D(30_000)
    fund.program.save()
    assert "Less than 30,000.00 EUR was earned so far" in page(client, anna, fund)
    UsagePeriod.objects.filter(pk=fund.period_id).update(earning_closed_at=LONG_AGO)
    assert "Not yet decided" not in page(client, anna, fund)


def test_a_stranger_finds_nothing(client, fund):
    client.force_login(MembershipFactory().user)
    assert client.get(reverse("fund", args=[fund.public_id])).status_code == 404
    assert client.get(reverse("fund", args=["nonsense"])).status_code == 404


def test_signed_out_leads_to_the_sign_in(client, fund):
    for url in (reverse("funds"), reverse("fund", args=[fund.public_id])):
        response = client.get(url)
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


def test_a_manager_reads_the_fund_and_is_not_asked_to_claim(client, fund):
    paula = ProgramRoleFactory(user=UserFactory(), program=fund.program, role=VendorRole.MANAGER).user
    text = page(client, paula, fund)
    assert "24,000.00 EUR" in text
    assert "Start a claim" not in text


def test_claims_the_reader_may_not_see_are_not_named(fund, anna, named):
    ledger.hold(fund, D(5), subject=Subject(2000), actor=None, at=LONG_AGO)
    row = entry_rows(fund, anna).rows[0]
    assert (row.what, row.subject) == ("Held for a claim", None)


def test_the_list_shows_each_fund_of_the_location(client, anna, fund):
    funded(77, partner=fund.partner)
    funded(66)
    client.force_login(anna)
    text = client.get(reverse("funds")).content.decode()
    assert text.count('<svg class="fund-bar"') == 4  # a card and a bar among its program's periods
    assert reverse("fund", args=[fund.public_id]) in text
    assert "66.00" not in text


def test_without_funds_the_list_says_so_and_what_to_do(client):
    client.force_login(MembershipFactory().user)
    text = client.get(reverse("funds")).content.decode()
    assert "Nothing earned yet" in text
    assert reverse("claim_new") in text


def test_vendor_people_are_led_to_the_funds_of_their_programs(client, fund):
    client.force_login(ProgramRoleFactory(user=UserFactory(), program=fund.program).user)
    assert client.get(reverse("funds")).url == reverse("fund_search")


def test_who_works_nowhere_is_led_home(client):
    client.force_login(UserFactory())
    assert client.get(reverse("funds")).url == reverse("home")


def test_every_entry_is_on_exactly_one_page_and_changes_fit_across_the_edge(fund, anna):
    fill(fund, PAGE * 2 + 10)
    numbers, before, pages = [], None, []
    while True:
        shown = entry_rows(fund, anna, before=before)
        pages.append(shown)
        numbers += [row.entry.number for row in shown.rows]
        if shown.older is None:
            break
        before = shown.older
    assert numbers == list(range(fund.last_number, 0, -1))
    assert [len(one.rows) for one in pages] == [50, 50, 11]
    assert {row.change for one in pages for row in one.rows} == {"−1.50\u00a0EUR", "+24,000.00\u00a0EUR"}
    assert [entry_rows(fund, anna, before=one.newer).rows for one in pages[1:]] == [
        one.rows for one in pages[:-1]
    ]
    assert pages[0].newer is None


def test_exactly_one_full_page_has_no_neighbours(fund, anna):
    fill(fund, PAGE - 1)
    shown = entry_rows(fund, anna)
    assert (len(shown.rows), shown.older, shown.newer) == (50, None, None)


@pytest.mark.parametrize("before", ["", "0", "1", "-1", "x", "９", "99999999999999999999", "999999999"])
def test_any_place_in_the_address_gives_a_page(client, anna, fund, before):
    page(client, anna, fund, before=before)


def test_an_empty_fund_has_a_page(client, anna, fund):
    assert "No entries yet" in page(client, anna, FundFactory(partner=fund.partner))


def test_the_queries_for_a_full_page_are_those_for_one_entry(fund, anna, named, django_assert_num_queries):
    def draw() -> None:
        with django_assert_num_queries(1):
            assert [(row.who, row.why, row.subject) for row in entry_rows(fund, anna).rows]

    draw()
    for number in range(60):
        ledger.hold(fund, D(1), subject=Subject(number + 1), actor=UserFactory(), at=LONG_AGO)
    draw()
