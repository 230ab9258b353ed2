"""The conditions of an import's way, one sentence each; called with (import, user, at)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from funds.earnings.unused import used_by
from funds.enums import EntryReason
from funds.models import EarningsImport
from lifecycle import Verdict
from lifecycle.transitions import YES


def _unless(refused: Any, reason: Any) -> Verdict:
    return Verdict(False, reason) if refused else YES


def second_person(imported: EarningsImport, user: Any, at: datetime) -> Verdict:
    """Two people: one brings in, another confirms."""
    return _unless(
        user.pk == imported.sent_by_id,
        _("You brought this in: a second person confirms it, a manager or payer of the program."),
    )


def second_person_reversing(imported: EarningsImport, user: Any, at: datetime) -> Verdict:
    """Two people: one asks to take it back, another confirms."""
    return _unless(
        user.pk == imported.reversal_asked_by_id,
        _("You asked to take it back: a second person confirms it, a manager or payer of the program."),
    )


def not_own_company(imported: EarningsImport, user: Any, at: datetime) -> Verdict:
    """R8: nobody decides about money of their own company."""
    own = imported.rows.filter(partner__memberships__user=user.pk)
    return _unless(own.exists(), _("Rows of it are for a company you work for: somebody else confirms it."))


def still_open(imported: EarningsImport, user: Any, at: datetime) -> Verdict:
    """What is earned after the earning period was closed is an adjustment."""
    earned = imported.rows.good().filter(reason=EntryReason.EARNINGS)
    return _unless(
        earned.filter(period__earning_closed_at__isnull=False).exists(),
        _(
            "An earning period of it was closed meanwhile. Drop the import and send what remains as adjustments."
        ),
    )


def not_decided(imported: EarningsImport, user: Any, at: datetime) -> Verdict:
    """What an earning period was closed with stays; corrections are adjustments."""
    return _unless(
        imported.rows.filter(period__earning_closed_at__isnull=False).exists(),
        _("An earning period of it is closed: what became of the funds was decided by it. Adjust instead."),
    )


def unused(imported: EarningsImport, user: Any, at: datetime) -> Verdict:
    """Taken back as a whole or not at all."""
    return _unless(words := used_by(imported), words)
