from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.models.program import CURRENCY
from programs.querysets import ExchangeRateQuerySet


class ExchangeRate(models.Model):
    """What one unit of a currency is worth in a program's currency, for one month (R13).

    Never changed once a submitted claim was converted by it: `used_at`, held by the database.
    """

    SUBJECT_KIND = "exchange_rate"

    month = models.DateField(_("month"), help_text=_("Its first day."))
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    into = models.CharField(_("into"), max_length=3, validators=[CURRENCY])
    rate = models.DecimalField(_("exchange rate"), max_digits=18, decimal_places=8)
    loaded_at = models.DateTimeField(_("loaded"))
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("loaded by"),
    )
    #: When the first claim was submitted with it.
    used_at = models.DateTimeField(_("used"), null=True, blank=True, editable=False)

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-month", "into", "currency"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "into", "month"],
                name="programs_rate_once_a_month",
                violation_error_message=_("There is a rate of these currencies for this month already."),
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0),
                name="programs_rate_positive",
                violation_error_message=_("An exchange rate is greater than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="programs_rate_month_by_first_day",
                violation_error_message=_("A month is written as its first day."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$", into__regex=r"^[A-Z]{3}$")
                & ~Q(currency=F("into")),
                name="programs_rate_two_currencies",
                violation_error_message=_("A rate leads from one currency into another."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} → {self.into} {self.month:%Y-%m}"
