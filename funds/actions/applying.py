"""A second person confirms an import; a worker applies it through the ledger, chunk by chunk, each row once."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from funds.actions import ledger
from funds.actions.door import act
from funds.actions.telling import tell_done
from funds.earnings.states import EarningRowState, ImportState
from funds.enums import EntryKind, EntryReason
from funds.models import EarningRow, EarningsImport, Fund
from lifecycle import ActionRefused
from outbox.actions import enqueue
from programs.models import Program, UsagePeriod

APPLY = "funds.apply_earnings"
#: Rows of one transaction, and of one job: other work gets its turn between.
AT_ONCE = 1000
OF_A_JOB = 20_000


def confirm(import_id: int, *, user: Any) -> EarningsImport:
    """Say yes as a second person: from now on its keys are taken, and a worker applies it.

    Raises ActionRefused with the table's sentence, and for keys another import has applied meanwhile.
    """
    with act(import_id, "confirm", user) as one:
        imported = one.imported
        # Two imports with the same key are confirmed one after the other; and no period closes meanwhile.
        Program.objects.select_for_update(no_key=True).get(pk=imported.program_id)
        periods = imported.rows.values("period").distinct()
        list(UsagePeriod.objects.select_for_update(no_key=True).filter(pk__in=periods).order_by("pk"))
        if taken := imported.rows.taken_elsewhere().count():
            words = ngettext(
                "%(count)s row was applied by another import meanwhile. Drop this one and send what remains.",
                "%(count)s rows were applied by another import meanwhile. Drop this one and send what remains.",
                taken,
            )
            raise ActionRefused(words % {"count": taken})
        one.move(confirmed_by=user, confirmed_at=one.at, rows_done=0)
        one.note()
        enqueue(APPLY, at=one.at, imported=imported.pk)
    return one.imported


def apply(import_id: int, at: datetime) -> None:
    """Apply the next rows and promise the rest; called again it applies none twice."""
    for _chunk in range(0, OF_A_JOB, AT_ONCE):
        if not _apply_chunk(import_id, at):
            return
    enqueue(APPLY, at=at, imported=import_id)


@transaction.atomic
def _apply_chunk(import_id: int, at: datetime) -> bool:
    """One transaction: entries, their rows, how far it is. False: nothing remains."""
    locking = EarningsImport.objects.for_reading().select_for_update(of=("self",))
    imported = locking.get(pk=import_id)
    if imported.state != ImportState.APPLYING:
        return False
    rows = list(imported.rows.good().order_by("partner", "line")[:AT_ONCE])
    if not rows:
        _finish(imported)
        return False
    funds = _funds_for(imported.program, rows)
    movements = [_movement(funds[row.place], row) for row in rows]
    done = ledger.bring_in(movements, actor=imported.confirmed_by, at=at)
    for row, became in zip(rows, done, strict=True):
        row.state, row.entry, row.recovery = EarningRowState.APPLIED, became.entry, became.recovery
        row.rest, row.repaid = became.recovery.amount if became.recovery else Decimal(0), became.repaid
    EarningRow.objects.write(rows)
    EarningsImport.objects.filter(pk=import_id).update(rows_done=imported.rows_done + len(rows))
    return True


def _funds_for(program: Program, rows: list[EarningRow]) -> dict[tuple[int, int], Fund]:
    """By location and period, made empty where there is none yet."""
    places = {row.place for row in rows}
    theirs = Fund.objects.filter(program=program, partner__in={partner for partner, _period in places})
    there = set(theirs.values_list("partner", "period"))
    Fund.objects.bulk_create(
        [
            Fund(partner_id=partner, program=program, period_id=period, currency=program.currency)
            for partner, period in sorted(places - there)
        ],
        ignore_conflicts=True,
    )
    return {(one.partner_id, one.period_id): one for one in theirs.all()}


def _movement(fund: Fund, row: EarningRow) -> ledger.Movement:
    earned = row.reason == EntryReason.EARNINGS
    kind = EntryKind.EARN if earned else EntryKind.ADJUST
    return ledger.Movement(fund, kind, row.money, EntryReason(row.reason), row.note)


def _finish(imported: EarningsImport) -> None:
    with act(imported.pk, "apply", None) as one:
        one.move(applied_at=one.at)
        one.note(rows=one.imported.rows_total)
        tell_done(one.imported, one.at)
