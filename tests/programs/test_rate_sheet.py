"""What is read from a sheet of exchange rates, and every fault by its line."""

from datetime import date
from decimal import Decimal

import pytest

from programs.rate_sheet import LARGEST_SHEET, SheetUnreadable, read_rates

HEAD = "month;currency;into;rate\n"


def rows(text: str | bytes):
    return [
        (one.month, one.currency, one.into, one.rate)
        for one in read_rates(text if isinstance(text, bytes) else text.encode())
    ]


def faults(text: str | bytes) -> list[str]:
    with pytest.raises(SheetUnreadable) as refused:
        read_rates(text if isinstance(text, bytes) else text.encode())
    return [str(one) for one in refused.value.problems]


USD = (date(2026, 10, 1), "USD", "EUR", Decimal("0.9213"))


@pytest.mark.parametrize(
    "sheet",
    [
        "month;currency;into;rate\n2026-10;USD;EUR;0,9213\n",
        "month;currency;into;rate\n2026-10;USD;EUR;0.9213",
        "month,currency,into,rate\n2026-10,USD,EUR,0.9213\n",
        'month,currency,into,rate\n2026-10,USD,EUR,"0,9213"\n',
        "\ufeffmonth;currency;into;rate\r\n2026-10-01;USD;EUR;0,9213\r\n\r\n",
        "Rate; into ;Currency;MONTH\n 0,9213 ;EUR;USD;2026-10\n",
    ],
)
def test_ways_to_write_the_same(sheet):
    assert rows(sheet) == [USD]


def test_small_and_large_rates_keep_all_their_places():
    sheet = HEAD + "2026-10;JPY;EUR;0,00612345\n2026-10;KWD;EUR;3\n"
    assert [rate for *_key, rate in rows(sheet)] == [Decimal("0.00612345"), Decimal(3)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2026-13;USD;EUR;0,9", "“2026-13” is no month. Write it like this: 2026-10."),
        ("10/2026;USD;EUR;0,9", "“10/2026” is no month. Write it like this: 2026-10."),
        ("2026-10-02;USD;EUR;0,9", "“2026-10-02” is no month. Write it like this: 2026-10."),
        ("٢٠٢٦-10;USD;EUR;0,9", "“٢٠٢٦-10” is no month. Write it like this: 2026-10."),
        ("2026-10;usd;EUR;0,9", "“usd” is no currency. Write its code in capital letters, for example EUR."),
        ("2026-10;USD;QQQ;0,9", "“QQQ” is no currency. Write its code in capital letters, for example EUR."),
        ("2026-10;EUR;EUR;1", "A rate leads from one currency into another."),
        ("2026-10;USD;EUR;0", "A rate is greater than nothing."),
        (
            "2026-10;USD;EUR;",
            "“” is no rate. Write digits with at most eight decimal places, without grouping.",
        ),
        ("2026-10;USD", "“” is no currency. Write its code in capital letters, for example EUR."),
        (
            "2026-10;USD;EUR;1.234,5",
            "“1.234,5” is no rate. Write digits with at most eight decimal places, without grouping.",
        ),
        (
            "2026-10;USD;EUR;0,123456789",
            "“0,123456789” is no rate. Write digits with at most eight decimal places, without grouping.",
        ),
        (
            "2026-10;USD;EUR;-1",
            "“-1” is no rate. Write digits with at most eight decimal places, without grouping.",
        ),
    ],
)
def test_each_fault_names_its_line(row, said):
    assert faults(f"{HEAD}2026-09;USD;EUR;0,91\n{row}\n") == [f"Line 3: {said}"]


def test_all_faults_are_told_at_once_in_order():
    found = faults(HEAD + "x;USD;EUR;0,9\n2026-10;USD;EUR;0,9\n2026-10;USD;EUR;0,8\n2026-10;y;EUR;0,9\n")
    assert [one.split(":")[0] for one in found] == ["Line 2", "Line 4", "Line 5"]
    assert found[1] == "Line 4: The same month and currencies stand in line 3 already."


def test_two_decimal_marks_in_one_sheet():
    """“1.084” may be a little more than one, or a thousand."""
    (fault,) = faults(HEAD + "2026-10;USD;EUR;0,9213\n2026-10;GBP;EUR;1.084\n")
    assert fault.startswith("Line 3: The sheet writes decimals both with a comma and with a point.")


def test_a_comma_between_commas_is_not_cut_off():
    (fault,) = faults("month,currency,into,rate\n2026-10,USD,EUR,1,08\n")
    assert fault.startswith("Line 2: This line has too many columns.")


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("", "Line 1: The first line names the columns: month, currency, into, rate."),
        ("2026-10;USD;EUR;0,9\n", "Line 1: The first line names the columns: month, currency, into, rate."),
        (HEAD, "The sheet holds no rates."),
        (b"\xff\xfem\x00o\x00", "The sheet is not written in UTF-8. Save it as “CSV UTF-8” and try again."),
        (HEAD.encode() + b"\0", "This is not a CSV file."),
        (b"x" * (LARGEST_SHEET + 1), "The sheet is too large for exchange rates."),
        (HEAD + "2026-10;USD;EUR;0,9\n" * 5_001, "The sheet has more than 5000 rows."),
    ],
)
def test_faults_of_the_whole_sheet(sheet, said):
    assert faults(sheet) == [said]
