"""From a sheet to the funds: checked, confirmed by a second person, each row applied once."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override

from funds.actions import applying, checking, importing, ledger
from funds.earnings.columns import COLUMNS
from funds.enums import EntryReason
from funds.models import EarningsImport, Fund, FundEntry, Recovery
from funds.tasks import apply_earnings, check_earnings
from lifecycle import ActionRefused, clock
from notifications.models import Message
from outbox.models import Job
from programs.enums import VendorRole
from tests.factories.accounts import MembershipFactory, PartnerFactory
from tests.factories.funds import FundFactory
from tests.factories.people import staff
from tests.factories.programs import EnrollmentFactory, ProgramFactory, ProgramRoleFactory
from tests.funds.earnings.sheets import applied, csv_of, place, problems, row_for, sent, work_off, xlsx
from tests.funds.sums import assert_totals_are_the_sums

pytestmark = pytest.mark.django_db
D = Decimal


def refusal(act, *args, **kwargs) -> str:
    with override("en"), pytest.raises(ActionRefused) as refused:
        act(*args, **kwargs)
    return str(refused.value.reason)


def rows_of(here, count: int) -> list[dict]:
    """Rows of several locations, in turns."""
    partners = [PartnerFactory() for _ in range(3)]
    for partner in partners:
        EnrollmentFactory(program=here.people.program, partner=partner)
    return [row_for(here, location=partners[n % 3].number, amount=10 + n, key=f"K-{n}") for n in range(count)]


def test_what_was_earned_stands_in_the_fund(here):
    imported = applied(here, row_for(here), row_for(here, amount=250.5, key="E-2", reason="ROLLOVER"))
    fund = Fund.objects.get()
    assert (fund.partner, fund.period, fund.earned, fund.adjusted) == (
        here.people.partner,
        here.now,
        1000,
        D("250.5"),
    )
    assert (imported.state, imported.rows_done, imported.rows_total) == ("APPLIED", 2, 2)
    entries = list(fund.entries.values_list("kind", "amount", "reason", "note", "actor"))
    assert entries == [
        ("EARN", 1000, "EARNINGS", "Sales of the half-year", here.people.pia.pk),
        ("ADJUST", D("250.5"), "ROLLOVER", "Sales of the half-year", here.people.pia.pk),
    ]
    assert [row.entry.fund for row in imported.rows.all()] == [fund, fund]
    assert_totals_are_the_sums(fund)


def test_the_bytes_that_were_sent_are_kept(here):
    content = csv_of(row_for(here))
    imported = sent(here, content)
    assert bytes(EarningsImport.objects.get(pk=imported.pk).content) == content


def test_nothing_stands_in_the_funds_before_a_second_person_says_yes(here):
    imported = sent(here, csv_of(row_for(here)))
    assert imported.state == "WAITING"
    assert not FundEntry.objects.exists()
    words = refusal(applying.confirm, imported.pk, user=here.people.paula)
    assert words.startswith("You brought this in: a second person confirms it")
    assert not FundEntry.objects.exists()


def test_another_manager_may_confirm_nobody_else_but_payers(here):
    imported = sent(here, csv_of(row_for(here)))
    for person in (here.people.rita, here.people.arno, here.people.axel, here.people.anna):
        assert refusal(applying.confirm, imported.pk, user=person).startswith("Only these may do this")
    applying.confirm(imported.pk, user=staff("Petra", here.people.program, VendorRole.MANAGER))


def test_nobody_confirms_money_of_their_own_company(here):
    MembershipFactory(user=here.people.pia, partner=here.people.partner)
    imported = sent(here, csv_of(row_for(here)))
    assert "a company you work for" in refusal(applying.confirm, imported.pk, user=here.people.pia)


def test_only_managers_bring_in(here):
    for person in (here.people.pia, here.people.axel, here.people.anna):
        refusal(importing.receive, here.people.program, b"x", "a.csv", "en", user=person)
        refusal(importing.propose, here.people.program, {}, user=person)


def test_one_wrong_row_keeps_all_of_them_back(here):
    imported = sent(here, csv_of(row_for(here), row_for(here, key="E-2", amount="x")))
    assert imported.state == "WRONG"
    assert "not in a state" in refusal(applying.confirm, imported.pk, user=here.people.pia)
    (message,) = Message.objects.filter(kind="earnings_failed")
    assert (message.to, message.context["wrong"]) == (here.people.paula, 1)


def test_the_second_people_are_told_and_then_both(here):
    applied(here, row_for(here))
    waiting = Message.objects.filter(kind="earnings_waiting")
    assert {one.to.name for one in waiting} == {"Pia", "Pavel"}
    assert {one.to.name for one in Message.objects.filter(kind="earnings_done")} == {"Paula", "Pia"}


def test_a_negative_amount_takes_what_is_left_and_the_rest_becomes_a_recovery_seen_before(here):
    ledger.earn(FundFactory(partner=here.people.partner, period=here.now), D(100), actor=None, at=clock.now())
    ledger.earn(
        FundFactory(partner=here.people.partner, period=here.following), D(30), actor=None, at=clock.now()
    )
    imported = sent(here, csv_of(row_for(here, amount="-250", reason="COMPLIANCE")))
    row = imported.rows.get()
    assert (row.taken, row.rest, row.repaid) == (100, 150, 30)
    applying.confirm(imported.pk, user=here.people.pia)
    work_off()
    row.refresh_from_db()
    assert (row.state, row.taken, row.rest, row.repaid) == ("APPLIED", 100, 150, 30)
    assert row.recovery == Recovery.objects.get()
    assert [one.left for one in Fund.objects.order_by("pk")] == [0, 0]


def test_rows_of_one_location_are_foreseen_in_their_order(here):
    rows = [row_for(here), row_for(here, key="E-2", amount="-1300", reason="OPERATIONS")]
    imported = sent(here, csv_of(*rows, row_for(here, key="E-3", period="NEXT", amount=500)))
    assert [(row.taken, row.rest, row.repaid) for row in imported.rows.order_by("line")] == [
        (0, 0, 0),
        (1000, 300, 0),
        (0, 0, 300),
    ]


def test_the_ledger_does_what_was_foreseen(here):
    steps = [("NOW", 100), ("NOW", -70), ("NOW", -70), ("NEXT", 20), ("NEXT", 50), ("NEXT", -90), ("NOW", 5)]
    rows = [
        row_for(here, key=f"E-{n}", amount=amount, period=period, reason="OPERATIONS")
        for n, (period, amount) in enumerate(steps)
    ]
    imported = sent(here, csv_of(*rows))
    foreseen = list(imported.rows.order_by("line").values_list("rest", "repaid"))
    applying.confirm(imported.pk, user=here.people.pia)
    work_off()
    assert list(imported.rows.order_by("line").values_list("rest", "repaid")) == foreseen
    for fund in Fund.objects.all():
        assert_totals_are_the_sums(fund)


def test_a_worker_killed_while_checking_goes_on_and_finds_the_same(here, monkeypatch):
    monkeypatch.setattr(checking, "AT_ONCE", 2)
    content = csv_of(*rows_of(here, 6), row_for(here, key="K-1"))
    imported = importing.receive(here.people.program, content, "a.csv", "en", user=here.people.paula)
    real, calls = checking._twins, []

    def dies(*args):
        calls.append(args)
        if len(calls) == 3:
            raise SystemExit
        return real(*args)

    monkeypatch.setattr(checking, "_twins", dies)
    with pytest.raises(SystemExit):
        check_earnings.body(imported=imported.pk, at=clock.now())
    imported.refresh_from_db()
    assert (imported.rows.count(), imported.rows_done, imported.state) == (4, 4, "READING")
    check_earnings.body(imported=imported.pk, at=clock.now())
    imported.refresh_from_db()
    assert (imported.rows.count(), imported.rows_done, imported.state) == (7, 7, "WRONG")
    assert problems(imported) == {8: {"key": "The same key as in line 3."}}


def test_a_worker_killed_while_applying_goes_on_and_doubles_nothing(here, monkeypatch):
    monkeypatch.setattr(applying, "AT_ONCE", 4)
    imported = sent(here, csv_of(*rows_of(here, 10)))
    applying.confirm(imported.pk, user=here.people.pia)
    real, calls = ledger.bring_in, []

    def dies(*args, **kwargs):
        done = real(*args, **kwargs)
        calls.append(args)
        if len(calls) == 2:
            raise SystemExit
        return done

    monkeypatch.setattr(ledger, "bring_in", dies)
    with pytest.raises(SystemExit):
        apply_earnings.body(imported=imported.pk, at=clock.now())
    imported.refresh_from_db()
    assert (FundEntry.objects.count(), imported.rows_done, imported.state) == (4, 4, "APPLYING")
    apply_earnings.body(imported=imported.pk, at=clock.now())
    apply_earnings.body(imported=imported.pk, at=clock.now())
    imported.refresh_from_db()
    assert (FundEntry.objects.count(), imported.rows_done, imported.state) == (10, 10, "APPLIED")
    assert sum(fund.earned for fund in Fund.objects.all()) == sum(10 + n for n in range(10))
    for fund in Fund.objects.all():
        assert_totals_are_the_sums(fund)


def test_many_rows_are_applied_by_several_jobs(here, monkeypatch):
    monkeypatch.setattr(applying, "AT_ONCE", 2)
    monkeypatch.setattr(applying, "OF_A_JOB", 4)
    assert applied(here, *rows_of(here, 9)).state == "APPLIED"
    assert Job.objects.filter(task=applying.APPLY).count() == 3
    assert FundEntry.objects.count() == 9


def test_the_same_file_again_is_refused_until_it_is_dropped(here):
    content = csv_of(row_for(here))
    imported = sent(here, content)
    words = refusal(sent, here, content)
    assert words.startswith("The same file was sent already, by Paula on ")
    importing.drop(imported.pk, "Wrong month", user=here.people.paula)
    assert sent(here, content).state == "WAITING"


def test_a_key_is_applied_once_over_all_files(here):
    applied(here, row_for(here))
    imported = sent(here, csv_of(row_for(here, amount=5)))
    assert "was applied already, by “earnings.csv”" in problems(imported)[2]["key"]


def test_of_two_files_with_the_same_key_the_second_cannot_be_confirmed(here):
    first, second = (sent(here, csv_of(row_for(here, amount=amount))) for amount in (5, 6))
    applying.confirm(first.pk, user=here.people.pia)
    words = refusal(applying.confirm, second.pk, user=here.people.pia)
    assert words.startswith("1 row was applied by another import meanwhile.")
    work_off()
    assert Fund.objects.get().earned == 5


def test_another_program_has_keys_of_its_own(here):
    applied(here, row_for(here))
    program = ProgramFactory()
    ProgramRoleFactory(user=here.people.paula, program=program, role=VendorRole.MANAGER)
    ProgramRoleFactory(user=here.people.pia, program=program, role=VendorRole.PAYER)
    EnrollmentFactory(program=program, partner=here.people.partner)
    other = place(replace(here.people, program=program))
    assert applied(other, row_for(other)).state == "APPLIED"


def test_whoever_drops_says_why_and_the_sender_is_told(here):
    imported = sent(here, csv_of(row_for(here)))
    assert "Say why" in refusal(importing.drop, imported.pk, " ", user=here.people.pia)
    importing.drop(imported.pk, "Twice the same month", user=here.people.pia)
    (message,) = Message.objects.filter(kind="earnings_failed")
    assert (message.to.name, message.context["by"], message.context["words"]) == (
        "Paula",
        "Pia",
        "Twice the same month",
    )


def test_an_adjustment_by_hand_is_an_import_of_one_row(here):
    given = {
        "location": here.people.partner.number,
        "period": "NOW",
        "amount": "120.50",
        "reason": EntryReason.POLICY_EXCEPTION,
        "note": "Goodwill",
    }
    imported = importing.propose(here.people.program, given, user=here.people.paula)
    assert imported.state == "WAITING"
    refusal(applying.confirm, imported.pk, user=here.people.paula)
    applying.confirm(imported.pk, user=here.people.pia)
    work_off()
    assert Fund.objects.get().adjusted == D("120.50")
    assert FundEntry.objects.get().reason == "POLICY_EXCEPTION"


def test_a_wrong_adjustment_by_hand_says_what_at_its_field_and_leaves_nothing(here):
    given = {"location": "nobody", "period": "NOW", "amount": "-", "reason": "COMPLIANCE", "note": "x"}
    with override("en"), pytest.raises(ActionRefused) as refused:
        importing.propose(here.people.program, given, user=here.people.paula)
    assert set(refused.value.fields) == {"location", "amount"}
    assert not EarningsImport.objects.exists()


def test_a_german_workbook_does_the_same(here):
    with override("de"):
        head = [f"{one.words}*" for one in COLUMNS]
        reason = str(EntryReason.ROLLOVER.label)
    imported = sent(here, xlsx(row_for(here, reason=reason, amount=-12.5), head=head), writing="de")
    row = imported.rows.get()
    assert (row.state, row.reason, row.amount) == ("GOOD", "ROLLOVER", D("-12.5"))
