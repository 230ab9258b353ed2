"""The figures people read of a fund: what each one means, and how the ledger's totals make it up.

Every page, chart and statement takes its figures from here, so each opens to exactly the entries behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from funds.enums import Figure
from funds.models import Fund
from lifecycle.transitions import Words

F = Figure


@dataclass(frozen=True)
class Shown:
    """One figure: `code` names it in addresses, `weights` says how often each total counts in it.

    part: what of the fund's bar it is, "" where it is no part of it; short: at the head of a column.
    """

    code: str
    label: Words
    meaning: Words
    weights: Mapping[Figure, int]
    part: str = ""
    short: Words = ""

    @property
    def head(self) -> Words:
        """The label where there is little room."""
        return self.short or self.label

    def of(self, fund: Fund) -> Decimal:
        """What it is just now, in the fund's currency."""
        return sum((getattr(fund, one) * times for one, times in self.weights.items()), Decimal(0))


EARNED = Shown(
    "earned",
    pgettext_lazy("fund figure", "Earned"),
    _("What your sales earned in the earning period, as it was credited to this fund."),
    {F.EARNED: 1},
)
ADJUSTED = Shown(
    "adjusted",
    pgettext_lazy("fund figure", "Adjusted"),
    _("Corrections of what was earned, up or down, each with its reason."),
    {F.ADJUSTED: 1},
)
AVAILABLE = Shown(
    "available",
    _("Earned, with adjustments"),
    _("What there was to spend in all: what was earned and what was adjusted."),
    {F.EARNED: 1, F.ADJUSTED: 1},
    short=_("In all"),
)
HELD = Shown(
    "held",
    _("Held for submitted claims"),
    _(
        "Reserved for claims that are submitted and not decided, and for cut amounts that may be disputed yet."
    ),
    {F.HELD: 1},
    "held",
    pgettext_lazy("fund figure", "Held"),
)
APPROVED = Shown(
    "approved",
    pgettext_lazy("fund figure", "Approved"),
    _("What was approved of your claims, whether it is paid already or not."),
    {F.APPROVED: 1},
)
CLAIMED = Shown(
    "claimed",
    _("Claimed"),
    _("What your submitted claims take of the fund: held and approved together."),
    {F.HELD: 1, F.APPROVED: 1},
)
PAID = Shown(
    "paid",
    pgettext_lazy("fund figure", "Paid"),
    _("What was paid to you. A payment that the bank gave back is taken off again."),
    {F.PAID: 1},
    "paid",
)
UNPAID = Shown(
    "unpaid",
    _("Approved, not paid yet"),
    _("What was approved and is still to be paid."),
    {F.APPROVED: 1, F.PAID: -1},
    "approved",
    _("To be paid"),
)
FORFEITED = Shown(
    "forfeited",
    pgettext_lazy("fund figure", "Forfeited"),
    _("What was left at the deadline, and what was freed after it. An extension brings it back."),
    {F.FORFEITED: 1},
    "forfeited",
)
LEFT = Shown(
    "left",
    _("Left"),
    _("What you can still claim: earned and adjusted, less held, approved and forfeited."),
    {F.EARNED: 1, F.ADJUSTED: 1, F.HELD: -1, F.APPROVED: -1, F.FORFEITED: -1},
    "left",
)
ALL = (EARNED, ADJUSTED, AVAILABLE, HELD, APPROVED, CLAIMED, PAID, UNPAID, FORFEITED, LEFT)
BY_CODE = {one.code: one for one in ALL}
#: What the bar is made of, in its order; together what there was to spend.
BAR = (PAID, UNPAID, HELD, LEFT, FORFEITED)
