"""On which days banks pay, and when sums below a program's minimum go along (R17)."""

from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.utils.translation import gettext as _

from lifecycle import Verdict
from lifecycle.transitions import YES
from programs.models import Program
from programs.rules import fiscal_year
from programs.words import day_in_words
from review.clocks import SATURDAY, is_business_day

EURO = "EUR"
#: The last batch of a program's year is paid in its last month.
LAST_MONTH = 6


@lru_cache(maxsize=1)
def _target() -> holidays.HolidayBase:
    """Days on which the euro area's banks do not settle (TARGET calendar of the ECB)."""
    return holidays.financial_holidays("ECB")


def is_banking_day(day: date, program: Program) -> bool:
    """For euros a TARGET day, else a business day of the program's country."""
    if program.currency == EURO:
        return day.weekday() < SATURDAY and day not in _target()
    return is_business_day(day, frozenset({program.country}))


def next_banking_day(day: date, program: Program) -> date:
    """The first one after `day`."""
    while True:
        day += timedelta(days=1)
        if is_banking_day(day, program):
            return day


def can_pay_on(day: date, today: date, program: Program) -> Verdict:
    """A batch is paid on a banking day, today or later."""
    if day < today:
        return Verdict(False, _("The day of payment has passed."))
    if not is_banking_day(day, program):
        words = _("Banks do not pay on %(day)s. The next day they do is %(next)s.")
        return Verdict(
            False, words % {"day": day_in_words(day), "next": day_in_words(next_banking_day(day, program))}
        )
    return YES


def last_batch_of_the_year(day: date) -> Verdict:
    """R17: sums below the minimum go with the last batch of the program's year, which ends on 30 June."""
    if day.month == LAST_MONTH:
        return YES
    last = date(fiscal_year(day), LAST_MONTH, 30)
    words = _(
        "Sums below the minimum go with the last batch of the program's year: one that is paid in the month "
        "before %(day)s."
    )
    return Verdict(False, words % {"day": day_in_words(last)})
