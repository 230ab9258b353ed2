from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.enums import VendorRole

#: Who reads reports, of their own programs; an auditor of every program reads all.
READERS = (VendorRole.MANAGER, VendorRole.AUDITOR)


class Breakdown(models.TextChoices):
    """By what a report is broken down."""

    PROGRAM = "program", _("Program")
    PERIOD = "period", _("Usage period")
    ACTIVITY = "activity", _("Activity type")
    COUNTRY = "country", _("Country")


class Outcome(models.TextChoices):
    """Where a submitted claim stands; the value is the column of `ClaimSums` in which it is counted."""

    UNDECIDED = "undecided", _("Not decided yet")
    APPROVED = "approved_in_full", _("Approved in full")
    IN_PART = "approved_in_part", _("Approved in part")
    REJECTED = "rejected", pgettext_lazy("claims", "Rejected")
    DISPUTED = "disputed", pgettext_lazy("claims", "Disputed")
    WITHDRAWN = "withdrawn", pgettext_lazy("claims", "Withdrawn")
