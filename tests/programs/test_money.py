"""Amounts as people type them; no database."""

from decimal import Decimal

import pytest

from programs.money import (
    NotAnAmount,
    format_amount,
    format_money,
    minor_units,
    parse_amount,
    quantise,
    write_amount,
)

READ = [
    ("1,234.56", "en", "EUR", "1234.56"),
    ("1.234,56", "de", "EUR", "1234.56"),
    ("1234.56", "en", "EUR", "1234.56"),
    ("1234,56", "de", "EUR", "1234.56"),
    ("1234,56", "en", "EUR", "1234.56"),  # no group has two digits
    ("1234.56", "de", "EUR", "1234.56"),
    ("1,5", "en", "EUR", "1.50"),
    ("1.5", "de", "EUR", "1.50"),
    ("1,234", "en", "EUR", "1234.00"),  # a group by the language's rule
    ("1.234", "de", "EUR", "1234.00"),
    ("1,234,567.89", "en", "USD", "1234567.89"),
    ("1.234.567,89", "de", "USD", "1234567.89"),
    ("1 234,56", "de", "EUR", "1234.56"),
    ("1\u202f234.56", "en", "EUR", "1234.56"),
    ("  12  ", "en", "EUR", "12.00"),
    ("0", "en", "EUR", "0.00"),
    ("007", "en", "EUR", "7.00"),
    ("1200", "en", "JPY", "1200"),
    ("1,200", "en", "JPY", "1200"),
    ("480.00", "en", "JPY", "480"),
    ("480,00", "de", "JPY", "480"),
    ("1.234", "en", "KWD", "1.234"),
    ("1,234", "de", "KWD", "1.234"),
    ("1.234", "de", "KWD", "1234.000"),  # a group by the language's rule
    ("999,999,999.99", "en", "EUR", "999999999.99"),
]

REFUSED = [
    ("", "en", "EUR"),
    ("   ", "en", "EUR"),
    ("1e5", "en", "EUR"),
    ("1E+2", "en", "EUR"),
    ("NaN", "en", "EUR"),
    ("Infinity", "en", "EUR"),
    ("-1", "en", "EUR"),
    ("\u22121", "en", "EUR"),  # a typographic minus
    ("(5)", "en", "EUR"),
    ("+5", "en", "EUR"),
    ("--5", "en", "EUR"),
    ("5-", "en", "EUR"),
    ("１２", "en", "EUR"),  # full-width digits
    ("١٢", "en", "EUR"),  # Arabic digits
    ("²5", "en", "EUR"),
    ("0x10", "en", "EUR"),
    ("1_000", "en", "EUR"),
    ("12 EUR", "en", "EUR"),
    ("€12", "en", "EUR"),
    ("1.234,56", "en", "EUR"),  # the other language's rule
    ("1,234.56", "de", "EUR"),
    ("1,23,456", "en", "EUR"),
    ("12,34,567", "en", "EUR"),
    ("1234,567", "en", "EUR"),
    ("1,,234", "en", "EUR"),
    ("0,123", "en", "EUR"),
    ("1.2.3", "en", "EUR"),
    ("1,234 567", "en", "EUR"),  # two kinds of group
    (".5", "en", "EUR"),
    ("5.", "en", "EUR"),
    (".", "en", "EUR"),
    ("1'234.56", "en", "EUR"),
    ("1.234", "en", "EUR"),  # three places, and no group in English
    ("10.005", "en", "EUR"),
    ("10.5", "en", "JPY"),
    ("480.000", "en", "JPY"),  # may be the other language's group
    ("1,5", "de", "JPY"),
    ("1.2345", "en", "KWD"),
    ("1234,567", "en", "KWD"),  # a slip of the group or of the mark: ask
    ("1000000000", "en", "EUR"),
    ("9" * 60, "en", "EUR"),
    ("1\x00", "en", "EUR"),
    ("\u202e12", "en", "EUR"),  # right-to-left override
    ("=1+1", "en", "EUR"),
    ("one", "en", "EUR"),
]


@pytest.mark.parametrize(("text", "language", "currency", "amount"), READ)
def test_amounts_are_read_by_the_rules_of_the_language(text, language, currency, amount):
    assert str(parse_amount(text, language, currency)) == amount


@pytest.mark.parametrize(("text", "language", "currency"), REFUSED)
def test_what_is_no_plain_amount_is_refused_with_a_sentence(text, language, currency):
    with pytest.raises(NotAnAmount) as refused:
        parse_amount(text, language, currency)
    assert refused.value.reason.endswith((".", "56."))


def test_the_sentence_shows_how_the_language_writes_it():
    with pytest.raises(NotAnAmount, match=r"1\.234,56"):
        parse_amount("1,234.56", "de", "EUR")


def test_minor_units_are_those_of_the_standard_not_of_cash():
    assert [minor_units(code) for code in ("EUR", "JPY", "KWD", "RSD", "HUF")] == [2, 0, 3, 2, 2]


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("0.125", "EUR", "0.12"),
        ("0.135", "EUR", "0.14"),
        ("2.5", "JPY", "2"),
        ("3.5", "JPY", "4"),
        ("1.0005", "KWD", "1.000"),
    ],
)
def test_halves_go_to_the_even_neighbour(amount, currency, rounded):
    assert str(quantise(Decimal(amount), currency)) == rounded


def test_a_float_is_no_money():
    with pytest.raises(TypeError):
        quantise(0.1, "EUR")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "text"),
    [
        ("2600", "EUR", "en", "2,600.00\u00a0EUR"),
        ("2600", "EUR", "de", "2.600,00\u00a0EUR"),
        ("1234567", "JPY", "en", "1,234,567\u00a0JPY"),
        ("1234.5", "KWD", "de", "1.234,500\u00a0KWD"),
        ("-12.5", "EUR", "en", "-12.50\u00a0EUR"),
    ],
)
def test_money_is_written_for_the_reader(amount, currency, language, text):
    assert format_money(Decimal(amount), currency, language) == text


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("amount", "currency"), [("1234567.89", "EUR"), ("1200", "JPY"), ("0.005", "KWD")])
def test_what_is_written_can_be_read_again(language, amount, currency):
    given = quantise(Decimal(amount), currency)
    for write in (write_amount, format_amount):
        assert parse_amount(write(given, currency, language), language, currency) == given
