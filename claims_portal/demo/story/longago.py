"""A claim of Nordlicht's long ago, decided and paid: its files are past their retention, one is under a legal hold.

It lies in a usage period of its own, so that no figure of the story's present changes.
"""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal

from claims.actions import keeping, reviewing
from claims.models import Claim
from claims.outcomes import LineOutcome
from claims_portal.demo.story import paying, telling
from claims_portal.demo.story.nordlicht import Nordlicht
from claims_portal.demo.story.telling import days_ago
from funds.actions import ledger as funds
from lifecycle import clock
from programs.models import UsagePeriod

PERIOD = "FY23-H1-usage"
DAY = date(2022, 10, 12)
NET = Decimal(1900)
HOLD = "Rückfrage der Steuerprüfung 2022, Aktenzeichen 4711/22: bis zu ihrem Abschluss aufbewahren."


def tell() -> None:
    """From the earning to the payment, each step in its time; then the hold, when the files' time was over."""
    teller = Nordlicht()
    period = UsagePeriod.objects.with_deadlines().get(program__code="COOP", code=PERIOD)
    with _on(teller, period.first_day):
        fund = funds.fund_for(teller.partner, period.program, period)
        funds.earn(fund, NET, actor=teller.paula, at=clock.now())
    claim = _claimed(teller, period)
    paying.pay((teller.today - DAY).days - 60)
    with _on(teller, DAY + timedelta(days=700)):
        keeping.set_hold(claim, claim.expenses.get().document, HOLD, user=teller.paula)


def _claimed(teller: Nordlicht, period: UsagePeriod) -> Claim:
    with _on(teller, DAY + timedelta(days=30)):
        claim = teller.claim(
            "tradeshow", "Messestand Küstentag 2022", DAY, "Messe Nord AG", "MN-1207", str(NET), period=period
        )
        telling.submit(teller.complete(claim, DAY), by=teller.anna)
    with _on(teller, DAY + timedelta(days=31)):
        reviewing.take(claim.pk, user=teller.rita)
        telling.decide(claim, {claim.expenses.get(): LineOutcome(NET, "")}, "", by=teller.rita)
    return claim


def _on(teller: Nordlicht, day: date) -> AbstractContextManager[None]:
    """Let what follows have happened on that day."""
    return days_ago((teller.today - day).days)
