"""Taking back an applied import as a whole, while nothing of it was used: asked by one person, confirmed by another."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from funds.actions import ledger
from funds.actions.door import act
from funds.actions.telling import tell_done, tell_failed, tell_waiting
from funds.earnings.states import EarningRowState, ImportState
from funds.earnings.unused import changes, used_by
from funds.enums import EntryKind, EntryReason
from funds.models import EarningRow, EarningsImport, Fund
from lifecycle import ActionRefused
from outbox.actions import enqueue

REVERSE = "funds.reverse_earnings"
#: Entries of one statement; all of them are of one transaction.
AT_ONCE = 1000


def ask(import_id: int, reason: str, *, user: Any) -> EarningsImport:
    """Ask that an applied import is taken back. Raises ActionRefused, also once something of it was used."""
    with act(import_id, "ask_reversal", user) as one:
        if not reason.strip():
            raise ActionRefused(_("Say why."), fields={"reason": _("Say why.")})
        one.move(reversal_asked_by=user, reason=reason.strip())
        one.note(reason=reason.strip())
        tell_waiting(one.imported, one.at, reversal=True)
    return one.imported


def keep(import_id: int, *, user: Any) -> EarningsImport:
    """It stays applied after all. Raises ActionRefused."""
    with act(import_id, "keep", user) as one:
        one.move(reversal_asked_by=None, reason="")
        one.note()
    return one.imported


def confirm(import_id: int, *, user: Any) -> EarningsImport:
    """Say yes as a second person; a worker takes it back. Raises ActionRefused."""
    with act(import_id, "reverse", user) as one:
        one.move(reversed_by=user)
        one.note()
        enqueue(REVERSE, at=one.at, imported=one.imported.pk)
    return one.imported


@transaction.atomic
def carry_out(import_id: int, at: datetime) -> None:
    """Opposite entries for all funds in one transaction, the keys of the rows set free; once.

    Whether something was used meanwhile is asked with all funds locked: then nothing is taken back.
    """
    locking = EarningsImport.objects.for_reading().select_for_update(of=("self",))
    imported = locking.get(pk=import_id)
    if imported.state != ImportState.REVERSING:
        return
    came_in = {one.fund: one.amount for one in changes(imported) if one.amount}
    # Whole lines, as `bring_in` locks them: nobody waits for each other in a circle.
    partners = Fund.objects.filter(pk__in=came_in).values("partner")
    lines = ledger.lock(Fund.objects.filter(program=imported.program_id, partner__in=partners))
    funds = [one for one in lines if one.pk in came_in]
    if words := used_by(imported):
        _give_up(imported, words)
        return
    note = _("Taken back: %(name)s. %(reason)s") % {"name": imported, "reason": imported.reason}
    movements = [
        ledger.Movement(fund, EntryKind.ADJUST, -came_in[fund.pk], EntryReason.TAKEN_BACK, note[:400])
        for fund in funds
    ]
    for start in range(0, len(movements), AT_ONCE):
        ledger.bring_in(movements[start : start + AT_ONCE], actor=imported.reversed_by, at=at)
    EarningRow.objects.filter(imported=imported).update(state=EarningRowState.REVERSED)
    with act(imported.pk, "take_back", None) as one:
        one.move()
        one.note(funds=len(funds))
        tell_done(one.imported, one.at)


def _give_up(imported: EarningsImport, words: str) -> None:
    with act(imported.pk, "give_up_reversal", None) as one:
        tell_failed(one.imported, one.at, words=words)
        one.move(reversal_asked_by=None, reversed_by=None, reason="")
        one.note(reason=words)
