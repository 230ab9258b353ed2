"""Where a partner's money goes: versions, each kept for good, its content sealed."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccountScheme
from accounts.models.partner import Partner
from accounts.querysets import PayeeVersionQuerySet

#: So long does money flow on the old data after a change.
WAITING = timedelta(hours=72)


class PayeeVersion(models.Model):
    """One version of a location's payee profile; only what a list may show stands outside `sealed`.

    Never changed afterwards and never deleted (the database refuses it), but for two things: it is
    withdrawn before it is in force, or sealed with a newer key.
    """

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="payee_versions", verbose_name=_("partner location")
    )
    number = models.PositiveIntegerField(_("number"))
    scheme = models.CharField(_("kind of account"), max_length=5, choices=AccountScheme)
    country = models.CharField(
        _("country of the account"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$")]
    )
    last_digits = models.CharField(_("last digits of the account"), max_length=4)
    currency = models.CharField(
        _("currency of payment"), max_length=3, validators=[RegexValidator(r"^[A-Z]{3}$")]
    )
    sealed = models.BinaryField(_("account, holder and tax id, encrypted"))
    key = models.CharField(_("fingerprint of the key"), max_length=16)
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("created by")
    )
    in_force_from = models.DateTimeField(_("in force from"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    objects = PayeeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a payee profile")
        verbose_name_plural = _("versions of payee profiles")
        ordering = ["partner", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "number"],
                name="accounts_payee_number_once",
                violation_error_message=_("Somebody else changed the payee profile in the same moment."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__gte=F("created_at") + WAITING),
                name="accounts_payee_waits",
                violation_error_message=_("A change takes effect 72 hours later, never sooner."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__lt=F("in_force_from"), withdrawn_by__isnull=False),
                name="accounts_payee_withdrawn_in_time",
                violation_error_message=_("What is in force cannot be withdrawn, only changed."),
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=AccountScheme.values),
                name="accounts_payee_scheme_known",
                violation_error_message=_("This kind of account does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.number}"
