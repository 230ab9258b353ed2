"""From the rows of a sheet to drafts: each exactly once, however often it is sent, pressed or broken off."""

from decimal import Decimal

import pytest

from claims.actions import sheets
from claims.enums import RowState, SheetState
from claims.models import Claim, SheetRow
from claims.sheets import mistakes
from claims.tasks import check_sheet, make_drafts
from lifecycle import ActionRefused, clock
from outbox.models import Job
from tests.claims.sheets.filled import bare, csv_of, row_for, xlsx
from tests.factories.accounts import MembershipFactory
from tests.factories.programs import MembershipScopeFactory, ProgramFactory


def states(sheet):
    return list(sheet.rows.values_list("line", "state"))


def test_a_row_becomes_a_draft_with_all_it_says(people, sent, made):
    row = row_for(people)
    sheet = made(sent(xlsx(row)))
    assert (sheet.state, sheet.rows_done, sheet.rows_total, sheet.content) == (SheetState.DONE, 1, 1, None)
    claim = Claim.objects.get()
    assert (claim.title, claim.place, claim.own_reference) == ("Autumn campaign", "Kiel", "MKT-1")
    assert (claim.first_day, claim.last_day, claim.state) == (row["first_day"], row["last_day"], "EDITING")
    assert claim.owner == people.anna
    line = claim.expenses.get()
    assert (line.vendor, line.invoice_number, line.invoice_date) == ("Druckhaus", "RE-1", row["invoice_date"])
    assert (line.net, line.tax, line.amount, line.currency) == (1200, 228, 1200, "EUR")
    assert claim.proofs.get(requirement__key="reach").text == "2500"


def test_csv_in_german_makes_the_same_draft_as_the_workbook(people, sent, made):
    row = row_for(people)
    german = row | {
        "first_day": f"{row['first_day']:%d.%m.%Y}",
        "last_day": f"{row['last_day']:%d.%m.%Y}",
        "invoice_date": f"{row['invoice_date']:%d.%m.%Y}",
        "net": "1.200,00",
        "tax": "228,00",
    }
    made(sent(xlsx(row)))
    again = sent(csv_of(german, separator=";", encoding="cp1252"), writing="de")
    assert [one.state for one in again.rows.all()] == [RowState.KNOWN]
    assert again.rows.get().claim == Claim.objects.get()


def test_wrong_rows_are_left_out_and_the_corrected_sheet_doubles_nothing(people, sent, made):
    good, bad = bare(people), bare(people, title="Roadshow", own_reference="MKT-2", first_day="31.02.2026")
    sheet = made(sent(xlsx(good, bad)))
    assert states(sheet) == [(2, RowState.CREATED), (3, RowState.WRONG)]
    corrected = made(sent(xlsx(good, bad | {"first_day": good["first_day"]})))
    assert states(corrected) == [(2, RowState.KNOWN), (3, RowState.CREATED)]
    assert sorted(Claim.objects.values_list("title", flat=True)) == ["Autumn campaign", "Roadshow"]


def test_the_file_with_what_is_wrong_can_be_corrected_and_sent(people, sent, made):
    bad = bare(people, title="=1+1", own_reference="+49 431")
    sheet = sent(xlsx(bad | {"title": ""}))
    file = "".join(mistakes.as_csv(sheet))
    assert "'+49 431" in file
    assert "Name of the activity: This is missing." in file
    mended = file.replace(f",{bad['activity']},,", f",{bad['activity']},Roadshow,")
    made(sent(mended.encode()))
    assert Claim.objects.get().own_reference == "+49 431"


def test_a_changed_row_with_the_same_reference_is_no_second_draft(people, sent, made):
    made(sent(xlsx(bare(people))))
    again = sent(xlsx(bare(people, place="Lübeck")))
    row = again.rows.get()
    assert row.state == RowState.WRONG
    assert "Autumn campaign" in row.problems[0][1]


def test_a_deleted_draft_can_be_made_again(people, sent, made):
    made(sent(xlsx(bare(people))))
    Claim.objects.get().delete()
    made(sent(xlsx(bare(people))))
    assert Claim.objects.count() == 1


def test_the_second_of_two_same_rows_is_wrong(people, sent):
    sheet = sent(xlsx(bare(people), bare(people)))
    assert states(sheet) == [(2, RowState.GOOD), (3, RowState.WRONG)]
    assert "line 2" in sheet.rows.get(line=3).problems[0][1]


def test_two_presses_make_each_draft_once(people, sent, made):
    sheet = sent(xlsx(*(bare(people, own_reference=f"R-{n}") for n in range(3))))
    sheets.start(sheet.pk, user=people.anna)
    made(sheet)
    sheets.start(sheet.pk, user=people.anna)
    for _again in range(2):
        make_drafts.body(sheet=sheet.pk, at=clock.now())
    assert Claim.objects.count() == 3
    assert Job.objects.filter(task=sheets.MAKE).count() == 1


