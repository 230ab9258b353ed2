"""What becomes of an amount in a line of funds (R11), without a database."""

from datetime import date
from decimal import Decimal

from funds.lines import Line, Owed

D = Decimal
#: The periods of three half-years, in order.
FIRST_DAYS = {1: date(2026, 1, 1), 2: date(2026, 7, 1), 3: date(2027, 1, 1)}


def line(*left: int, owed: tuple[Owed, ...] = ()) -> Line:
    return Line(FIRST_DAYS, {key: D(amount) for key, amount in enumerate(left, start=1)}, owed)


def said(outcome) -> tuple:
    rest = outcome.rest.outstanding if outcome.rest else 0
    return outcome.borne, rest, [(one.fund, one.amount) for one in outcome.taken]


def test_what_comes_in_is_left():
    one = line(0, 0)
    assert said(one.bring_in(1, D(100))) == (100, 0, [])
    assert one.left == {1: 100, 2: 0}


def test_a_negative_amount_takes_what_is_left():
    one = line(100)
    assert said(one.bring_in(1, D(-40))) == (-40, 0, [])
    assert one.left == {1: 60}


def test_what_a_fund_cannot_bear_is_taken_from_the_next_period_at_once():
    one = line(100, 30, 50)
    assert said(one.bring_in(1, D(-250))) == (-100, 70, [(2, 30), (3, 50)])
    assert one.left == {1: 0, 2: 0, 3: 0}


def test_what_is_still_owed_is_taken_when_a_later_period_earns():
    one = line(100, 0)
    one.bring_in(1, D(-150))
    assert said(one.bring_in(2, D(80))) == (80, 0, [(2, 50)])
    assert one.left == {1: 0, 2: 30}
    assert said(one.bring_in(2, D(10))) == (10, 0, [])


def test_an_earlier_period_pays_nothing_for_a_later_one():
    one = line(500, 0, 0)
    assert said(one.bring_in(2, D(-10))) == (0, 10, [])
    assert said(one.bring_in(3, D(4))) == (4, 0, [(3, 4)])


def test_older_recoveries_are_paid_first():
    older, newer = Owed(FIRST_DAYS[1], D(10), "older"), Owed(FIRST_DAYS[1], D(10), "newer")
    taken = line(0, 0, owed=(older, newer)).bring_in(2, D(15)).taken
    assert [(one.owed.row, one.amount) for one in taken] == [("older", 10), ("newer", 5)]
