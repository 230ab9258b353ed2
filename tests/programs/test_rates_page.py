"""The page of exchange rates: read by everybody, filled by managers."""

import pytest
from dateutil.relativedelta import relativedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from programs.models import ExchangeRate
from programs.rates import month_of
from tests.factories.programs import ExchangeRateFactory

URL = "/programs/rates/"


@pytest.fixture
def month():
    return month_of(clock.now(), "Europe/Berlin")


@pytest.fixture
def sheet(month):
    return f"month;currency;into;rate\n{month:%Y-%m};USD;EUR;0,9213\n"


def page(client, person, **sent):
    client.force_login(person)
    return client.post(URL, sent, follow=True) if sent else client.get(URL)


def test_a_partner_reads_the_rates_and_loads_none(client, anna, sheet, month):
    ExchangeRateFactory(month=month, currency="JPY", rate="0.00612")
    words = page(client, anna).content.decode()
    assert "JPY in EUR" in words
    assert "0.00612" in words
    assert "Load rates" not in words
    assert page(client, anna, sheet=sheet).status_code == 403
    assert ExchangeRate.objects.count() == 1


def test_a_manager_pastes_a_sheet(client, paula, sheet):
    words = page(client, paula, sheet=sheet).content.decode()
    assert "Added: 1, changed: 0, there already: 0." in words
    assert "0.9213" in words


def test_a_manager_sends_a_file(client, paula, sheet):
    file = SimpleUploadedFile("rates.csv", b"\xef\xbb\xbf" + sheet.encode())
    assert "Added: 1" in page(client, paula, file=file).content.decode()


def test_faults_stand_at_the_field_and_what_was_pasted_stays(client, paula, sheet):
    answer = page(client, paula, sheet=sheet + "2026-10;US;EUR;1\n")
    words = answer.content.decode()
    assert "Line 3: “US” is no currency." in words
    assert "<title>Error:" in words
    assert "2026-10;US;EUR;1" in words
    assert not ExchangeRate.objects.exists()


def test_many_faults_are_counted(client, paula):
    rows = "".join(f"2026-10;USD;EUR;x{n}\n" for n in range(25))
    assert "And 5 more." in page(client, paula, sheet="month;currency;into;rate\n" + rows).content.decode()


def test_a_rate_in_use_is_refused_in_words(client, paula, sheet, month):
    ExchangeRateFactory(month=month, rate="0.9", used_at=clock.now())
    words = page(client, paula, sheet=sheet).content.decode()
    assert "Line 2: Claims were submitted with the rate 0.9; it is not changed any more." in words


def test_nothing_chosen(client, paula):
    assert "Choose a file or paste the rows." in page(client, paula, sheet=" ").content.decode()


def test_managers_learn_what_is_missing_this_month(client, paula, month):

    ExchangeRateFactory(month=month - relativedelta(months=1), currency="PLN", rate="0.23")
    words = page(client, paula).content.decode()
    assert "Rates of this month are missing" in words
    assert "PLN → EUR" in words


def test_the_number_of_queries_does_not_grow(client, paula, month):
    page(client, paula)
    counts = []
    for currency in ("USD", "GBP", "PLN"):
        ExchangeRateFactory(month=month, currency=currency)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert len(set(counts)) == 1
