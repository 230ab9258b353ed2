"""Loading rates as a whole or not at all, again and again, and never under a submitted claim."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from history.models import Event
from lifecycle import ActionRefused, clock
from programs.actions.rates import load_rates
from programs.models import ExchangeRate
from programs.rate_sheet import SheetUnreadable, read_rates
from programs.rates import board, convert, currencies_into, month_of, newest_rates, use
from tests.factories.programs import ExchangeRateFactory

pytestmark = pytest.mark.django_db

SHEET = "month;currency;into;rate\n2026-09;USD;EUR;0,91\n2026-10;USD;EUR;0,9213\n2026-10;JPY;EUR;0,00612\n"
OCTOBER = date(2026, 10, 1)


def load(sheet: str, by=None):
    done = load_rates(read_rates(sheet.encode()), by=by)
    return done.added, done.changed, done.unchanged


def faults(sheet: str, by=None) -> list[str]:
    with pytest.raises(SheetUnreadable) as refused:
        load(sheet, by)
    return [str(one) for one in refused.value.problems]


class TestLoading:
    def test_twice_is_as_good_as_once(self, program):
        assert load(SHEET) == (3, 0, 0)
        assert load(SHEET) == (0, 0, 3)
        assert ExchangeRate.objects.count() == 3
        assert Event.objects.about(program).count() == 1

    def test_an_unused_rate_may_be_put_right_and_history_knows_what_it_was(self, program, paula):
        load(SHEET)
        assert load(SHEET.replace("0,9213", "0,93"), by=paula) == (0, 1, 2)
        changed = ExchangeRate.objects.get(currency="USD", month=OCTOBER)
        assert (changed.rate, changed.loaded_by) == (Decimal("0.93"), paula)
        assert Event.objects.about(program).last().params["changed"] == ["USD 2026-10: 0.9213 → 0.93"]

    def test_a_rate_a_claim_was_submitted_with_is_not_changed_and_nothing_else_is_loaded(self, program):
        load(SHEET)
        use(["USD"], "EUR", OCTOBER, at=clock.now())
        sheet = SHEET.replace("0,9213", "0,93") + "2026-11;USD;EUR;0,94\n"
        assert faults(sheet) == [
            "Line 3: Claims were submitted with the rate 0.9213; it is not changed any more."
        ]
        assert not ExchangeRate.objects.filter(month=date(2026, 11, 1)).exists()
        assert load(SHEET + "2026-11;USD;EUR;0,94\n") == (1, 0, 3)

    def test_managers_load_into_the_currencies_of_their_programs(self, program, paula, anna):
        assert load(SHEET, by=paula) == (3, 0, 0)
        assert faults("month;currency;into;rate\n2026-10;EUR;USD;1,08\n", by=paula) == [
            "Line 2: No program of yours pays in USD."
        ]
        with pytest.raises(ActionRefused) as refused:
            load(SHEET, by=anna)
        assert refused.value.verdict.forbidden

    def test_the_command(self, program, tmp_path, capsys):
        sheet = tmp_path / "rates.csv"
        sheet.write_text(SHEET)
        call_command("load_rates", str(sheet))
        assert "3 added, 0 changed, 0 there already" in capsys.readouterr().out
        sheet.write_text(SHEET + "2026-10;GBP;EUR;zwei\n")
        with pytest.raises(CommandError, match=r"Nothing was loaded.\nLine 5: “zwei” is no rate"):
            call_command("load_rates", str(sheet))
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("load_rates", str(tmp_path / "none.csv"))


class TestWhatHolds:
    def test_the_month_is_that_of_the_programs_zone(self):
        night = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
        assert month_of(night, "Europe/Berlin") == date(2026, 11, 1)
        assert month_of(night, "America/Los_Angeles") == OCTOBER

    def test_a_draft_is_shown_at_the_newest_rate_and_never_at_a_coming_one(self, program):
        load(SHEET + "2026-12;USD;EUR;0,99\n")
        assert newest_rates(["USD"], "EUR", date(2026, 11, 1))["USD"].rate == Decimal("0.9213")
        assert newest_rates(["USD"], "EUR", date(2026, 8, 1)) == {}

    def test_only_the_months_own_rate_is_used(self, program):
        load(SHEET)
        assert use(["USD"], "EUR", date(2026, 11, 1), at=clock.now()) == {}
        assert set(use(["USD", "JPY", "GBP"], "EUR", OCTOBER, at=clock.now())) == {"USD", "JPY"}
        assert ExchangeRate.objects.filter(used_at=None).count() == 1

    def test_one_can_claim_in_the_programs_currency_and_in_those_with_a_rate(self, program):
        load(SHEET)
        assert currencies_into(program, OCTOBER) == ["EUR", "JPY", "USD"]
        assert currencies_into(program, date(2026, 8, 1)) == ["EUR"]

    @pytest.mark.parametrize(
        ("amount", "rate", "into", "converted"),
        [
            ("480000", "0.00612", "EUR", "2937.60"),
            ("10.50", "161.3", "JPY", "1694"),  # 1693.65
            ("0.125", "1.2", "KWD", "0.150"),
            ("1.25", "0.5", "EUR", "0.62"),  # 0.625 goes to the even cent
            ("1.35", "0.5", "EUR", "0.68"),  # 0.675 too
            ("250.005", "3.0001", "EUR", "750.04"),
        ],
    )
    def test_it_is_rounded_once_to_the_minor_unit(self, amount, rate, into, converted):
        assert str(convert(Decimal(amount), Decimal(rate), into)) == converted

    def test_what_is_missing_this_month_is_told(self, program):
        load(SHEET)
        assert [row.currency for row in board(date(2026, 11, 1), ["EUR"]).missing] == ["JPY", "USD"]
        assert board(OCTOBER, ["EUR"]).missing == []


class TestTheDatabase:
    def refused(self, constraint: str):
        return pytest.raises(IntegrityError, match=constraint)

    def test_impossible_rates(self):
        ExchangeRateFactory()
        with self.refused("programs_rate_once_a_month"), transaction.atomic():
            ExchangeRateFactory(rate=2)
        with self.refused("programs_rate_positive"), transaction.atomic():
            ExchangeRateFactory(currency="GBP", rate=0)
        with self.refused("programs_rate_month_by_first_day"), transaction.atomic():
            ExchangeRateFactory(month=date(2026, 10, 2))
        for pair in ({"currency": "EUR"}, {"currency": "us"}, {"into": "€€€"}):
            with self.refused("programs_rate_two_currencies"), transaction.atomic():
                ExchangeRateFactory(**{"month": date(2026, 9, 1), **pair})

    def test_a_used_rate_stays(self):
        used = ExchangeRateFactory(used_at=clock.now())
        for act in (
            lambda: ExchangeRate.objects.update(rate=2),
            lambda: ExchangeRate.objects.update(used_at=None),
            used.delete,
        ):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                act()
