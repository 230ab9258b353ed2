from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryKind(models.TextChoices):
    """What an entry does to its fund (R11); the database's function `funds_effect` says it in figures."""

    EARN = "EARN", pgettext_lazy("fund entry", "Earned")
    ADJUST = "ADJUST", pgettext_lazy("fund entry", "Adjusted")
    HOLD = "HOLD", pgettext_lazy("fund entry", "Held for a claim")
    RELEASE = "RELEASE", pgettext_lazy("fund entry", "Released from a claim")
    APPROVE = "APPROVE", pgettext_lazy("fund entry", "Approved")
    REVERSE = "REVERSE", pgettext_lazy("fund entry", "Approval reversed, held again")
    PAY = "PAY", pgettext_lazy("fund entry", "Paid")
    #: The bank gave a payment back: approved as before, and not paid.
    RETURN = "RETURN", pgettext_lazy("fund entry", "Payment came back")
    FORFEIT = "FORFEIT", pgettext_lazy("fund entry", "Forfeited")
    RESTORE = "RESTORE", pgettext_lazy("fund entry", "Restored")


#: Entries that belong to a claim, and entries that never do. Forfeiting may follow from one.
OF_A_CLAIM = (
    EntryKind.HOLD,
    EntryKind.RELEASE,
    EntryKind.APPROVE,
    EntryKind.REVERSE,
    EntryKind.PAY,
    EntryKind.RETURN,
)
OF_NO_CLAIM = (EntryKind.EARN, EntryKind.ADJUST, EntryKind.RESTORE)


class EntryReason(models.TextChoices):
    """Why an entry was made, where its kind does not say it already."""

    EARNINGS = "EARNINGS", _("Earnings of the earning period")
    PREVIOUS_EARNINGS = "PREVIOUS_EARNINGS", _("Earnings of a previous period")
    COMPLIANCE = "COMPLIANCE", _("Open receivables")
    ROLLOVER = "ROLLOVER", _("Carried over from another period")
    OPERATIONS = "OPERATIONS", _("Correction of a calculation or enrollment")
    PARTNER_MAPPING = "PARTNER_MAPPING", _("Moved between locations")
    POLICY_EXCEPTION = "POLICY_EXCEPTION", _("Exception to the rules")
    RECOVERY = "RECOVERY", _("Recovery of an adjustment the previous period could not bear")
    DEADLINE = "DEADLINE", _("The deadline has passed")
    EXTENSION = "EXTENSION", _("The deadline was extended")
    THRESHOLD = "THRESHOLD", _("Below the threshold of the earning period: paid out as a rebate")
    TAKEN_BACK = "TAKEN_BACK", _("An import of earnings was taken back")


class Figure(models.TextChoices):
    """The totals of a fund."""

    EARNED = "earned", pgettext_lazy("fund figure", "Earned")
    ADJUSTED = "adjusted", pgettext_lazy("fund figure", "Adjusted")
    HELD = "held", pgettext_lazy("fund figure", "Held")
    APPROVED = "approved", pgettext_lazy("fund figure", "Approved")
    PAID = "paid", pgettext_lazy("fund figure", "Paid")
    FORFEITED = "forfeited", pgettext_lazy("fund figure", "Forfeited")
