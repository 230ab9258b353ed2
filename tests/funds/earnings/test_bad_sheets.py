"""Every way a sheet of earnings can be wrong, and the words that lead out of it."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from documents.sheets import reading
from funds.earnings.columns import MOST
from funds.models import EarningRow, FundEntry
from lifecycle import clock
from programs.enums import EnrollmentState
from programs.models import Enrollment, UsagePeriod
from tests.factories.accounts import PartnerFactory
from tests.factories.programs import EnrollmentFactory
from tests.funds.earnings.sheets import CODES, applied, csv_of, problems, row_for, sent, xlsx

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ";")]
)
def test_encodings_are_told_apart(here, encoding, separator):
    content = csv_of(row_for(here, note="Grüße aus Köln"), encoding=encoding, separator=separator)
    assert sent(here, content).rows.get().note == "Grüße aus Köln"


def test_a_file_of_two_encodings_is_refused_with_the_way_out(here):
    content = csv_of(row_for(here, note="Grüße")) + csv_of(row_for(here, note="Köln"), encoding="cp1252")
    imported = sent(here, content)
    assert imported.state == "UNREADABLE"
    assert "CSV UTF-8" in imported.problem["en"]
    assert "CSV UTF-8" in imported.problem["de"]
    assert imported.problem["en"] != imported.problem["de"]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ([*CODES[:-1], "colour"], "colour"),
        (CODES[1:], "Location number"),
        ([*CODES, "Usage period"], "twice"),
    ],
)
def test_wrong_columns_are_said_by_name(here, head, words):
    imported = sent(here, csv_of(row_for(here), head=list(head)))
    assert imported.state == "UNREADABLE"
    assert words in imported.problem["en"]


#: Column, what stands there, in which language's writing; what is said of it.
MISTAKES = [
    ("location", "999999", "en", "No location has the number 999999"),
    ("location", "", "en", "missing"),
    ("period", "FY99", "en", "no usage period of this code. It has: NEXT, NOW"),
    ("amount", "1.234", "en", "decimal places"),
    ("amount", "1,234", "de", "decimal places"),
    ("amount", "1.234.567,8", "en", "like this"),
    ("amount", "12,34.56", "en", "like this"),
    ("amount", "EUR 12", "en", "digits only"),
    ("amount", "120-", "en", "minus in front: -120"),
    ("amount", "(120)", "en", "minus in front: -120"),
    ("amount", "-120", "en", "Earnings are never negative"),
    ("amount", "0", "en", "not zero"),
    ("amount", "", "en", "missing"),
    ("amount", "=1000+200", "en", "formula"),
    ("amount", "10.001", "en", "decimal places"),
    ("amount", "9999999999", "en", "too large"),
    ("currency", "USD", "en", "are in EUR"),
    ("currency", "", "en", "missing"),
    ("reason", "gift", "en", "not known"),
    ("reason", "DEADLINE", "en", "not known"),
    ("reason", "THRESHOLD", "en", "not known"),
    ("key", "", "en", "missing"),
    ("key", "k" * 81, "en", "At most 80"),
    ("note", "n" * 401, "en", "At most 400"),
]


@pytest.mark.parametrize("writing", ["en", "de"])
def test_what_is_wrong_is_said_at_its_column(here, writing):
    cases = [one for one in MISTAKES if one[2] == writing]
    rows = [row_for(here, **{"key": f"E-{n}", code: value}) for n, (code, value, *_) in enumerate(cases)]
    found = problems(sent(here, csv_of(*rows), writing=writing))
    for line, (code, value, _writing, words) in enumerate(cases, start=2):
        assert words in found.get(line, {}).get(code, ""), (code, value, found.get(line))


@pytest.mark.parametrize(
    ("written", "writing", "amount"),
    [
        ("1,234.56", "en", "1234.56"),
        ("1.234,56", "de", "1234.56"),
        ("1.234", "de", "1234"),
        ("−12", "en", "-12"),
    ],
)
def test_figures_are_read_by_the_language_that_was_said(here, written, writing, amount):
    imported = sent(here, csv_of(row_for(here, amount=written, reason="ROLLOVER")), writing=writing)
    assert str(imported.rows.get().amount.normalize()) == str(
        type(imported.rows.get().amount)(amount).normalize()
    )


def test_what_is_wrong_is_kept_in_both_languages(here):
    row = sent(here, csv_of(row_for(here, currency="USD"))).rows.get()
    ((_code, words),) = row.problems
    assert words["en"].startswith("The funds of this program are in EUR")
    assert words["de"] != words["en"]


def test_several_things_wrong_are_all_said(here):
    found = problems(sent(here, csv_of(row_for(here, location="x", amount="y", currency="Z"))))
    assert set(found[2]) == {"location", "amount", "currency"}


def test_who_does_not_take_part_gets_nothing(here):
    invited, stranger = PartnerFactory(), PartnerFactory()
    EnrollmentFactory(program=here.people.program, partner=invited, state=EnrollmentState.INVITED)
    found = problems(
        sent(
            here,
            csv_of(
                row_for(here, location=invited.number), row_for(here, location=stranger.number, key="E-2")
            ),
        )
    )
    assert all("does not take part" in found[line]["location"] for line in (2, 3))


def test_who_has_left_may_still_be_adjusted(here):
    Enrollment.objects.filter(partner=here.people.partner).update(
        state=EnrollmentState.ENDED, until=here.now.first_day
    )
    assert sent(here, csv_of(row_for(here, amount="-5", reason="COMPLIANCE"))).state == "WAITING"


def test_a_number_that_lost_its_zeros_is_led_back(here):
    number = here.people.partner.number
    assert number.startswith("0")
    found = problems(sent(here, xlsx(row_for(here, location=int(number)))))
    assert "drop zeros" in found[2]["location"]


def test_a_closed_earning_period_takes_adjustments_alone(here):
    UsagePeriod.objects.filter(pk=here.now.pk).update(earning_closed_at=clock.now())
    imported = sent(here, csv_of(row_for(here), row_for(here, key="E-2", reason="PREVIOUS_EARNINGS")))
    assert problems(imported) == {
        2: {"period": "The earning period is closed. What is earned later is an adjustment: "
            "Earnings of a previous period."}
    }  # fmt: skip


def test_nothing_comes_into_a_fund_past_its_deadline(here):
    from datetime import timedelta

    with clock.shifted(here.now.deadline - clock.now() + timedelta(days=1)):
        rows = [row_for(here), row_for(here, key="E-2", amount="-10", reason="COMPLIANCE")]
        found = problems(sent(here, csv_of(*rows)))
    assert list(found) == [2]
    assert "would be forfeited at once" in found[2]["period"]


def test_the_same_key_twice_in_a_file_also_over_chunks(here, monkeypatch):
    from funds.actions import checking

    monkeypatch.setattr(checking, "AT_ONCE", 2)
    rows = [row_for(here, key=key) for key in ("A", "B", "C", "A")]
    assert problems(sent(here, csv_of(*rows))) == {5: {"key": "The same key as in line 2."}}


def test_formulas_are_never_values(here):
    book = load_workbook(io.BytesIO(xlsx(row_for(here))))
    book.active.cell(2, CODES.index("amount") + 1, "=1000+200")
    file = io.BytesIO()
    book.save(file)
    assert "formula" in problems(sent(here, file.getvalue()))[2]["amount"]


def test_a_workbook_with_macros_is_refused(here):
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(row_for(here)))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    imported = sent(here, file.getvalue())
    assert imported.state == "UNREADABLE"
    assert "macros" in imported.problem["en"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old or protected"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"%PDF-1.7\n\0\0\0", "neither"),
        (b"\n\n", "empty"),
        (",".join(CODES).encode(), "no row"),
    ],
)
def test_what_is_no_sheet_says_so(here, content, words):
    imported = sent(here, content)
    assert imported.state == "UNREADABLE"
    assert words in imported.problem["en"]
    assert not EarningRow.objects.exists()


def test_a_hundred_thousand_rows_and_no_more():
    content = b"location,period\n" + b"1,2\n" * MOST.rows
    assert len(reading.read(content, MOST)) == MOST.rows + 1
    with pytest.raises(reading.SheetUnreadable, match="more than 100,000 rows"):
        reading.read(content + b"1,2\n", MOST)


def test_wrong_rows_touch_no_fund(here):
    applied(here, row_for(here))
    before = list(FundEntry.objects.values_list("pk"))
    sent(here, csv_of(row_for(here, key="E-9", amount="x")))
    assert list(FundEntry.objects.values_list("pk")) == before
