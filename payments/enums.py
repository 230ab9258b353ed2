from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvoiceRule(models.TextChoices):
    """Whose invoice a payment needs, by program and country (R17)."""

    NONE = "NONE", _("No invoice")
    TAX_INVOICE = "TAX_INVOICE", _("The partner's tax invoice")
    SELF_BILLING = "SELF_BILLING", _("Self-billing: we write the invoice")


class TaxInvoiceState(models.TextChoices):
    GIVEN = "GIVEN", _("Being checked")
    ACCEPTED = "ACCEPTED", pgettext_lazy("tax invoice", "Accepted")
    REFUSED = "REFUSED", pgettext_lazy("tax invoice", "Refused")
    REPLACED = "REPLACED", pgettext_lazy("tax invoice", "Replaced")


INVOICE_TONES = {
    TaxInvoiceState.GIVEN: "progress",
    TaxInvoiceState.ACCEPTED: "success",
    TaxInvoiceState.REFUSED: "danger",
    TaxInvoiceState.REPLACED: "neutral",
}


class Method(models.TextChoices):
    """How a batch goes to the bank (R17)."""

    SEPA = "SEPA", _("SEPA credit transfer (pain.001)")
    LIST = "LIST", _("List of transfers (CSV)")


class BatchState(models.TextChoices):
    MADE = "MADE", _("Made, not sent yet")
    SENT = "SENT", pgettext_lazy("payment batch", "Sent")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("payment batch", "Withdrawn")


BATCH_TONES = {BatchState.MADE: "info", BatchState.SENT: "progress", BatchState.WITHDRAWN: "neutral"}


class PaymentStage(models.TextChoices):
    """How far one payment of a batch has come."""

    PREPARED = "PREPARED", _("In a batch")
    SENT = "SENT", pgettext_lazy("payment", "Sent")
    PAID = "PAID", pgettext_lazy("payment", "Paid")
    FAILED = "FAILED", pgettext_lazy("payment", "Failed")
    #: Paid, and given back by the partner's bank afterwards.
    RETURNED = "RETURNED", pgettext_lazy("payment", "Came back")
    UNKNOWN = "UNKNOWN", pgettext_lazy("payment", "Not known whether the bank has it")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("payment", "Withdrawn before it was sent")


#: What these hold of a claim is not paid a second time.
LIVE = (PaymentStage.PREPARED, PaymentStage.SENT, PaymentStage.PAID, PaymentStage.UNKNOWN)
STAGE_TONES = {
    PaymentStage.PREPARED: "neutral",
    PaymentStage.SENT: "progress",
    PaymentStage.PAID: "success",
    PaymentStage.FAILED: "danger",
    PaymentStage.RETURNED: "danger",
    PaymentStage.UNKNOWN: "attention",
    PaymentStage.WITHDRAWN: "neutral",
}


class RecoveryState(models.TextChoices):
    """What becomes of money a partner has to give back (R16, R17)."""

    OPEN = "OPEN", _("Not announced yet")
    ANNOUNCED = "ANNOUNCED", _("Announced")
    SETTLED = "SETTLED", pgettext_lazy("recovery", "Settled")
    WAIVED = "WAIVED", pgettext_lazy("recovery", "Waived")


RECOVERY_TONES = {
    RecoveryState.OPEN: "attention",
    RecoveryState.ANNOUNCED: "attention",
    RecoveryState.SETTLED: "success",
    RecoveryState.WAIVED: "neutral",
}


class StatementFormat(models.TextChoices):
    CAMT053 = "CAMT053", _("camt.053")
    CSV = "CSV", _("CSV")


class StatementState(models.TextChoices):
    READING = "READING", _("Being read")
    READ = "READ", pgettext_lazy("bank statement", "Read")
    UNREADABLE = "UNREADABLE", _("Cannot be read")


class Found(models.TextChoices):
    """What was found for one entry of a statement."""

    PAID = "PAID", _("Confirms a payment")
    RETURNED = "RETURNED", _("A payment came back")
    FAILED = "FAILED", _("A payment failed")
    AMOUNT_DIFFERS = "AMOUNT_DIFFERS", _("The amount differs")
    UNKNOWN_REFERENCE = "UNKNOWN_REFERENCE", _("No payment has this reference")
    WRONG_MOMENT = "WRONG_MOMENT", _("The payment is not in a state for this")
    KNOWN = "KNOWN", _("Known from an earlier statement")
    SETTLED = "SETTLED", _("Settled by hand")


#: Somebody has to look at these.
UNMATCHED = (Found.AMOUNT_DIFFERS, Found.UNKNOWN_REFERENCE, Found.WRONG_MOMENT)
FOUND_TONES = {
    Found.PAID: "success",
    Found.RETURNED: "danger",
    Found.FAILED: "danger",
    **dict.fromkeys(UNMATCHED, "attention"),
}
