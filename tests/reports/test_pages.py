"""The pages of the reports: what they say, what opens, who reads them, and that more rows cost no more queries."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions import disputing, submitting
from claims.models import Claim
from funds.actions import ledger
from funds.models import Fund
from lifecycle import clock
from programs.enums import VendorRole
from programs.models import UsagePeriod
from reports import claimed
from reports.actions import summing
from reports.behind import claims_behind
from reports.enums import Outcome
from reports.forms import ReportFilter
from reports.models import DecisionDays, Summed
from reports.tabs import FIELDS
from tests.factories import claims as make
from tests.factories.people import People, person, staff
from tests.factories.programs import ProgramFactory, ProgramRoleFactory, ReasonFactory

PAGES = ("reports", "report_funds", "report_times", "report_reasons", "report_claims")


@pytest.fixture
def said(client):
    """What a page says to somebody, in one line of plain spaces."""

    def _said(user, name="reports", **query):
        client.force_login(user)
        answer = client.get(reverse(name), query)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().replace("\u00a0", " ").split())

    return _said


@pytest.fixture
def story(people, summed):
    """One claim cut, approved and paid in part; one waiting; one withdrawn is told elsewhere."""
    claim = make.decided(people, 800)
    fund = Fund.objects.get()
    ledger.pay(fund, Decimal(500), subject=claim, actor=people.pia, at=clock.now())
    make.submitted(people, 40)
    summed()
    return claim


def in_yen(people: People) -> UsagePeriod:
    """Paula manages another program, too; a claim of 9,000 yen waits there."""
    other = ProgramFactory(currency="JPY", zone="Asia/Tokyo", country="JP")
    ProgramRoleFactory(user=people.paula, program=other, role=VendorRole.MANAGER)
    there = People(**{**people.__dict__, "program": other})
    row = make.SubmittedRow(people=there, claimed=9000)
    summing.sum_up(row.period, clock.now())
    return row.period


def test_money_and_what_became_of_it(people, story, said):
    page = said(people.paula)
    for amount in ("500.00", "300.00", "40.00", "400.00", "1,240.00"):
        assert f">{amount}<" in page
    assert "Held in the ledger for these claims: 440.00 EUR." in page


def test_currencies_are_never_added_up(people, story, said):
    in_yen(people)
    page = said(people.paula, by="country")
    assert "Amounts in EUR" in page
    assert "Amounts in JPY" in page
    assert ">1,240.00<" in page
    assert ">9,000<" in page
    assert "Amounts in EUR" not in said(people.paula, currency="JPY")


@pytest.mark.parametrize(("by", "label"), [("country", "Germany"), ("period", " to "), ("activity", "(en)")])
def test_every_breakdown(people, story, said, by, label):
    assert label in said(people.paula, by=by)


def test_the_filter_narrows_and_old_addresses_are_passed_over(people, story, said):
    assert "Nothing fits this filter" in said(people.paula, "report_claims", outcome="rejected")
    assert ">1,240.00<" in said(people.paula, program="NONE", by="nothing", country="??")
    assert ">1,240.00<" in said(people.paula, program=people.program.code, country="DE")
    code = story.activity.activity_type.code
    assert ">1,200.00<" in said(people.paula, activity=code)


def test_a_number_opens_to_its_claims(people, story, said):
    page = said(people.paula)
    opened = f"{reverse('report_claims')}?currency" if "currency=" in page else reverse("report_claims")
    assert f'href="{opened}?program={people.program.code}&amp;outcome=approved_in_part"' in page
    behind = said(people.paula, "report_claims", outcome="approved_in_part")
    assert story.number in behind
    assert Claim.objects.get(state="SUBMITTED").number not in behind


def test_as_many_claims_are_behind_a_number_as_it_says(people, story):
    """One of each outcome, counted by the sums and asked of the claims."""
    submitting.withdraw(make.submitted(people, 50).pk, user=people.anna)
    submitting.take_back(make.submitted(people, 60).pk, user=people.anna)
    make.decided(people, 0, claimed=(70,))
    make.decided(people, 80, claimed=(80,))
    disputing.dispute(make.decided(people, 10, claimed=(90,)).pk, "All of it.", user=people.anna)
    summing.sum_up(story.period, clock.now())
    (table,) = claimed.tables_of(form_of(people.paula, "claims"))
    counted = {one: table.total.figures[one] for one in Outcome.values}
    behind = {
        one: claims_behind(form_of(people.paula, "behind", outcome=one)).count() for one in Outcome.values
    }
    assert counted == behind == dict.fromkeys(Outcome.values, 1)
    assert claims_behind(form_of(people.paula, "behind")).count() == 6


def form_of(user, report, **query):
    return ReportFilter(query, user=user, fields=FIELDS[report])


def test_months_of_the_funds(people, story, said):
    page = said(people.paula, "report_funds")
    assert ">200,000.00<" in page  # each submitted claim brought 100,000
    assert ">198,760.00<" in page  # left


def test_times(people, story, said):
    DecisionDays.objects.update(days=3)
    page = said(people.paula, "report_times")
    assert "3 business days" in page
    assert "0 (0 %)" in page
    DecisionDays.objects.update(days=2)
    assert "1 (100 %)" in said(people.paula, "report_times")


def test_reasons(people, summed, said):
    claim = make.decided(people, 800)
    claim.decisions.get().lines.update(code=ReasonFactory(), reason="")
    summed()
    page = said(people.paula, "report_reasons")
    assert "400.00 EUR" in page
    assert "100 %" in page


def test_as_of(people, story, said):
    assert "as of" in said(people.paula)
    make.submitted(people, 5)
    before = clock.now() - timedelta(days=400)
    Summed.objects.update(at=before)
    assert f"{before:%Y}" in said(people.paula).split("as of")[1][:60]
    Summed.objects.all().delete()
    assert "have not been added up yet" in said(people.paula)


@pytest.mark.parametrize("name", PAGES)
def test_empty_pages_say_so(people, said, name):
    assert "Nothing has been added up yet" in said(people.paula, name)


def test_other_programs_are_nobodys_business(people, story, said):
    elsewhere = staff("Petra", ProgramFactory(), VendorRole.MANAGER)
    for name in PAGES:
        assert "Nothing has been added up yet" in said(elsewhere, name)
    assert ">1,240.00<" in said(people.axel)


@pytest.mark.parametrize("name", ["anna", "rita", "arno", "pia"])
def test_for_managers_and_auditors_alone(people, client, name):
    client.force_login(getattr(people, name))
    assert client.get(reverse("reports")).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_more_rows_cost_no_more_queries(people, story, said, name):
    said(people.paula, name)
    with CaptureQueriesContext(connection) as before:
        said(people.paula, name, by="activity")
    for amount in (10, 20, 30):
        make.decided(people, 0, claimed=(amount,))
    summing.sum_up(story.period, clock.now())
    with CaptureQueriesContext(connection) as after:
        said(people.paula, name, by="activity")
    assert len(before) == len(after) <= 20


def test_the_way_there(people, said):
    assert f'href="{reverse("reports")}"' in said(people.paula)
    assert f'href="{reverse("reports")}"' not in said(person("Nobody"), "programs")


def test_months_without_anything_are_drawn_too(people, period, summed, said):
    fund = ledger.fund_for(people.partner, people.program, period)
    today = clock.now().date()
    ledger.earn(fund, Decimal(100), actor=None, at=clock.now() - timedelta(days=100))
    summed()
    page = said(people.paula, "report_funds")
    months = {date(today.year, today.month, 1) - timedelta(days=days) for days in (0, 40, 70)}
    assert page.count(">100.00<") >= 2 * len(months)
