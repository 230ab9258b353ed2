"""What closing an earning period decides (R11): which funds are kept, and which become a rebate."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Q, Sum, Value, When
from django.utils.translation import gettext as _

from funds.models import EarningsImport, Fund
from funds.querysets import LEFT, ZERO, FundQuerySet
from lifecycle import Verdict
from lifecycle.transitions import YES
from programs.models import UsagePeriod
from programs.permissions import may_manage
from programs.rules import local_day
from programs.words import day_in_words


def may_close(period: UsagePeriod, user: Any, at: datetime) -> Verdict:
    """A manager, once, when the days of earning are over and nothing is on its way into the period."""
    if not (verdict := may_manage(user, period.program)):
        return verdict
    if period.earning_closed_at:
        return Verdict(False, _("This earning period is closed already."))
    if local_day(at, period.program.zone) <= period.earning_last_day:
        words = _("The earning period goes on until %(day)s.")
        return Verdict(False, words % {"day": day_in_words(period.earning_last_day)})
    if EarningsImport.objects.unsettled_in(period).exists():
        words = _(
            "An import with rows for this period is being checked or waits for confirmation. Settle it first."
        )
        return Verdict(False, words)
    return YES


@dataclass(frozen=True)
class Outlook:
    """What closing would do now: funds and amounts that are kept, and that become a rebate."""

    kept: int
    kept_left: Decimal
    rebates: int
    rebated: Decimal
    #: Held or approved in funds below the threshold: it stays.
    staying: Decimal


def funds_in(period: UsagePeriod) -> FundQuerySet:
    """The funds that are decided about, annotated with `rebate` and `rest`, what is left; nothing was earned: none."""
    below = Q(in_all__lt=period.program.threshold)
    found = Fund.objects.filter(period=period).annotate(in_all=F("earned") + F("adjusted"), rest=LEFT)
    rebate = Case(When(below, then=Value(True)), default=Value(False), output_field=BooleanField())
    return found.filter(Q(earned__gt=0) | ~Q(adjusted=0)).annotate(rebate=rebate)


def outlook(period: UsagePeriod) -> Outlook:
    """One query."""
    taken = Sum(F("held") + F("approved"), filter=Q(rebate=True), default=ZERO)
    sums = funds_in(period).aggregate(
        kept=Count("pk", filter=Q(rebate=False)),
        kept_left=Sum("rest", filter=Q(rebate=False), default=ZERO),
        rebates=Count("pk", filter=Q(rebate=True)),
        rebated=Sum("rest", filter=Q(rebate=True), default=ZERO),
        staying=taken,
    )
    return Outlook(**sums)
