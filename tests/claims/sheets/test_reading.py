"""What stands in a sheet: every way people save one, and everything that is no sheet of ours."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from claims.enums import RowState, SheetState
from claims.sheets import template
from claims.sheets.columns import CODES, MOST
from claims.sheets.offers import Offers
from documents.sheets import reading
from lifecycle import clock
from tests.claims.sheets.filled import HEAD, bare, csv_of, row_for, xlsx


def problems(sheet):
    return {code: words for row in sheet.rows.all() for code, words in row.problems}


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", ";"), ("cp1252", ";")],
)
def test_every_encoding_and_separator(people, sent, encoding, separator):
    sheet = sent(csv_of(bare(people, title="Grüße aus Köln"), encoding=encoding, separator=separator))
    row = sheet.rows.get()
    assert (row.state, row.facts["title"]) == (RowState.GOOD, "Grüße aus Köln")


def test_the_line_that_names_the_separator(people, sent):
    content = b"sep=;\r\n" + csv_of(bare(people), separator=";")
    assert sent(content).rows.get().line == 3


def test_lines_inside_a_cell_and_empty_rows_between(people, sent):
    rows = [bare(people, description="one\ntwo"), dict.fromkeys(CODES, ""), bare(people, own_reference="R-2")]
    sheet = sent(csv_of(*rows))
    assert list(sheet.rows.values_list("line", "state")) == [(2, RowState.GOOD), (4, RowState.GOOD)]
    assert sheet.rows.first().facts["description"] == "one\ntwo"


def test_headings_in_german_by_code_and_in_any_order(people, sent):
    row = bare(people)
    codes = ["title", "activity", "period", "program"]
    head = ",".join(["title", "Kind of Activity *", "PERIOD", "program"])
    assert sent(f"{head}\n{','.join(row[one] for one in codes)}".encode()).rows.get().state == RowState.GOOD


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ([*HEAD[:-1], "Colour"], "Colour"),
        (HEAD[1:], "Program"),
        ([*HEAD, "Place"], "twice"),
        (["a", "b"], "not known"),
    ],
)
def test_wrong_columns_are_said_by_name(people, sent, head, words):
    sheet = sent(csv_of(bare(people), head=head))
    assert (sheet.state, sheet.rows.count(), sheet.content) == (SheetState.UNREADABLE, 0, None)
    assert words in sheet.problem


def test_formulas_are_errors_by_row_and_column_never_values(people, sent):
    book = load_workbook(io.BytesIO(xlsx(row_for(people), row_for(people, own_reference="R-2"))))
    sheet = book.active
    sheet.cell(2, CODES.index("net") + 1, "=1000+200")
    sheet.cell(3, CODES.index("title") + 1, '=HYPERLINK("http://x.example","x")')
    file = io.BytesIO()
    book.save(file)
    first, second = sent(file.getvalue()).rows.all()
    assert [(code, "formula" in words) for code, words in first.problems] == [("net", True)]
    assert [(code, "formula" in words) for code, words in second.problems] == [("title", True)]


def test_a_formula_in_csv_is_one_too(people, sent):
    assert "formula" in problems(sent(csv_of(bare(people, title="=1+1"))))["title"]


def test_ten_thousand_rows_and_no_more(people, sent):
    line = ",".join([people.program.code, "x", "y", "z"])
    head = "program,period,activity,title\n"
    most = reading.read((head + f"{line}\n" * MOST.rows).encode(), MOST)
    assert len(most) == MOST.rows + 1
    sheet = sent((head + f"{line}\n" * (MOST.rows + 1)).encode())
    assert sheet.state == SheetState.UNREADABLE
    assert "10,000 rows" in sheet.problem


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old or protected"),
        (b"PK\x03\x04 nothing", "damaged"),
        (packed(**{"word/document.xml": "<a/>"}), ""),
        (b"%PDF-1.7\n\0\0\0", "neither"),
        (b"\0" * 100, "neither"),
        ("title;place\nGrüße;".encode() + "Köln".encode("cp1252"), "Parts of the file"),
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"program,period,activity,title\n", "no row"),
        (b'program,period,activity,title\n"' + b"x" * 200_000, "damaged"),
    ],
)
def test_what_is_no_sheet_says_so(people, sent, content, words):
    sheet = sent(content or b" ")
    assert sheet.state == SheetState.UNREADABLE
    assert words in sheet.problem


def test_entities_bombs_and_macros_are_refused_before_they_are_read(people, sent):
    book = xlsx(bare(people))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1)
            new.writestr(name, data)
    sheet = sent(file.getvalue())
    assert sheet.state == SheetState.UNREADABLE


def test_a_row_number_beyond_all_reason_ends_within_the_limits(people, sent):
    book = xlsx(bare(people))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b'<row r="2"', b'<row r="99999999999"', 1)
            new.writestr(name, data)
    assert sent(file.getvalue()).state in (SheetState.UNREADABLE, SheetState.CHECKED)


def test_only_the_first_visible_sheet_counts(people, sent):
    book = Workbook()
    book.active.sheet_state = "visible"
    book.active.append(["program", "period", "activity", "title"])
    row = bare(people)
    book.active.append([row[one] for one in ("program", "period", "activity", "title")])
    book.create_sheet("Notes").append(["x"] * 40)
    file = io.BytesIO()
    book.save(file)
    assert sent(file.getvalue()).rows.get().state == RowState.GOOD


def test_the_template_filled_in_from_its_own_lists_is_taken(people, sent):
    row = row_for(people)
    offers = Offers(people.anna, people.partner, clock.now())
    book = load_workbook(io.BytesIO(template.as_xlsx(offers)))
    drafts, explanation, lists = book.worksheets
    assert explanation.max_row > len(CODES)
    assert len(drafts.data_validations.dataValidation) == 4
    for number, letter in enumerate("ABC", start=1):
        drafts.cell(2, number, lists[f"{letter}1"].value)
    for number, code in enumerate(CODES[3:], start=4):
        drafts.cell(2, number, row[code] or None)
    drafts.cell(2, CODES.index("kind") + 1, lists["D1"].value)
    file = io.BytesIO()
    book.save(file)
    sheet = sent(file.getvalue())
    assert (sheet.problem, problems(sheet)) == ("", {})
    assert sheet.rows.get().facts["invoice"]["net"] == "1200.00"


def test_the_csv_template_is_taken_too(people, sent):
    row = bare(people)
    line = ",".join(f'"{row[code]}"' for code in CODES)
    assert sent(template.as_csv() + line.encode()).rows.get().state == RowState.GOOD


#: Column, value, the sheet's language, and what is said of it.
MISTAKES = [
    ("first_day", "03/04/2026", "en", "two days"),
    ("first_day", "3.4.2026", "en", "two days"),
    ("first_day", "31.02.2026", "de", "no such day"),
    ("first_day", "soon", "en", "no day"),
    ("first_day", "01.02.26", "de", "no day"),
    ("first_day", 46000, "en", "no day"),
    ("first_day", "2020-01-01", "en", "inside the usage period"),
    ("first_day", datetime(2026, 11, 1, 14, 30), "en", "no day"),
    ("invoice_date", "2099-01-01", "en", "future"),
    ("net", "1.234", "en", "decimal places"),
    ("net", "1,234", "de", "decimal places"),
    ("net", "12,34.56", "en", "like this"),
    ("net", "EUR 12", "en", "digits only"),
    ("net", -5, "en", "negative"),
    ("net", 12.345, "en", "decimal places"),
    ("net", "0", "en", "more than zero"),
    ("net", "", "en", "missing"),
    ("currency", "XYZ", "en", "exchange rate"),
    ("kind", "beer", "en", "kinds"),
    ("result", "many", "en", "whole number"),
    ("title", "x" * 151, "en", "At most 150"),
    ("title", True, "en", "neither"),
    ("own_reference", datetime(2026, 11, 1), "en", "Format the column as text"),
    ("invoice_number", 1.5e17, "en", "lost its digits"),
    ("program", "NOPE", "en", "program"),
    ("period", "NOPE", "en", "usage period"),
    ("activity", "NOPE", "en", "kind of activity"),
    ("program", "", "en", "missing"),
]


@pytest.mark.parametrize("writing", ["en", "de"])
def test_what_is_wrong_is_said_at_its_column(people, sent, writing):
    mistakes = [(code, value, words) for code, value, told, words in MISTAKES if told == writing]
    rows = [row_for(people) | {code: value} for code, value, _words in mistakes]
    found = [dict(row.problems) for row in sent(xlsx(*rows), writing=writing).rows.all()]
    for (code, _value, words), problems_of_row in zip(mistakes, found, strict=True):
        assert words in problems_of_row.get(code, ""), (code, problems_of_row)


def test_several_things_wrong_are_all_said(people, sent):
    found = problems(sent(xlsx(row_for(people, title="", net="x", last_day="y"))))
    assert set(found) == {"title", "net", "last_day"}


def test_the_last_day_before_the_first(people, sent):
    row = bare(people)
    found = problems(sent(xlsx(row | {"first_day": row["last_day"], "last_day": row["first_day"]})))
    assert "end before" in found["last_day"]


def test_cells_behind_the_last_column(people, sent):
    content = csv_of(bare(people)).strip() + b",,,more\n"
    assert "behind the last column" in problems(sent(content))[""]


def test_what_is_wrong_is_said_in_the_language_of_who_sent_it(people, sent):
    from django.utils.translation import override

    with override("de"):
        sheet = sent(xlsx(bare(people, first_day="gestern")))
    assert sheet.language == "de"


def test_long_and_right_to_left_texts_are_kept(people, sent, made):
    from claims.models import Claim

    text = "حملة الخريف " * 300
    made(sent(xlsx(bare(people, description=text, place="עברית"))))
    claim = Claim.objects.get()
    assert (claim.description, claim.place) == (text.strip(), "עברית")
