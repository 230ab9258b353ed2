"""By when what is approved is paid (R9, R17); the letter of a decision and the pages of payments ask here."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum

from claims.enums import UNDERWAY
from claims.models import Claim
from funds.workflow import paid_for
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


def gathered_with(claim: Claim, approved: Decimal) -> Decimal:
    """What its location is to be paid in its program once `approved` is approved of the claim; at most three queries.

    Of the others what payments have not begun with counts whole.
    """
    others = Claim.objects.unpaid().filter(partner=claim.partner_id, program=claim.program_id)
    waiting = others.exclude(pk=claim.pk).exclude(payment_state__in=UNDERWAY)
    paid = paid_for(claim.fund, claim) if claim.fund else Decimal(0)
    return approved - paid + (waiting.aggregate(total=Sum("approved"))["total"] or Decimal(0))
