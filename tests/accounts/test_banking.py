"""What bank data is taken, and in which words it is refused."""

import pytest
from django.core.exceptions import ValidationError

from accounts import banking, tax_ids


def said(check, *given):
    with pytest.raises(ValidationError) as caught:
        check(*given)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(
    "typed",
    [
        "DE89370400440532013000",
        "de89 3704 0044 0532 0130 00",
        "DE89-3704-0044-0532-0130-00",
        "ＤＥ８９３７０４００４４０５３２０１３０００",
        "\u202eDE89\u200f370400440532013000\u2069",
        "DE٨٩٣٧٠٤٠٠٤٤٠٥٣٢٠١٣٠٠٠",
        "\u00a0DE89\t3704 0044 0532 0130 00\u200b\n",
    ],
)
def test_an_iban_is_read_however_it_was_typed(typed):
    assert banking.checked_iban(typed) == "DE89370400440532013000"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("DE88370400440532013000", "The check digits do not fit"),
        ("DE98370400440532013000", "The check digits do not fit"),
        ("DE893704004405320130", "An IBAN of Germany has 22 letters and digits; this one has 20."),
        ("US64SVBKUS6S3300958879", "Accounts in “United States” have no IBAN."),
        ("0532013000", "begins with the two letters of its country"),
        ("DE8937040044053201300X", "a letter where a digit belongs"),
        ("DE" + "8" * 10_000, "this one has 10002"),
        ("<script>alert(1)</script>", "begins with the two letters of its country"),
    ],
)
def test_a_wrong_iban_says_what_is_wrong(typed, words):
    assert words in said(banking.checked_iban, typed)


def test_a_bic_is_checked():
    assert banking.checked_bic("coba de ff xxx") == "COBADEFFXXX"
    assert "this one has 10" in said(banking.checked_bic, "COBADEFFXX")
    assert "This is no BIC" in said(banking.checked_bic, "COBAXXFF")


def test_an_iban_knows_its_bank():
    assert banking.bic_by_iban("DE89370400440532013000") == "COBADEFFXXX"
    assert banking.bank_name("DE89370400440532013000") == "Commerzbank"


def test_a_bic_of_another_country_or_bank_is_seen():
    iban = "DE89370400440532013000"
    assert banking.is_of_another_country("BNPAFRPP", iban)
    assert banking.is_of_another_bank("DEUTDEFF", iban)
    assert not banking.is_of_another_bank("COBADEFF", iban)
    # A bank on Réunion has French IBANs, one on Jersey British ones.
    assert not banking.is_of_another_country("BNPAREPP", "FR1420041010050500013M02606")
    assert not banking.is_of_another_country("NWBKJEPP", "GB29NWBK60161331926819")


def test_a_routing_number_is_checked_by_its_sum():
    assert banking.checked_routing_number("1110-0002 5") == "111000025"
    assert "check digit" in said(banking.checked_routing_number, "111000026")
    assert "nine digits" in said(banking.checked_routing_number, "11100002")


@pytest.mark.parametrize(
    ("number", "shown"), [("DE89370400440532013000", "3000"), ("1234567", "567"), ("1234", "34")]
)
def test_never_more_than_half_of_an_account_is_shown(number, shown):
    assert banking.last_digits(number) == shown


@pytest.mark.parametrize(
    ("country", "scheme"),
    [("DE", "IBAN"), ("US", "US"), ("JP", "JP"), ("GB", "GB"), ("CN", "OTHER"), ("AU", "OTHER")],
)
def test_how_accounts_are_usually_written(country, scheme):
    assert banking.usual_scheme(country) == scheme


def test_every_example_of_a_tax_id_is_right():
    for country, known in tax_ids.KNOWN.items():
        assert tax_ids.checked_tax_id(known.example, country)


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("de 136 695 976", "DE", "DE136695976"),
        ("181/815/08155", "DE", "18181508155"),
        ("T7000012050002", "JP", "T7000012050002"),
        ("04-2103594", "US", "042103594"),
        ("AB-1234", "AE", "AB1234"),
    ],
)
def test_a_tax_id_is_read_by_its_country(typed, country, kept):
    assert tax_ids.checked_tax_id(typed, country) == kept


def test_a_wrong_tax_id_says_what_is_wrong():
    assert "check digit does not fit" in said(tax_ids.checked_tax_id, "DE136695977", "DE")
    assert "does not look like a tax id of France" in said(tax_ids.checked_tax_id, "hello", "FR")
    assert "does not look like a tax id" in said(tax_ids.checked_tax_id, "x" * 10_000, "DE")
    assert "4 to 30" in said(tax_ids.checked_tax_id, "x" * 10_000, "AE")


def test_a_name_stays_a_name():
    assert banking.plain_name("  Müller\n\u202e& Söhne\x00 ") == "Müller & Söhne"
    assert banking.plain_name("شركة النور") == "شركة النور"
