"""The pure rules of readiness, without a database: each fact at its edge, and what people really type."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from claims.models import Claim, Expense, Proof, WorkItem
from claims.readiness.activity import activity
from claims.readiness.dates import LONG_AFTER, LONG_BEFORE, plausible
from claims.readiness.finding import LONGEST_NAME, in_sentence, name_of
from claims.readiness.lines import complete, with_file
from claims.readiness.slots import gaps, given_for
from claims.readiness.totals import adds_up, more_than_invoice
from claims.readiness.work import in_period, possible
from documents.enums import ReadingSource, State
from documents.models import Document, Reading
from programs.enums import RequirementKind
from programs.models import Program, Requirement, UsagePeriod

FIRST, LAST = date(2026, 9, 14), date(2026, 9, 15)
PERIOD = {"first_day": date(2026, 7, 1), "last_day": date(2026, 12, 31)}
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
ARABIC = "شركة الطباعة"


def claim_on(first: date | None = FIRST, last: date | None = LAST) -> Claim:
    program = Program(zone="Europe/Berlin", currency="EUR")
    return Claim(program=program, period=UsagePeriod(**PERIOD), first_day=first, last_day=last)


def line_of(**facts) -> Expense:
    usual = {"vendor": "Druckhaus", "invoice_number": "RE-1", "invoice_date": FIRST, "net": Decimal(100)}
    return Expense(**(usual | {"currency": "EUR"} | facts))


def codes(found) -> list[str]:
    return [one.code for one in found]


class TestDays:
    AT = datetime(2026, 11, 24, 12, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (None, None, ["days"]),
            (FIRST, None, ["days"]),
            (FIRST, LAST, []),
            (date(2026, 7, 1), date(2026, 7, 1), []),
            (date(2026, 6, 30), date(2026, 7, 1), ["outside"]),
            (date(2026, 11, 23), date(2026, 11, 23), []),
            (date(2026, 11, 23), TODAY, ["not_over"]),
            (date(2026, 12, 31), date(2027, 1, 1), ["outside", "not_over"]),
            (date(1, 1, 1), date(9999, 12, 31), ["outside", "not_over"]),
        ],
    )
    def test_inside_the_period_and_over(self, first, last, expected):
        assert codes(activity(claim_on(first, last), self.AT)) == expected

    def test_a_day_is_over_by_the_programs_own_midnight(self):
        ended = claim_on(TODAY, TODAY)
        assert codes(activity(ended, datetime(2026, 11, 24, 22, 59, tzinfo=UTC))) == ["not_over"]
        assert codes(activity(ended, datetime(2026, 11, 24, 23, 0, tzinfo=UTC))) == []

    def test_each_says_what_mends_it_and_where(self):
        (found,) = activity(claim_on(FIRST, date(2027, 1, 1)), datetime(2027, 3, 1, tzinfo=UTC))
        assert (found.field, str(found.fix), found.blocks) == ("last_day", "Change the days", True)


class TestInvoiceDates:
    @pytest.mark.parametrize(
        ("dated", "expected"),
        [
            (FIRST - LONG_BEFORE, []),
            (FIRST - LONG_BEFORE - DAY, ["dated_long_before"]),
            (LAST + LONG_AFTER, []),
            (LAST + LONG_AFTER + DAY, ["dated_long_after"]),
            (TODAY, ["dated_long_after"]),
            (TODAY + DAY, ["dated_ahead"]),
            (date(1, 1, 1), ["dated_long_before"]),
            (date(9999, 12, 31), ["dated_ahead"]),
        ],
    )
    def test_long_before_long_after_and_not_yet(self, dated, expected):
        found = list(plausible(line_of(invoice_date=dated), claim_on(), TODAY))
        assert codes(found) == expected
        assert not any(one.blocks for one in found)

    @pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
    def test_activities_at_the_ends_of_the_calendar(self, day):
        assert isinstance(list(plausible(line_of(), claim_on(day, day), TODAY)), list)

    def test_nothing_is_said_before_the_activity_has_days(self):
        assert not list(plausible(line_of(invoice_date=date(1999, 1, 1)), claim_on(None, None), TODAY))

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (None, None, []),
            (FIRST, LAST, []),
            (date(2026, 7, 1), date(2026, 12, 31), []),
            (date(2026, 6, 30), LAST, ["served_outside"]),
            (FIRST, date(2027, 1, 1), ["served_outside"]),
            (LAST, None, []),
            (LAST + DAY, None, ["served_after"]),
            (None, date(2026, 6, 30), ["served_outside"]),
        ],
    )
    def test_the_service_belongs_to_the_activity(self, first, last, expected):
        line = line_of(service_first_day=first, service_last_day=last)
        assert codes(plausible(line, claim_on(), TODAY)) == expected


class TestCompleteness:
    @pytest.mark.parametrize(
        ("facts", "missing"),
        [
            ({}, ""),
            ({"vendor": ARABIC, "invoice_number": "١٢"}, ""),
            ({"vendor": " "}, "Who sent the invoice"),
            ({"invoice_number": "--"}, "Invoice number"),
            ({"invoice_number": "\u200f\u2068"}, "Invoice number"),
            ({"invoice_date": None}, "Invoice date"),
            ({"net": Decimal(0)}, "Net amount"),
            ({"vendor": "", "invoice_number": ""}, "Who sent the invoice, Invoice number"),
        ],
    )
    def test_without_these_nobody_knows_the_invoice(self, facts, missing):
        found = list(complete(line_of(position=3, **facts)))
        assert len(found) == bool(missing)
        assert all(str(one.words).endswith(f"Missing: {missing}.") and one.blocks for one in found)

    def test_a_line_without_a_name_is_called_by_its_place(self):
        (found,) = complete(line_of(position=3, vendor="", invoice_number=""))
        assert str(found.words).startswith("Line 3 is not complete.")

    @pytest.mark.parametrize(
        ("state", "expected"),
        [
            (None, ["no_file"]),
            (State.PENDING, []),
            (State.CLEAN, []),
            (State.REFUSED, ["bad_file"]),
            (State.INFECTED, ["bad_file"]),
            (State.FAILED, ["bad_file"]),
        ],
    )
    def test_a_file_that_is_still_checked_counts(self, state, expected):
        document = Document(pk=1, name="a.pdf", state=state) if state else None
        assert codes(with_file(line_of(document=document))) == expected


class TestNames:
    def test_a_long_name_is_cut_and_kept_on_one_line(self):
        said = name_of(line_of(vendor="Sehr lange\n" * 20, invoice_number="9" * 60))
        assert len(said) <= LONGEST_NAME
        assert "\n" not in said

    def test_right_to_left_stays_apart_from_the_sentence(self):
        assert in_sentence(ARABIC) == f"\u2068{ARABIC}\u2069"
        assert in_sentence("Druckhaus") == "Druckhaus"


def read(**values: str) -> Reading:
    return Reading(source=ReadingSource.XML, values={"currency": "EUR"} | values)


class TestTotals:
    def test_lines_of_one_file_are_held_against_its_net_together(self):
        half = [line_of(net=Decimal(50)), line_of(net=Decimal(50))]
        assert codes(more_than_invoice(half, read(net="100.00"))) == []
        (found,) = more_than_invoice([*half, line_of(net=Decimal("0.01"))], read(net="100.00"))
        assert "100.01" in str(found.words)
        assert not found.blocks

    @pytest.mark.parametrize("values", [{}, {"net": "100.00", "currency": "USD"}])
    def test_nothing_is_held_against_what_is_not_said(self, values):
        assert codes(more_than_invoice([line_of(net=Decimal(90))] * 2, read(**values))) == []

    @pytest.mark.parametrize(("gross", "expected"), [("119.00", []), ("119.01", ["contradicts_itself"])])
    def test_an_e_invoice_adds_up(self, gross, expected):
        said = read(net="100.00", tax="19.00", gross=gross)
        assert codes(adds_up(line_of(), said)) == expected

    def test_a_proposal_read_from_a_page_contradicts_nothing(self):
        said = read(net="100.00", tax="19.00", gross="1.00")
        said.source = ReadingSource.TEXT
        assert codes(adds_up(line_of(), said)) == []


def item(hours: str | None, person: str = "Jürgen Weiß", day: date = FIRST) -> WorkItem:
    given = {"hours": Decimal(hours), "rate": Decimal(80)} if hours else {"cost": Decimal(80)}
    return WorkItem(person=person, day=day, **given)


class TestWork:
    @pytest.mark.parametrize(
        ("items", "expected"),
        [
            ([], []),
            ([item("24")], []),
            ([item("12.5"), item("12")], ["too_many_hours"]),
            ([item("20"), item("20", day=LAST)], []),
            ([item("20"), item("20", person="Anna")], []),
            ([item("20"), item("20", person="jürgen  WEISS")], ["too_many_hours"]),
            ([item(None), item("24")], []),
        ],
    )
    def test_a_day_has_24_hours_for_each_person(self, items, expected):
        assert codes(possible(items)) == expected

    def test_days_lie_in_the_usage_period(self):
        days = [PERIOD["first_day"] - DAY, PERIOD["first_day"], PERIOD["last_day"], PERIOD["last_day"] + DAY]
        found = in_period([item("1", day=day) for day in days], **PERIOD)
        assert codes(found) == ["day_outside"] * 2


class TestSlots:
    PHOTOS = Requirement(key="photos", kind=RequirementKind.EVIDENCE, label={"en": "Photos"}, minimum=2)
    GUESTS = Requirement(
        key="guests", kind=RequirementKind.METRIC, label={"en": "Guests"}, accepts_number=True
    )

    def given(self, requirement, **facts) -> Proof:
        return Proof(requirement=requirement, **facts)

    def test_says_how_many_more_and_where(self):
        found = list(gaps([self.PHOTOS, self.GUESTS], [self.given(self.PHOTOS, link="https://a.example")]))
        assert [(one.section, one.key) for one in found] == [("proof", "photos"), ("result", "guests")]
        assert str(found[0].words) == "Missing: Photos."
        (first, _second) = gaps([self.PHOTOS, self.GUESTS], [])
        assert str(first.words) == "2 more are needed: Photos."

    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            ({"link": "https://a.example", "seen_on": FIRST}, []),
            ({"link": "https://a.example", "seen_on": FIRST - DAY}, ["seen_before"]),
            ({"text": "أهلا"}, []),
        ],
    )
    def test_a_link_seen_before_there_was_anything_to_see(self, facts, expected):
        assert codes(given_for(self.given(self.PHOTOS, **facts), FIRST)) == expected

    @pytest.mark.parametrize(("text", "expected"), [("0", ["nothing_counted"]), ("1", []), ("250", [])])
    def test_nobody_came_is_asked_once_more(self, text, expected):
        found = list(given_for(self.given(self.GUESTS, text=text), FIRST))
        assert codes(found) == expected
        assert not any(one.blocks for one in found)
