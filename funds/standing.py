"""Lines of funds as they stand: by location and program what is left in each period, and what is still owed."""

from collections import defaultdict
from collections.abc import Iterable

from funds.lines import Line, Owed
from funds.models import Fund, Recovery


def lines_of(funds: Iterable[Fund]) -> dict[tuple[int, int], Line]:
    """Of funds with their periods, all of each line, by location and program; one query, for the recoveries.

    Whoever means to write locked them before.
    """
    by_line: dict[tuple[int, int], list[Fund]] = defaultdict(list)
    for fund in funds:
        by_line[fund.partner_id, fund.program_id].append(fund)
    first_days = {one.pk: one.period.first_day for line in by_line.values() for one in line}
    owed = defaultdict(list)
    for recovery in Recovery.objects.filter(fund__in=first_days).open().select_related("fund"):
        one = Owed(first_days[recovery.fund_id], recovery.outstanding, recovery)
        owed[recovery.fund.partner_id, recovery.fund.program_id].append(one)
    return {
        key: Line(
            {one.pk: one.period.first_day for one in line}, {one.pk: one.left for one in line}, owed[key]
        )
        for key, line in by_line.items()
    }
