from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from funds.enums import EntryReason


class ImportState(models.TextChoices):
    """How far an import of earnings is; each label says whose turn it is."""

    READING = "READING", _("Being checked")
    UNREADABLE = "UNREADABLE", _("Cannot be read")
    WRONG = "WRONG", _("Rows to correct")
    WAITING = "WAITING", _("Waits for a second person")
    DROPPED = "DROPPED", pgettext_lazy("import", "Dropped")
    APPLYING = "APPLYING", _("Being applied")
    APPLIED = "APPLIED", pgettext_lazy("import", "Applied")
    REVERSAL_ASKED = "REVERSAL_ASKED", _("Applied; taking it back waits for a second person")
    REVERSING = "REVERSING", _("Being taken back")
    REVERSED = "REVERSED", _("Taken back")


S = ImportState
#: The file is known: sent again it would do everything twice.
LIVE = (S.READING, S.WAITING, S.APPLYING, S.APPLIED, S.REVERSAL_ASKED, S.REVERSING)
#: A second person said yes: the keys of its rows are taken.
CONFIRMED = (S.APPLYING, S.APPLIED, S.REVERSAL_ASKED, S.REVERSING)
#: A worker has something to do with it.
BUSY = (S.READING, S.APPLYING, S.REVERSING)
#: Not decided: the earning period cannot be closed meanwhile.
UNSETTLED = (S.READING, S.WAITING, S.APPLYING)

TONES = {
    S.READING: "progress",
    S.UNREADABLE: "danger",
    S.WRONG: "danger",
    S.WAITING: "attention",
    S.DROPPED: "neutral",
    S.APPLYING: "progress",
    S.APPLIED: "success",
    S.REVERSAL_ASKED: "attention",
    S.REVERSING: "progress",
    S.REVERSED: "neutral",
}


class EarningRowState(models.TextChoices):
    """What became of a row."""

    WRONG = "WRONG", _("To correct")
    GOOD = "GOOD", pgettext_lazy("row", "Good")
    APPLIED = "APPLIED", pgettext_lazy("row", "Applied")
    REVERSED = "REVERSED", _("Taken back")


#: It stands in the ledger.
BOOKED = (EarningRowState.APPLIED, EarningRowState.REVERSED)


#: What people give as a reason: earnings, or an adjustment's code (domain 4.8); the others are the portal's own.
GIVEN_REASONS = (
    EntryReason.EARNINGS,
    EntryReason.PREVIOUS_EARNINGS,
    EntryReason.COMPLIANCE,
    EntryReason.ROLLOVER,
    EntryReason.OPERATIONS,
    EntryReason.PARTNER_MAPPING,
    EntryReason.POLICY_EXCEPTION,
)
