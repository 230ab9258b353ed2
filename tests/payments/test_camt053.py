"""camt.053 as banks write it: what is read, and in which words a file is refused."""

from datetime import date
from decimal import Decimal

import pytest

from payments.statements import camt053
from payments.statements.booking import Unreadable, fingerprints
from tests.payments.files import IBAN, Line, camt

D = Decimal


@pytest.mark.parametrize("version", ["02", "08"])
def test_both_versions_say_the_same(version):
    found = camt053.read(camt(Line(text="COOP-2026-000123"), version=version))
    assert (found.bank_id, found.account_digits) == ("2026-228", "2051")
    (one,) = found.bookings
    assert (one.incoming, one.amount, one.currency, one.booked_on) == (
        False,
        D("1000.00"),
        "EUR",
        date(2026, 11, 26),
    )
    assert (one.reference, one.bank_reference, one.fault_code) == ("PAY-2026-000001-1", "NTRF77", "")
    assert (one.words, one.account) == ("COOP-2026-000123", IBAN)


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_collective_booking_is_each_of_its_transactions(version):
    parts = (Line("400.10", "PAY-2026-000001-1"), Line("599.90", "PAY-2026-000001-2"))
    found = camt053.read(camt(Line("1000.00", parts=parts), version=version)).bookings
    assert [(one.reference, one.amount) for one in found] == [
        ("PAY-2026-000001-1", D("400.10")),
        ("PAY-2026-000001-2", D("599.90")),
    ]


def test_a_return_has_the_bank_s_reason_and_a_reversal_without_one_is_a_return_too():
    lines = (Line(incoming=True, code="AC04"), Line(incoming=True, reversal=True), Line(incoming=True))
    found = camt053.read(camt(*lines)).bookings
    assert [one.fault_code for one in found] == ["AC04", "MS03", ""]
    assert found[0].words == "Konto erloschen"


def test_without_a_reference_of_ours_there_is_none():
    found = camt053.read(camt(Line(reference=""), Line(reference="NOTPROVIDED"))).bookings
    assert [one.reference for one in found] == ["", ""]


def test_what_is_not_booked_yet_is_left_out():
    assert camt053.read(camt(Line(state="PDNG"), Line(amount="5.00"))).bookings[0].amount == 5


def test_a_day_without_bookings_is_a_statement_too():
    assert camt053.read(camt()).bookings == []


def test_the_minor_units_are_those_of_the_currency():
    assert camt053.read(camt(Line("1000.00000"), Line("5000", currency="JPY"))).bookings[1].amount == 5000
    with pytest.raises(Unreadable, match="Entry 1"):
        camt053.read(camt(Line("5000.5", currency="JPY")))


def test_the_same_booking_is_known_in_another_file_and_two_alike_are_two():
    once, again = camt(Line(), Line()), camt(Line(), Line(), version="08", number="2026-229")
    first, second = (fingerprints(camt053.read(one).bookings) for one in (once, again))
    assert first == second
    assert len(set(first)) == 2
    assert fingerprints(camt053.read(camt(Line(incoming=True))).bookings)[0] not in first
    elsewhere = camt(Line(), iban="DE89370400440532013000")
    assert fingerprints(camt053.read(elsewhere).bookings)[0] not in first


BROKEN = "no readable XML"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not xml at all", BROKEN),
        (b"", BROKEN),
        (camt(Line())[:-40], BROKEN),
        (camt(Line(text="x")).replace(b"<Ustrd>x", b"<Ustrd>\xe4"), BROKEN),
        (camt(Line()).replace(b'encoding="UTF-8"', b'encoding="KLINGON"'), BROKEN),
        (b"<invoice/>", "no bank statement"),
        (camt(Line()).replace(b"camt.053.001.02", b"camt.054.001.02"), "camt.054 file"),
        (camt(Line()).replace(b"camt.053.001.02", b"pain.001.001.09"), "pain.001 file"),
        (camt(Line(), version="10"), "version 10"),
        (camt(Line("-1000.00")), "sign"),
        (camt(Line("1.000,00")), "sign"),
        (camt(Line("1E3")), "sign"),
        (camt(Line()).replace(b' Ccy="EUR">1000', b">1000"), "Entry 1 has no currency"),
        (camt(Line(), Line()).replace(b"DBIT", b"BOTH"), "Entry 1 does not say whether money came in"),
        (camt(Line(state="NEWS")), "whether it is booked"),
        (camt(Line()).replace(b"2026-11-26", b"2026-02-30"), "no day"),
        (camt(Line("1000.00", parts=(Line("400.10"), Line("599.91")))), "come to 1000.01"),
        (camt(Line("9.00", parts=(Line("4.00", currency="USD"), Line("5.00")))), "no amount of its own"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(content, words):
    with pytest.raises(Unreadable) as refused:
        camt053.read(content)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE Document [<!ENTITY a "1000.00">]>',
        '<!DOCTYPE Document SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE Document [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_a_document_type_is_never_read(doctype):
    content = camt(Line()).replace(b"\n<Document", f"\n{doctype}\n<Document".encode(), 1)
    with pytest.raises(Unreadable, match="no readable XML"):
        camt053.read(content)
