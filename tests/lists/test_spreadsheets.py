"""Files for spreadsheets: text stays text, numbers stay numbers, and nothing is run."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from openpyxl import load_workbook

from lists.spreadsheets import FORMULA, line_of, workbook_of


def sheet_of(*lines):
    return load_workbook(workbook_of("Sheet", lines)).active


@pytest.mark.parametrize("sign", FORMULA)
def test_text_that_begins_like_a_formula_stays_text(sign):
    typed = f"{sign}1+1"
    cell = sheet_of([typed])["A1"]
    assert cell.data_type == "s"
    assert cell.value.strip() == typed.strip()
    assert next(csv.reader(StringIO(line_of([typed]), newline=""))) == [f"'{typed}"]


def test_numbers_stay_numbers_even_negative_ones():
    cells = sheet_of([Decimal("-7750.50"), 12, Decimal(1250), Decimal("1E+3")])[1]
    assert [(one.data_type, one.value) for one in cells] == [
        ("n", -7750.5),
        ("n", 12),
        ("n", 1250),
        ("n", 1000),
    ]
    assert [one.number_format for one in cells] == ["#,##0.00", "General", "#,##0", "#,##0"]
    assert line_of([Decimal("-7750.50"), 12, Decimal("1E+3")]) == "-7750.50,12,1000\r\n"


def test_days_stay_days():
    day = date(2026, 11, 23)
    cell = sheet_of([day])["A1"]
    assert (cell.is_date, cell.value.date(), cell.number_format) == (True, day, "yyyy-mm-dd")
    assert line_of([day]) == "2026-11-23\r\n"


def test_a_number_that_would_be_rounded_is_given_as_text():
    exact = Decimal("123456789012345.6789")
    cell = sheet_of([exact])["A1"]
    assert (cell.data_type, cell.value) == ("s", "123456789012345.6789")


def test_signs_no_file_can_hold_do_not_end_it():
    assert sheet_of(["a\x00b\x0bc"])["A1"].value == "abc"
