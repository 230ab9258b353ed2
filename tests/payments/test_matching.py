"""What a booking means for a payment: rules without a database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from payments.enums import Found, PaymentStage
from payments.statements.booking import Booking
from payments.statements.matching import in_order, meaning, references_in

S, F = PaymentStage, Found


@dataclass
class Paid:
    amount: Decimal = Decimal("1000.00")
    currency: str = "EUR"
    stage: str = S.SENT


def booked(amount="1000.00", currency="EUR", incoming=False, code=""):
    return Booking(incoming, Decimal(amount), currency, date(2026, 11, 26), fault_code=code)


@pytest.mark.parametrize(
    ("stage", "out", "back"),
    [
        (S.PREPARED, F.WRONG_MOMENT, F.WRONG_MOMENT),
        (S.SENT, F.PAID, F.FAILED),
        (S.UNKNOWN, F.PAID, F.FAILED),
        (S.PAID, F.WRONG_MOMENT, F.RETURNED),
        (S.FAILED, F.WRONG_MOMENT, F.WRONG_MOMENT),
        (S.RETURNED, F.WRONG_MOMENT, F.WRONG_MOMENT),
        (S.WITHDRAWN, F.WRONG_MOMENT, F.WRONG_MOMENT),
    ],
)
def test_by_how_far_the_payment_is(stage, out, back):
    payment = Paid(stage=stage)
    assert meaning(booked(), payment) == out
    assert meaning(booked(incoming=True, code="AC04"), payment) == back
    # Nobody said why: it is not for us to guess.
    assert meaning(booked(incoming=True), payment) == F.WRONG_MOMENT


@pytest.mark.parametrize(
    "booking",
    [booked("999.99"), booked("1000.01"), booked(currency="USD"), booked("0.01", incoming=True, code="AC04")],
)
def test_a_cent_or_a_currency_that_differs_moves_nothing(booking):
    assert meaning(booking, Paid()) == F.AMOUNT_DIFFERS


def test_without_a_payment_of_this_reference():
    assert meaning(booked(), None) == F.UNKNOWN_REFERENCE


def test_the_same_amount_written_with_other_zeros():
    assert meaning(booked("1000"), Paid(amount=Decimal("1000.0000"))) == F.PAID


@pytest.mark.parametrize(
    ("reference", "words", "carried", "found"),
    [
        (" pay-2026-000001-001 ", "", ["PAY-2026-000001-001"], ""),
        ("", "EREF: PAY-2026-000001-001, Co-op", [], "PAY-2026-000001-001"),
        ("RF18", "SVWZ+Co-op PAY-2026-0000 01-001", ["RF18"], "PAY-2026-000001-001"),
        ("", "Zins und Gebühren", [], ""),
        ("", "", [], ""),
    ],
)
def test_where_our_reference_is_looked_for(reference, words, carried, found):
    first, then = references_in(reference, words)
    assert first == carried
    assert found in then if found else then == []


def test_money_went_out_before_it_came_back_whatever_the_file_s_order():
    @dataclass
    class Entry:
        position: int
        incoming: bool
        booked_on: date

    one, two, three = (
        Entry(1, True, date(2026, 11, 26)),
        Entry(2, False, date(2026, 11, 26)),
        Entry(3, True, date(2026, 11, 25)),
    )
    assert in_order([one, two, three]) == [three, two, one]
