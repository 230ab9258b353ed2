from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from accounts.places import country_name
from payments.enums import INVOICE_TONES, InvoiceRule, TaxInvoiceState
from payments.querysets import InvoiceTermsQuerySet, TaxInvoiceQuerySet

USER = settings.AUTH_USER_MODEL


class InvoiceTerms(models.Model):
    """Whose invoice payments of a program into a country need (R17); without a row none is needed."""

    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="invoice_terms", verbose_name=_("program")
    )
    country = models.CharField(
        _("country of the location"), max_length=2, blank=True, help_text=_("Empty: every other country.")
    )
    rule = models.CharField(_("invoice"), max_length=12, choices=InvoiceRule)
    #: Of the tax in a self-billed invoice, e.g. 0.19.
    tax_rate = models.DecimalField(
        _("rate of tax"),
        max_digits=5,
        decimal_places=4,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )

    objects = InvoiceTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("terms of invoicing")
        verbose_name_plural = _("terms of invoicing")
        ordering = ["program", "country"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "country"],
                name="payments_terms_once",
                violation_error_message=_("This program has terms for this country already."),
            ),
            models.CheckConstraint(
                condition=Q(rule__in=InvoiceRule.values),
                name="payments_terms_rule_known",
                violation_error_message=_("This rule does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^([A-Z]{2})?$"),
                name="payments_terms_country_is_a_code",
                violation_error_message=_("A country is a code of two capital letters."),
            ),
            models.CheckConstraint(
                condition=Q(tax_rate__gte=0, tax_rate__lte=1)
                & (Q(tax_rate=0) | Q(rule=InvoiceRule.SELF_BILLING)),
                name="payments_terms_rate_of_self_billing",
                violation_error_message=_(
                    "Only what we bill ourselves has a rate of tax here, from 0 to 100 %."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program.code} · {self.country or '*'} · {self.get_rule_display()}"

    @property
    def where(self) -> str:
        """The country's name, or that it is every other one."""
        return country_name(self.country, get_language()) if self.country else gettext("Every other country")

    @property
    def place(self) -> str:
        """Its country as an address names it."""
        return self.country or "other"


class TaxInvoice(models.Model):
    """The partner's invoice for what is to be paid for one claim, where the terms ask for one (R17)."""

    SUBJECT_KIND = "tax_invoice"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="tax_invoices", verbose_name=_("claim")
    )
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="tax_invoices", verbose_name=_("file")
    )
    number = models.CharField(_("invoice number"), max_length=60)
    issued_on = models.DateField(_("invoice date"))
    net = models.DecimalField(_("net amount"), max_digits=19, decimal_places=4)
    tax = models.DecimalField(_("tax"), max_digits=19, decimal_places=4, default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=TaxInvoiceState, default=TaxInvoiceState.GIVEN
    )
    given_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given"))
    judged_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("judged by")
    )
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    words = models.CharField(_("why it was refused"), max_length=1000, blank=True)
    #: The payment it went into.
    payment = models.ForeignKey(
        "payments.Payment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tax_invoices",
        verbose_name=_("payment"),
    )

    objects = TaxInvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("tax invoice")
        verbose_name_plural = _("tax invoices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state__in=(TaxInvoiceState.GIVEN, TaxInvoiceState.ACCEPTED), payment=None),
                name="payments_tax_invoice_one_open",
                violation_error_message=_("There is a tax invoice for this claim already; replace it."),
            ),
            models.CheckConstraint(
                condition=Q(net__gt=0, tax__gte=0),
                name="payments_tax_invoice_positive",
                violation_error_message=_("An invoice is for more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=TaxInvoiceState.values),
                name="payments_tax_invoice_state_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(TaxInvoiceState.GIVEN, TaxInvoiceState.REPLACED),
                    judged_at=None,
                    judged_by=None,
                )
                | Q(
                    state__in=(TaxInvoiceState.ACCEPTED, TaxInvoiceState.REFUSED, TaxInvoiceState.REPLACED),
                    judged_at__isnull=False,
                    judged_by__isnull=False,
                ),
                name="payments_tax_invoice_judged_by_somebody",
                violation_error_message=_("Who accepts or refuses an invoice is noted."),
            ),
            models.CheckConstraint(
                condition=~Q(state=TaxInvoiceState.REFUSED, words__regex=r"^\s*$"),
                name="payments_tax_invoice_refused_with_words",
                violation_error_message=_("Say why you refuse."),
            ),
            models.CheckConstraint(
                condition=~Q(judged_by=F("given_by")),
                name="payments_tax_invoice_judged_by_another",
                violation_error_message=_("Nobody judges their own invoice."),
            ),
            models.CheckConstraint(
                condition=Q(payment=None) | Q(state=TaxInvoiceState.ACCEPTED),
                name="payments_tax_invoice_paid_when_accepted",
                violation_error_message=_("Only an accepted invoice is paid."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def tone(self) -> str:
        return INVOICE_TONES[TaxInvoiceState(self.state)]
