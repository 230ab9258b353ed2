from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from programs.money import quantise

USER = settings.AUTH_USER_MODEL


class WorkItem(models.Model):
    """What one person of the partner did on one day, and what it cost: part of a certification (R4)."""

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    claim = models.ForeignKey(
        "claims.Claim", models.CASCADE, related_name="work_items", verbose_name=_("claim")
    )
    kind = models.ForeignKey(
        "programs.ExpenseKind", models.PROTECT, related_name="+", verbose_name=_("kind of expense")
    )
    day = models.DateField(_("day"))
    person = models.CharField(_("person"), max_length=120)
    role = models.CharField(_("role"), max_length=120)
    work = models.CharField(_("what was done"), max_length=400)
    #: By the hour, hours and rate; or the actual cost. All in the program's currency.
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(_("rate an hour"), max_digits=19, decimal_places=4, null=True, blank=True)
    cost = models.DecimalField(_("actual cost"), max_digits=19, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = _("work item")
        verbose_name_plural = _("work items")
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__isnull=False, rate__isnull=False, cost=None)
                | Q(rate=None, cost__isnull=False),
                name="claims_work_by_hour_or_cost",
                violation_error_message=_("Work costs hours at a rate, or an actual amount, not both."),
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0, hours__lte=24),
                name="claims_work_hours_of_a_day",
                violation_error_message=_("A day has more than 0 and at most 24 hours."),
            ),
            models.CheckConstraint(
                condition=(Q(rate=None) | Q(rate__gt=0)) & (Q(cost=None) | Q(cost__gt=0)),
                name="claims_work_costs_something",
                violation_error_message=_("Work costs more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.person}"

    @property
    def amount(self) -> Decimal:
        """What it cost, in the program's currency, rounded once."""
        exact = self.cost if self.cost is not None else (self.hours or 0) * (self.rate or Decimal(0))
        return quantise(exact, self.claim.currency)


class Certification(models.Model):
    """The Certification Statement and Report (CSR): work items as they were signed, never changed.

    A change of the work makes a new version, and the old ones stay readable. `data` is what the
    document carries as JSON, and `sha256` its hash; `document` is there once a worker has written it.
    """

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    claim = models.ForeignKey(
        "claims.Claim", models.CASCADE, related_name="certifications", verbose_name=_("claim")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    data = models.JSONField(_("what was certified"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    language = models.CharField(_("language"), max_length=5)
    signed_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    signed_name = models.CharField(_("name, as signed"), max_length=150)
    signed_at = models.DateTimeField(_("signed"))
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certifications",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "version"],
                name="claims_certification_version_once",
                violation_error_message=_(
                    "Somebody else signed in the same moment. Look at what they signed."
                ),
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1) & ~Q(signed_name=""),
                name="claims_certification_signed",
                violation_error_message=_("A certification has a version and a name."),
            ),
        ]

    def __str__(self) -> str:
        return f"CSR-{self.version}"
