"""Whether an applied import may be taken back: every fund still has what came in, and no claim took of it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Min, OuterRef, Subquery, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from funds.enums import EntryKind, Figure
from funds.models import EarningsImport, Fund, FundEntry
from funds.querysets import LEFT
from programs.money import format_money


@dataclass(frozen=True)
class Change:
    """What an import did to one fund in all, and the number of its first entry there."""

    fund: int
    amount: Decimal
    first: int


def changes(imported: EarningsImport) -> list[Change]:
    """By fund, in the order of their ids; one query."""
    entries = FundEntry.objects.filter(earning_row__imported=imported)
    summed = entries.order_by("fund").values("fund").annotate(amount=Sum("amount"), first=Min("number"))
    return [Change(one["fund"], one["amount"], one["first"]) for one in summed]


def used_by(imported: EarningsImport) -> str:
    """Why it can no longer be taken back, in a sentence; "" while it can. A fixed number of queries."""
    if imported.rows.filter(recovery__isnull=False).exists() or imported.rows.filter(repaid__gt=0).exists():
        return _("Parts of it became or paid back recoveries: these stay. Correct it by adjustments.")
    came_in = {one.fund: one for one in changes(imported)}
    for fund in Fund.objects.filter(pk__in=came_in).alias(rest=LEFT).select_related("partner"):
        if fund.left < came_in[fund.pk].amount:
            words = _("%(partner)s has only %(left)s left of the %(amount)s that came in.")
            return words % _said(fund, left=fund.left, amount=came_in[fund.pk].amount)
    if held := _held_since(imported):
        words = _("A claim of %(partner)s has taken of its fund since.")
        return words % {"partner": held.partner}
    return ""


def _held_since(imported: EarningsImport) -> Fund | None:
    """A fund of which a claim that was submitted later still has something held or approved."""
    own = FundEntry.objects.filter(earning_row__imported=imported, fund=OuterRef("fund"))
    first = own.order_by("number").values("number")[:1]
    later = FundEntry.objects.filter(kind=EntryKind.HOLD, fund__entries__earning_row__imported=imported)
    later = later.annotate(first=Subquery(first)).filter(number__gt=F("first")).distinct()
    for hold in later.select_related("fund__partner"):
        of_claim = FundEntry.objects.filter(
            fund=hold.fund, subject_kind=hold.subject_kind, subject_id=hold.subject_id
        )
        if of_claim.total(Figure.HELD, Figure.APPROVED) > 0:
            return hold.fund
    return None


def _said(fund: Fund, **amounts: Decimal) -> dict[str, object]:
    language = get_language() or "en"
    written = {name: format_money(amount, fund.currency, language) for name, amount in amounts.items()}
    return {"partner": fund.partner, **written}
