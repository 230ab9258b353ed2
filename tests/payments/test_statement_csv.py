"""A statement as CSV: German and English figures, and nothing guessed."""

from datetime import date
from decimal import Decimal

import pytest

from payments.statements import csv
from payments.statements.booking import Unreadable
from tests.payments.files import Line, table

D = Decimal
HEAD = "Booked on;In or out;Amount;Currency;Reference\n"


@pytest.mark.parametrize(("writing", "german"), [("en", False), ("de", True)])
def test_figures_and_days_of_both_languages(writing, german):
    lines = (Line("12345.60"), Line("7.05", incoming=True, code="AC04", text="Konto erloschen"))
    out, back = csv.read(table(*lines, german=german), writing).bookings
    assert (out.incoming, out.amount, out.currency) == (False, D("12345.60"), "EUR")
    assert (out.booked_on, out.reference, out.bank_reference) == (
        date(2026, 11, 26),
        "PAY-2026-000001-1",
        "NTRF77",
    )
    assert (back.incoming, back.amount, back.fault_code) == (True, D("7.05"), "AC04")
    assert back.words == "Konto erloschen"


def test_german_names_of_columns_and_sides():
    content = "Gebucht am;Eingang oder Ausgang;Betrag;Währung\n26.11.2026;Ausgang;1.234,50;EUR\n"
    (one,) = csv.read(content.encode("cp1252"), "de").bookings
    assert (one.incoming, one.amount) == (False, D("1234.50"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\xff" * 50, "neither an XLSX nor a CSV"),
        (b"Name;Place\nA;B\n", "not known: Name, Place"),
        (b"Amount;Currency\n1;EUR\n", "missing: Booked on, In or out"),
        (HEAD.encode(), "no row below"),
        ((HEAD + "2026-11-26;out;-5.00;EUR;A\n").encode(), "Line 2: An amount cannot be negative"),
        ((HEAD + "2026-11-26;out;1.234;EUR;A\n").encode(), "Line 2: "),
        ((HEAD + "2026-11-26;out;0;EUR;A\n").encode(), "more than zero"),
        ((HEAD + "2026-11-26;perhaps;5.00;EUR;A\n").encode(), "Line 2: Write “out”"),
        ((HEAD + "2026-11-26;;5.00;EUR;A\n").encode(), "This is missing"),
        ((HEAD + "01/02/2026;out;5.00;EUR;A\n").encode(), "could be two days"),
        ((HEAD + ";out;5.00;EUR;A\n").encode(), "Line 2: The day is missing"),
        ((HEAD + "2026-11-26;out;5.00;EURO;A\n").encode(), "Line 2: "),
        ((HEAD + "2026-11-26;out;=1+1;EUR;A\n").encode(), "is a formula"),
        ((HEAD + "2026-11-26;out;5.00;EUR;Ã¼\n").encode() + b"\xfc", "Parts of the file"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(content, words):
    with pytest.raises(Unreadable) as refused:
        csv.read(content, "en")
    assert words in str(refused.value)


def test_only_what_came_back_has_a_reason_of_return():
    content = "Booked on,In or out,Amount,Currency,Reason of return\n2026-11-26,out,5.00,EUR,AC04\n"
    with pytest.raises(Unreadable, match="Only money that came back"):
        csv.read(content.encode(), "en")


def test_the_template_is_taken_as_it_is():
    head = csv.template_csv()
    row = b"2026-11-26,out,5.00,EUR,PAY-1,,,,\n"
    assert csv.read(head + row, "en").bookings[0].reference == "PAY-1"
