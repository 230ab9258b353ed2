"""Caps, fund and currencies on the pages: what is left is said with each page and while one types (R12, R13)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from claims.models import Claim, Expense
from lifecycle import clock
from programs.rates import month_of
from tests.claims.pages.test_drafting import invoice
from tests.claims.test_capping import SHARE, capped
from tests.factories import claims as make
from tests.factories.programs import ExchangeRateFactory


def at(name, claim, *more):
    return reverse(name, args=[claim.public_id, *more])


def words(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def contest(team) -> Claim:
    """A draft of 5,600 under a cap of a quarter of 24,000."""
    make.money_for(team, 24_000)
    return make.draft(team, 5600, activity=capped(dict(SHARE)))


@pytest.fixture
def rates(team):
    month = month_of(clock.now(), team.program.zone)
    for currency, value in (("JPY", "0.00612"), ("KWD", "3.0001"), ("USD", "0.9213")):
        ExchangeRateFactory(month=month, currency=currency, rate=Decimal(value))
    return month


class TestWhatIsLeft:
    def test_stands_on_the_invoices_page_and_in_the_form(self, anna, contest):
        line = contest.expenses.get()
        for url in (at("claim_invoices", contest), at("claim_invoice", contest, line.public_id)):
            page = words(anna.get(url))
            assert (
                f"6,000.00 EUR of 6,000.00 EUR are left for {contest.activity}. After this claim: 400.00 EUR."
                in (" ".join(page.split()))
            )
            assert "24,000.00 EUR of 24,000.00 EUR are left in the fund." in page

    def test_is_said_anew_while_typing(self, anna, contest):
        line = contest.expenses.get()
        kind = line.kind_id
        asking = {"line": line.public_id, "net": "6,400", "kind": kind}
        page = words(anna.get(at("claim_limits", contest), asking))
        assert "This claim asks for 6,400.00 EUR: 400.00 EUR too much." in page
        page = words(anna.get(at("claim_limits", contest), {"net": "200", "kind": kind}))
        assert "After this claim: 200.00 EUR." in page
        assert Expense.objects.get().net == 5600

    @pytest.mark.parametrize(
        "typed",
        [{"net": "1,2,3"}, {"net": ""}, {"net": "5", "currency": "US"}, {"net": "5", "kind": "x" * 99}],
    )
    def test_what_cannot_be_read_yet_changes_nothing(self, anna, contest, typed):
        assert anna.get(at("claim_limits", contest), typed).status_code == 200

    def test_is_said_before_submitting_and_in_the_refusal(self, team, anna, contest):
        make.expense_for(contest, 900, 2)
        said = "This claim asks for 6,500.00 EUR: 500.00 EUR too much."
        assert said in words(anna.get(at("claim_check", contest)))
        answer = anna.post(at("claim_submit", contest))
        assert answer.status_code == 409
        assert said in words(answer)
        assert "Everything you entered is still here." in words(answer)

    def test_nothing_earned_yet(self, team, anna):
        claim = make.draft(team)
        assert "Nothing was earned in this fund yet." in words(anna.get(at("claim_invoices", claim)))

    def test_more_than_the_fund_has(self, team, anna):
        make.money_for(team, 1000)
        page = words(anna.get(at("claim_invoices", make.draft(team, 1500))))
        assert (
            "Only 1,000.00 EUR are left in the fund. This claim asks for 1,500.00 EUR: 500.00 EUR too much."
            in page
        )


class TestCurrencies:
    def test_one_is_chosen_where_there_are_rates_and_typed_by_its_own_rules(self, anna, bare, rates):
        form = anna.get(at("claim_invoice_new", bare)).content.decode()
        assert "JPY, Japanese Yen" in form
        anna.post(at("claim_invoice_new", bare), invoice(bare, currency="JPY", net="480,000", tax="48,000"))
        line = bare.expenses.get()
        assert (line.currency, line.net, line.tax, line.amount) == (
            "JPY",
            480_000,
            48_000,
            Decimal("2937.60"),
        )
        page = words(anna.get(at("claim_invoices", bare)))
        assert "480,000 JPY are 2,937.60 EUR." in page
        assert "1 JPY = 0.00612 EUR" in page
        assert "The rate is fixed when you submit" in page

    @pytest.mark.parametrize(
        ("currency", "net", "said"),
        [
            ("JPY", "480,000.50", "JPY has no decimal places."),
            ("KWD", "1.2345", "KWD has no more than 3 decimal places."),
            ("BRL", "100", "Select a valid choice."),
        ],
    )
    def test_what_the_currency_does_not_have_is_refused_and_stays_typed(
        self, anna, bare, rates, currency, net, said
    ):
        answer = anna.post(at("claim_invoice_new", bare), invoice(bare, currency=currency, net=net))
        assert said in answer.content.decode()
        assert f'value="{net}"' in answer.content.decode()
        assert not Expense.objects.exists()

    def test_a_german_types_and_reads_three_decimals(self, team, anna, bare, rates):
        team.anna.language = "de"
        team.anna.save()
        anna.post(at("claim_invoice_new", bare), invoice(bare, currency="KWD", net="1.250,125"))
        page = words(anna.get(at("claim_invoices", bare)))
        assert "1.250,125 KWD" in page
        assert "3.750,50 EUR" in page

    def test_without_rates_nothing_is_to_be_chosen(self, anna, bare):
        assert 'name="currency"' not in anna.get(at("claim_invoice_new", bare)).content.decode()

    def test_while_typing_it_says_what_it_comes_to(self, anna, bare, rates):
        page = words(anna.get(at("claim_limits", bare), {"net": "480,000", "currency": "JPY"}))
        assert "480,000 JPY are 2,937.60 EUR." in page

    def test_before_submitting_one_reads_rate_amount_and_what_is_paid(self, team, anna, rates):
        make.money_for(team)
        claim = make.draft(team)
        url = at("claim_invoice", claim, claim.expenses.get().public_id)
        kind = claim.activity.expense_kinds.first().pk
        anna.post(url, invoice(claim, currency="JPY", net="480,000", kind=kind))
        page = words(anna.get(at("claim_check", claim)))
        assert "480,000 JPY are 2,937.60 EUR." in page
        assert "Submit claim for 2,937.60 EUR" in page
        assert "What is approved is paid in EUR, the program's currency." in " ".join(page.split()).replace(
            "&#x27;", "'"
        )
        sent = words(anna.post(at("claim_submit", claim), follow=True))
        assert "2,937.60 EUR" in sent
        status = words(anna.get(at("claim", claim)))
        assert "480,000 JPY are 2,937.60 EUR." in status
        assert "The rate is fixed when you submit" not in status

    def test_a_month_without_rate_is_on_the_checklist_with_who_helps(
        self, team, anna, as_person, rates, settings
    ):
        make.money_for(team)
        claim = make.draft(team)
        url = at("claim_invoice", claim, claim.expenses.get().public_id)
        kind = claim.activity.expense_kinds.first().pk
        anna.post(url, invoice(claim, currency="JPY", net="480,000", kind=kind))
        with clock.shifted(timedelta(days=31)):
            anna = as_person(team.anna)
            page = words(anna.get(at("claim_check", claim)))
            assert "The exchange rate from JPY to EUR for" in page
            assert settings.HELP_EMAIL in page
            assert anna.post(at("claim_submit", claim)).status_code == 409
        assert Claim.objects.get().is_draft
