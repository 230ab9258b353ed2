from decimal import Decimal

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id


class Expense(models.Model):
    """One line of a claim: a third-party invoice or certified in-house work; net claimed, tax apart (R4, R13)."""

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    claim = models.ForeignKey(
        "claims.Claim", models.CASCADE, related_name="expenses", verbose_name=_("claim")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.ForeignKey(
        "programs.ExpenseKind", models.PROTECT, related_name="+", verbose_name=_("kind of expense")
    )
    vendor = models.CharField(_("who sent the invoice"), max_length=200)
    invoice_number = models.CharField(_("invoice number"), max_length=60)
    invoice_date = models.DateField(_("invoice date"))
    #: When what was paid for took place, as the invoice says; R4 asks whether it fits the activity.
    service_first_day = models.DateField(_("service from"), null=True, blank=True)
    service_last_day = models.DateField(_("service until"), null=True, blank=True)
    description = models.CharField(_("what was paid for"), max_length=400, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    net = models.DecimalField(_("net amount"), max_digits=19, decimal_places=4)
    #: The net amount of the whole invoice where this line claims only a share of it (R3); None: all of it.
    invoice_net = models.DecimalField(
        _("net amount of the whole invoice"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    #: Who sent the invoice and its number, as `duplicates.fingerprint` writes them (R18); "" for in-house work.
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, blank=True, default="", db_default="", editable=False
    )
    tax = models.DecimalField(_("tax"), max_digits=19, decimal_places=4, default=0)
    rate = models.DecimalField(_("exchange rate"), max_digits=18, decimal_places=8, default=1)
    #: First day of the month whose rate was taken (R13); None where both currencies are the same.
    rate_on = models.DateField(_("rate of"), null=True, blank=True)
    #: Where a value came from, by field: "xml" (the e-invoice), "text" (read from the page, a proposal).
    origins = models.JSONField(
        _("origins"), default=dict, db_default=Value({}, models.JSONField()), blank=True
    )
    #: The net amount in the program's currency: what this line claims.
    amount = models.DecimalField(_("claimed"), max_digits=19, decimal_places=4)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expenses",
        verbose_name=_("invoice"),
    )
    #: Set where the line is not an invoice but work the partner certified (R4).
    certification = models.ForeignKey(
        "claims.Certification",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expenses",
        verbose_name=_("certification"),
    )

    #: Annotated by `parts()`: whether another claim of the location may use the same invoice.
    used_elsewhere: bool

    class Meta:
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["fingerprint"], name="claims_expense_fingerprint")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "position"],
                name="claims_expense_position_once",
                violation_error_message=_("Somebody else added a line in the same moment. Try again."),
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(net__gt=0, amount__gt=0),
                name="claims_expense_positive",
                violation_error_message=_("A line claims more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(invoice_net=None) | Q(invoice_net__gt=F("net")),
                name="claims_expense_share_of_invoice",
                violation_error_message=_("A share is less than the whole invoice."),
            ),
            models.CheckConstraint(
                condition=Q(tax__gte=0),
                name="claims_expense_tax_not_negative",
                violation_error_message=_("The tax cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0),
                name="claims_expense_rate_positive",
                violation_error_message=_("An exchange rate is greater than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(service_first_day=None)
                | Q(service_last_day=None)
                | Q(service_first_day__lte=F("service_last_day")),
                name="claims_expense_service_in_order",
                violation_error_message=_("The service cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(rate=1) | Q(amount=F("net")),
                name="claims_expense_same_currency_same_amount",
                violation_error_message=_("Without an exchange rate the claimed amount is the net amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor} {self.invoice_number}"

    @property
    def gross(self) -> Decimal:
        """Net plus tax, in the invoice's currency."""
        return self.net + self.tax

    @property
    def whole_net(self) -> Decimal:
        """The net amount of the whole invoice, whether all of it is claimed here or a share."""
        return self.net if self.invoice_net is None else self.invoice_net
