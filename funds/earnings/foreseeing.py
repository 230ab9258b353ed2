"""What good rows would do to the funds, worked out before anything is applied (R11).

Only where an amount is negative or a recovery is open there is something to foresee: everywhere else what comes in
is simply left.
"""

from collections.abc import Iterator

from funds.lines import Line
from funds.models import EarningRow, EarningsImport, Fund, Recovery
from funds.standing import lines_of
from programs.models import UsagePeriod

#: Locations at once.
CHUNK = 500


def foresee(imported: EarningsImport) -> Iterator[list[EarningRow]]:
    """Chunks of rows with `rest` and `repaid` as they would be now, in the order in which they will be applied."""
    concerned = _concerned(imported)
    for start in range(0, len(concerned), CHUNK):
        partners = concerned[start : start + CHUNK]
        rows = imported.rows.good().filter(partner__in=partners)
        yield _foreseen(list(rows.order_by("partner", "line")), imported.program_id)


def _concerned(imported: EarningsImport) -> list[int]:
    negative = imported.rows.good().filter(amount__lt=0).values_list("partner", flat=True)
    owing = Recovery.objects.open().filter(fund__program=imported.program_id)
    theirs = imported.rows.good().filter(
        partner__in={one.fund.partner_id for one in owing.select_related("fund")}
    )
    return sorted({*negative, *theirs.values_list("partner", flat=True)})


def _foreseen(rows: list[EarningRow], program: int) -> list[EarningRow]:
    funds = Fund.objects.filter(program=program, partner__in={one.partner_id for one in rows})
    standing = list(funds.select_related("period"))
    lines = lines_of(standing)
    keys = {(one.partner_id, one.period_id): one.pk for one in standing}
    first_days = {one.pk: one.first_day for one in UsagePeriod.objects.filter(program=program)}
    for row in rows:
        partner, period = row.place
        line = lines.setdefault((partner, program), Line({}, {}, ()))
        # A fund to come has no key yet.
        fund = keys.get((partner, period), -period)
        line.begin(fund, first_days[period])
        outcome = line.bring_in(fund, row.money)
        row.rest, row.repaid = outcome.borne - row.money, outcome.repaid
    return rows
