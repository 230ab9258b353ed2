"""The statement of a location's funds: opening balance, every entry, closing balance, and they tie to the ledger."""

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from funds import stating
from funds.actions import ledger
from funds.enums import EntryReason
from funds.models import Fund, FundEntry
from funds.statement import COLUMNS, Scope, Statement
from programs.enums import VendorRole
from tests.factories.accounts import MembershipFactory, PartnerFactory, UserFactory
from tests.factories.funds import FundFactory, Subject, following, funded
from tests.factories.programs import ProgramFactory, ProgramRoleFactory, UsagePeriodFactory

pytestmark = pytest.mark.django_db
D = Decimal
MIDNIGHT = datetime(2026, 8, 31, 22, tzinfo=UTC)  # 1 September in Berlin


@pytest.fixture
def fund():
    return funded(24_000)


@pytest.fixture
def anna(fund):
    return MembershipFactory(partner=fund.partner, user__name="Anna").user


@pytest.fixture
def told(fund):
    """Two periods of a program: claims in August, a payment in September, an adjustment of the later period."""
    by = {"actor": None, "subject": Subject(1)}
    ledger.hold(fund, D("100.01"), at=MIDNIGHT - timedelta(days=9), **by)
    ledger.approve(fund, D("80.01"), at=MIDNIGHT - timedelta(seconds=1), **by)
    ledger.pay(fund, D("80.01"), at=MIDNIGHT, **by)
    later = FundFactory(partner=fund.partner, period=following(fund.period))
    ledger.earn(later, D(500), actor=None, at=MIDNIGHT)
    ledger.adjust(later, D(-7), actor=None, at=MIDNIGHT, reason=EntryReason.OPERATIONS, note="=1+1")
    funded(66)  # somebody else's
    funded(77, partner=fund.partner)  # another program's
    return Fund.objects.get(pk=fund.pk)


def statement_of(fund, user, **days) -> Statement:
    funds = list(Fund.objects.of_line(fund).for_reading())
    return Statement(Scope(fund.partner, fund.program, funds, **days), user)


def test_without_days_it_begins_with_nothing_and_ends_with_the_totals_of_the_ledger(told, anna):
    statement = statement_of(told, anna)
    funds = Fund.objects.of_line(told)
    assert set(statement.opening.values()) == {0}
    assert statement.closing == {one.code: sum(one.of(fund) for fund in funds) for one in COLUMNS}


@pytest.mark.parametrize(
    "first", [None, date(2020, 1, 1), date(2026, 8, 31), date(2026, 9, 1), date(2030, 1, 1)]
)
@pytest.mark.parametrize("last", [None, date(2026, 8, 31), date(2026, 9, 1), date(2030, 1, 2)])
def test_opening_and_entries_add_up_to_the_closing_balance_for_any_days(told, anna, first, last):
    statement = statement_of(told, anna, first=first, last=last)
    lines = list(statement.lines())
    for column in COLUMNS:
        added = statement.opening[column.code] + sum(line.changes[column.code] for line in lines)
        assert added == statement.closing[column.code]
    assert statement.count == len(lines)
    assert not lines or lines[-1].left == statement.closing["left"]
    assert [line.entry.at for line in lines] == sorted(line.entry.at for line in lines)


def test_days_are_those_of_the_programs_calendar(told, anna):
    august = statement_of(told, anna, last=date(2026, 8, 31))
    september = statement_of(told, anna, first=date(2026, 9, 1))
    assert [line.entry.kind for line in august.lines()] == ["EARN", "HOLD", "APPROVE"]
    assert [line.entry.kind for line in september.lines()] == ["PAY", "EARN", "ADJUST"]
    assert august.closing == september.opening
    assert next(september.lines()).day == date(2026, 9, 1)


def test_what_is_entered_while_it_is_read_is_no_part_of_it(told, anna):
    statement = statement_of(told, anna)
    ledger.earn(told, D(1), actor=None, at=MIDNIGHT)
    assert statement.closing["earned"] == 24_500
    assert len(list(statement.lines())) == 6


def ask(client, person, fund, extension="", **query):
    name = "fund_statement_file" if extension else "fund_statement"
    address = [fund.partner.public_id, fund.program.code, *([extension] if extension else [])]
    client.force_login(person)
    return client.get(reverse(name, args=address), query)


def test_the_page_says_both_balances_and_leads_to_the_files(client, told, anna):
    response = ask(client, anna, told, first="2026-09-01")
    page = response.content.decode().replace("\u00a0", " ")
    for words in (
        "3 entries, from 1 September 2026.",
        "23,899.99 EUR",
        "24,392.99 EUR",
        "statement.pdf?first=2026-09-01",
    ):
        assert words in page


