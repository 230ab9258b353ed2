"""What the form of the payee profile takes, country by country, and what it says to what is wrong."""

import pytest

from accounts.models import PayeeVersion
from accounts.payee import payee_latest
from tests.factories.payees import at, typed, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"iban": "DE88370400440532013000"}, "The check digits do not fit"),
        ({"iban": ""}, "This field is required."),
        ({"iban": "9" * 10_000}, "at most 100 characters"),
        ({"bic": "BNPAFRPP"}, "a bank in another country than the IBAN"),
        ({"bic": "nothing"}, "A BIC has 8 or 11"),
        ({"tax_id": "DE136695977"}, "The check digit does not fit"),
        ({"tax_id": "x" * 10_000}, "at most 100 characters"),
        ({"holder": "Ü" * 71}, "at most 70 characters"),
        ({"holder": "\u202e\u200f"}, "This field is required."),
        ({"currency": "XXX"}, "Select a valid choice"),
        ({"bic": "DEUTDEFF"}, "The IBAN is known as one of Commerzbank"),
        ({"iban": "FR1420041010050500013M02606"}, "The account is in France, the company in Germany."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(fresh, kiel, wrong, said):
    answer = fresh.post(at("payee_change", kiel), typed(**wrong))
    page = words(answer)
    assert answer.status_code == 200
    assert said in page
    assert not PayeeVersion.objects.exists()
    assert 'value="DE 136 695 976"' in page or "tax_id" in wrong


@pytest.mark.parametrize("caution", [{"bic": "DEUTDEFF"}, {"iban": "FR1420041010050500013M02606"}])
def test_a_caution_is_passed_by_a_tick(fresh, kiel, caution):
    assert fresh.post(at("payee_change", kiel), typed(**caution, sure="on")).status_code == 302


#: Country → what is typed there, and what of it may be shown.
ACCOUNTS = [
    (
        "US",
        {"routing_number": "111000025", "account": "0012 345678", "account_type": "CHECKING"},
        {"scheme": "US", "tax_id": "04-2103594", "currency": "USD"},
        "5678",
    ),
    (
        "JP",
        {"bank_code": "０００１", "branch_code": "123", "account": "1234567", "account_type": "ORDINARY"},
        {"scheme": "JP", "tax_id": "7000012050002", "currency": "JPY"},
        "567",
    ),
    (
        "GB",
        {"sort_code": "60-16-13", "account": "31926819"},
        {"scheme": "GB", "tax_id": "GB980780684", "currency": "GBP"},
        "6819",
    ),
    (
        "GB",
        {"iban": "GB29NWBK60161331926819"},
        {"scheme": "IBAN", "tax_id": "GB980780684", "currency": "GBP"},
        "6819",
    ),
    (
        "CN",
        {"account": "6222 0212 3456 7890", "bic": "ICBKCNBJ"},
        {"scheme": "OTHER", "tax_id": "91110000600037341L", "currency": "CNY"},
        "7890",
    ),
]


@pytest.mark.parametrize(("country", "account", "facts", "shown"), ACCOUNTS)
def test_each_country_in_its_own_way(fresh, kiel, country, account, facts, shown):
    kiel.country = country
    kiel.save()
    page = words(fresh.get(at("payee_change", kiel)))
    if facts["scheme"] != "IBAN":
        assert f'name="scheme" value="{facts["scheme"]}"' in page
    answer = fresh.post(at("payee_change", kiel), typed(**account | facts))
    assert answer.status_code == 302, answer.context["form"].errors
    assert (payee_latest(kiel).last_digits, payee_latest(kiel).country) == (shown, country)
    assert fresh.get(answer.url).status_code == 200


def test_where_there_are_ibans_one_is_asked_for(fresh, kiel):
    given = typed(scheme="OTHER", account="12345678", bic="COBADEFF", sure="on")
    assert "given in another way: choose “IBAN” below" in words(fresh.post(at("payee_change", kiel), given))


def test_another_kind_of_account_keeps_what_both_have(fresh, kiel):
    answer = fresh.post(at("payee_change", kiel), typed(switch="US", holder="Kiel Inc"))
    page = words(answer)
    assert 'name="routing_number"' in page
    assert 'value="Kiel Inc"' in page
    assert not PayeeVersion.objects.exists()
