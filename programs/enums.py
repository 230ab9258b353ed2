from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VendorRole(models.TextChoices):
    """What a person of the vendor does in a program (R8)."""

    REVIEWER = "REVIEWER", _("Reviewer")
    APPROVER = "APPROVER", _("Approver")
    PAYER = "PAYER", _("Payer")
    MANAGER = "MANAGER", _("Program manager")
    AUDITOR = "AUDITOR", _("Auditor")


class EnrollmentState(models.TextChoices):
    """How far a partner location's participation has come."""

    INVITED = "INVITED", _("Invited")
    VALIDATING = "VALIDATING", _("Validating enrollment")
    ENROLLED = "ENROLLED", _("Enrolled")
    ENDED = "ENDED", pgettext_lazy("enrollment", "Ended")


class ActivityCategory(models.TextChoices):
    DEMAND_GENERATION = "DEMAND_GENERATION", _("Demand generation")
    MARKET_DEVELOPMENT = "MARKET_DEVELOPMENT", _("Market development")
    PARTNER_READINESS = "PARTNER_READINESS", _("Partner readiness")


class RequirementKind(models.TextChoices):
    """What a requirement asks for (R5)."""

    #: A fact the evidence must show; read and confirmed, nothing is handed in for it.
    CORE = "CORE", _("Core requirement")
    #: A slot that takes files, a link or text.
    EVIDENCE = "EVIDENCE", _("Proof of execution")
    #: A result figure, as a number or in words.
    METRIC = "METRIC", _("Result figure")


class CapKind(models.TextChoices):
    """How a cap's limit is found (R12)."""

    FIXED = "FIXED", _("Fixed amount")
    SHARE_OF_EARNED = "SHARE_OF_EARNED", _("Share of the earned funds")
    LARGER_OF = "LARGER_OF", _("The larger of amount and share")
    PER_PERSON = "PER_PERSON", _("Amount for each person")
    #: Only as a program's override: here the catalogue's cap does not hold.
    LIFTED = "LIFTED", _("No cap")


class CapScope(models.TextChoices):
    """What a cap's use is added up over."""

    CLAIM = "CLAIM", _("for each claim")
    PERIOD = "PERIOD", _("for each usage period")


class ReasonKind(models.TextChoices):
    DECISION = "DECISION", _("Reason for a cut or rejection")
    REQUEST = "REQUEST", _("Reason for a request")
    PROOF = "PROOF", _("Reason to ask about the proof of an association")


class Outcome(models.TextChoices):
    """What became of a request for an extension (R1)."""

    OPEN = "", _("Waits for an answer")
    GRANTED = "GRANTED", _("Granted")
    REFUSED = "REFUSED", pgettext_lazy("extension", "Refused")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("extension", "Withdrawn")