def test_one_period_alone(client, told, anna):
    page = ask(client, anna, told, period=told.period_id).content.decode().replace("\u00a0", " ")
    assert "4 entries, from the beginning until now." in page
    assert "24,500.00" not in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"first": "2026-09-02", "last": "2026-09-01"}, "This day lies before the first one."),
        ({"first": "yesterday"}, "Enter a valid date."),
        ({"period": "12345678"}, "12345678 is not one of the available choices."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client, told, anna, query, words):
    assert words in ask(client, anna, told, **query).content.decode()
    assert ask(client, anna, told, "csv", **query).status_code == 302


def test_the_csv_has_every_entry_and_its_sums_are_right(client, told, anna):
    response = ask(client, anna, told, "csv", first="2026-08-01")
    rows = list(csv.reader(StringIO(b"".join(response).decode().removeprefix("\ufeff"))))
    assert response["Content-Disposition"].startswith(f'attachment; filename="statement-{told.program.code}-')
    head, opening, *entries, closing = rows
    for name in ("Earned", "Adjusted", "Held for submitted claims", "Approved", "Paid", "Forfeited"):
        place = head.index(name)
        assert D(opening[place]) + sum(D(row[place]) for row in entries) == D(closing[place])
    left, change = head.index("Left afterwards"), head.index("Change of what is left")
    assert D(opening[left]) + sum(D(row[change]) for row in entries) == D(closing[left]) == D("24472.99") - 80
    assert [row[2] for row in entries] == ["Held for a claim", "Approved", "Paid", "Earned", "Adjusted"]


def test_the_workbook_has_numbers_that_add_up_and_text_that_is_never_run(client, told, anna):
    response = ask(client, anna, told, "xlsx")
    sheet = load_workbook(BytesIO(b"".join(response))).active
    head, _opening, *entries, closing = list(sheet.iter_rows())
    names = [cell.value for cell in head]
    paid, day, why = (names.index(name) for name in ("Paid", "Day", "Reason"))
    assert round(sum(row[paid].value for row in entries), 2) == closing[paid].value == 80.01
    assert all(row[paid].data_type == "n" and row[day].is_date for row in entries)
    assert entries[-1][why].value.endswith("=1+1")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}


def test_a_currency_without_cents_has_none_in_the_files(client):
    program = ProgramFactory(currency="JPY", zone="Asia/Tokyo", country="JP")
    fund = funded(120_000, period=UsagePeriodFactory(program=program))
    anna = MembershipFactory(partner=fund.partner).user
    assert b",120000,0,0,0,0,0,120000,120000,JPY" in b"".join(ask(client, anna, fund, "csv"))


def test_the_pdf_is_tagged_titled_and_ties_out(client, told, anna):
    anna.language = "de"
    anna.save()
    response = ask(client, anna, told, "pdf")
    assert response["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "de"
        assert told.partner.legal_name in str(pdf.docinfo.Title)


def test_what_the_pdf_says(told, anna):
    context = stating.context_of(statement_of(told, anna, first=date(2026, 9, 1)), MIDNIGHT)
    assert context["opening"][-1] == "23,899.99"
    assert [texts[-1] for _line, texts in context["lines"]] == ["23,899.99", "24,399.99", "24,392.99"]
    assert context["lines"][-1][1][1] == "−7.00"
    assert context["closing"][-1] == "24,392.99"


def test_too_many_entries_are_no_pdf_but_a_sentence(client, told, anna, monkeypatch):
    monkeypatch.setattr("funds.views.stating.MOST_IN_PDF", 5)
    response = ask(client, anna, told, "pdf")
    assert response.status_code == 409
    assert "A PDF holds at most 5 entries" in response.content.decode()
    assert "statement.pdf" not in ask(client, anna, told).content.decode()
    assert ask(client, anna, told, "xlsx").status_code == 200


@pytest.mark.parametrize("role", VendorRole)
def test_the_vendor_reads_the_statements_of_its_programs(client, told, role):
    person = ProgramRoleFactory(user=UserFactory(), program=told.program, role=role).user
    assert ask(client, person, told).status_code == 200


def test_strangers_and_made_up_addresses_find_nothing(client, told, anna):
    stranger = MembershipFactory().user
    assert ask(client, stranger, told).status_code == 404
    assert ask(client, stranger, told, "csv").status_code == 404
    assert ask(client, anna, told, "docx").status_code == 404
    empty = FundFactory(partner=PartnerFactory())
    assert ask(client, anna, empty).status_code == 404
    assert FundEntry.objects.filter(fund=empty).count() == 0
