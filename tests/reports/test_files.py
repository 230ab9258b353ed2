"""Reports as files: the same sums, numbers as numbers, text as text, sent while they are read."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from programs.models import Reason
from reports.files import SHEETS
from reports.models import CutSums
from tests.factories import claims as make


@pytest.fixture
def sheet(client, people):
    """A report as Paula gets it as CSV, by the words above its columns."""

    def _sheet(report, **query):
        client.force_login(people.paula)
        answer = client.get(reverse("report_export", args=[report, "csv"]), query)
        assert answer.streaming
        text = b"".join(answer.streaming_content).decode()
        assert text.startswith("\ufeff")
        return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))

    return _sheet


@pytest.fixture
def story(people, summed):
    claim = make.decided(people, 800)
    make.submitted(people, 40)
    summed()
    return claim


def test_claims(people, story, sheet):
    rows = sheet("claims")
    assert {row["Program"] for row in rows} == {people.program.code}
    assert sorted((row["Claimed"], row["Cut"], row["Held"]) for row in rows) == [
        ("1200.00", "400.00", "400.00"),
        ("40.00", "0.00", "40.00"),
    ]
    assert [row["Approved in part"] for row in rows if row["Claimed"] == "1200.00"] == ["1"]
    assert sheet("claims", activity=story.activity.activity_type.code)[0]["Claimed"] == "1200.00"
    assert len(sheet("claims", activity=story.activity.activity_type.code)) == 1


def test_a_negative_number_stays_a_number(people, period, summed, sheet):
    from funds.actions import ledger
    from lifecycle import clock

    fund = ledger.fund_for(people.partner, people.program, period)
    ledger.earn(fund, Decimal(100), actor=None, at=clock.now())
    ledger.adjust(fund, Decimal(-30), actor=people.paula, at=clock.now(), reason="OPERATIONS")
    summed()
    (row,) = sheet("funds")
    assert (row["Earned"], row["Adjusted"]) == ("100.00", "-30.00")


def test_times(story, sheet):
    assert [(row["Business days"], row["Decisions"]) for row in sheet("times")] == [("0", "1")]


def test_words_that_look_like_a_formula_stay_words(people, summed, sheet, client):
    claim = make.decided(people, 800)
    reason = Reason.objects.create(code="odd", kind="DECISION", words={"en": "=1+1", "de": "=1+1"})
    claim.decisions.get().lines.update(code=reason, reason="")
    summed()
    assert CutSums.objects.get().reason == reason
    assert sheet("reasons")[0]["Reason in words"] == "'=1+1"
    book = client.get(reverse("report_export", args=["reasons", "xlsx"]))
    page = load_workbook(BytesIO(b"".join(book.streaming_content))).active
    head, row = (list(line) for line in page.iter_rows())
    values = {above.value: cell for above, cell in zip(head, row, strict=True)}
    assert (values["Reason in words"].value, values["Reason in words"].data_type) == ("=1+1", "s")
    assert (values["Cut"].value, values["Lines"].value) == (400, 1)


@pytest.mark.parametrize("report", SHEETS)
def test_in_german(people, story, client, report):
    people.paula.language = "de"
    people.paula.save()
    client.force_login(people.paula)
    answer = client.get(reverse("report_export", args=[report, "csv"]))
    assert "Programm,Nutzungszeitraum,Land,W" in b"".join(answer.streaming_content).decode()


def test_what_does_not_exist(people, client):
    client.force_login(people.paula)
    for names in (["nothing", "csv"], ["claims", "pdf"]):
        assert client.get(reverse("report_export", args=names)).status_code == 404
