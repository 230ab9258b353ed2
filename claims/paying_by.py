"""By when what is approved is paid (R9, R17); the letter of a decision and the pages of payments ask here."""

from datetime import date, datetime
from decimal import Decimal

from programs.models import Program
from programs.rules import local_day
from review.clocks import payment_due


def pay_day(program: Program, gathered: Decimal, since: datetime) -> date | None:
    """The last day, in the program's zone; None while what is gathered is below the program's minimum.

    gathered: in the program's currency, what the location is to be paid in this program at `since`.
    """
    if not gathered or gathered < program.payment_minimum:
        return None
    return local_day(payment_due(program, since), program.zone)