def test_a_worker_killed_midway_goes_on_where_it_stopped(people, sent, monkeypatch):
    sheet = sent(xlsx(*(bare(people, own_reference=f"R-{n}") for n in range(5))))
    sheets.start(sheet.pk, user=people.anna)
    real, calls = sheets._draft, []

    def dies(*args):
        calls.append(args)
        if len(calls) == 3:
            raise SystemExit
        return real(*args)

    monkeypatch.setattr(sheets, "_draft", dies)
    with pytest.raises(SystemExit):
        make_drafts.body(sheet=sheet.pk, at=clock.now())
    assert Claim.objects.count() == 2
    make_drafts.body(sheet=sheet.pk, at=clock.now())
    sheet.refresh_from_db()
    assert sheet.state == SheetState.DONE
    assert sorted(Claim.objects.values_list("own_reference", flat=True)) == [f"R-{n}" for n in range(5)]


def test_a_worker_killed_while_checking_writes_no_row_twice(people, sent, monkeypatch):
    sheet = sheets.receive(
        people.partner,
        xlsx(*(bare(people, own_reference=f"R-{n}") for n in range(5))),
        "a.xlsx",
        "en",
        user=people.anna,
    )
    monkeypatch.setattr(sheets, "CHECKED_AT_ONCE", 2)
    real, calls = sheets._known, []

    def dies(*args):
        calls.append(args)
        if len(calls) == 2:
            raise SystemExit
        return real(*args)

    monkeypatch.setattr(sheets, "_known", dies)
    with pytest.raises(SystemExit):
        check_sheet.body(sheet=sheet.pk, at=clock.now())
    assert sheet.rows.count() == 2
    check_sheet.body(sheet=sheet.pk, at=clock.now())
    sheet.refresh_from_db()
    assert (sheet.state, sheet.rows.count(), sheet.rows_done) == (SheetState.CHECKED, 5, 5)


def test_many_rows_are_made_in_several_jobs(people, sent, made, monkeypatch):
    monkeypatch.setattr(sheets, "MADE_AT_ONCE", 2)
    sheet = made(sent(xlsx(*(bare(people, own_reference=f"R-{n}") for n in range(5)))))
    assert (sheet.state, sheet.rows_done, Claim.objects.count()) == (SheetState.DONE, 5, 5)
    assert Job.objects.filter(task=sheets.MAKE).count() == 3


def test_a_period_that_closes_meanwhile_refuses_the_row_with_words(people, sent, made):
    sheet = sent(xlsx(bare(people)))
    people.program.active = False
    people.program.save()
    row = made(sheet).rows.get()
    assert (row.state, row.claim) == (RowState.REFUSED, None)
    assert "not open" in row.problems[0][1]


def test_one_transaction_a_row_leaves_no_half_draft(people, sent, made, monkeypatch):
    sheet = sent(xlsx(row_for(people)))

    def refuses(*_args, **_kwargs):
        raise ActionRefused("No.")

    monkeypatch.setattr(sheets.drafting, "save_expense", refuses)
    assert made(sheet).rows.get().state == RowState.REFUSED
    assert not Claim.objects.exists()


def test_strangers_send_and_press_nothing(people, sent):
    with pytest.raises(ActionRefused) as refused:
        sent(xlsx(bare(people)), user=people.stranger)
    assert refused.value.verdict.forbidden
    sheet = sent(xlsx(bare(people)))
    for user in (people.stranger, people.rita, people.axel):
        with pytest.raises(ActionRefused):
            sheets.start(sheet.pk, user=user)


def test_who_is_limited_to_other_programs_names_none_of_these(people, sent):
    limited = MembershipFactory(partner=people.partner, role="USER")
    MembershipScopeFactory(membership=limited, program=ProgramFactory())
    sheet = sent(xlsx(bare(people)), user=limited.user)
    assert sheet.rows.get().problems[0][0] == "program"
    theirs = sent(xlsx(bare(people)))
    with pytest.raises(ActionRefused):
        sheets.start(theirs.pk, user=limited.user)


def test_nothing_good_is_nothing_to_press(people, sent):
    sheet = sent(xlsx(bare(people, title="")))
    with pytest.raises(ActionRefused):
        sheets.start(sheet.pk, user=people.anna)
    assert SheetRow.objects.get().state == RowState.WRONG


def test_amounts_stay_to_the_cent(people, sent, made):
    made(sent(xlsx(row_for(people, net=1234.56, tax=0.1))))
    line = Claim.objects.get().expenses.get()
    assert (line.net, line.tax) == (Decimal("1234.56"), Decimal("0.10"))
