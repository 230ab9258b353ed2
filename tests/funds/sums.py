"""A fund's totals, added up again from its entries and by a table of this file's own."""

from decimal import Decimal

from funds.models import Fund

#: What the ruling R11 says an entry does, written a second time on purpose.
MEANT = {
    "EARN": {"earned": 1},
    "ADJUST": {"adjusted": 1},
    "HOLD": {"held": 1},
    "RELEASE": {"held": -1},
    "APPROVE": {"held": -1, "approved": 1},
    "REVERSE": {"held": 1, "approved": -1},
    "PAY": {"paid": 1},
    "RETURN": {"paid": -1},
    "FORFEIT": {"forfeited": 1},
    "RESTORE": {"forfeited": -1},
}
FIGURES = ("earned", "adjusted", "held", "approved", "paid", "forfeited")


def assert_totals_are_the_sums(fund: Fund) -> None:
    """Totals, what is left after each entry, and the numbers are what the entries add up to."""
    sums = dict.fromkeys(FIGURES, Decimal(0))
    fund = Fund.objects.get(pk=fund.pk)
    entries = list(fund.entries.order_by("number"))
    for entry in entries:
        for figure, sign in MEANT[entry.kind].items():
            sums[figure] += sign * entry.amount
        left = sums["earned"] + sums["adjusted"] - sums["held"] - sums["approved"] - sums["forfeited"]
        assert entry.balance == left >= 0
    assert {figure: getattr(fund, figure) for figure in FIGURES} == sums
    assert [entry.number for entry in entries] == list(range(1, fund.last_number + 1))
