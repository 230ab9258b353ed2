from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.partner import new_public_id
from payments.enums import RECOVERY_TONES, RecoveryState
from payments.querysets import PaymentRecoveryQuerySet

USER = settings.AUTH_USER_MODEL


class Recovery(models.Model):
    """Money that was paid for a claim and has to come back (R16): offset in a later batch, or repaid.

    Not the ledger's recovery (funds), which takes earnings back from a later period: here money left the house.
    """

    SUBJECT_KIND = "payment_recovery"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="recoveries", verbose_name=_("claim")
    )
    #: Where it follows from originals that were not shown.
    call = models.OneToOneField(
        "claims.OriginalsCall",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recovery",
        verbose_name=_("call for originals"),
    )
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    reason = models.CharField(_("reason"), max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=RecoveryState, default=RecoveryState.OPEN)
    opened_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened"))
    announced_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("announced by")
    )
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    #: Nothing is offset before: the partner has so long to object or to repay.
    offset_from = models.DateTimeField(_("offset from"), null=True, blank=True)
    waived_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("waived by")
    )
    waived_at = models.DateTimeField(_("waived"), null=True, blank=True)
    waived_because = models.CharField(_("why it was waived"), max_length=1000, blank=True)

    #: Annotated by `with_outstanding()`: what has not come back yet.
    outstanding: Decimal

    objects = PaymentRecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("payments", "recovery")
        verbose_name_plural = pgettext_lazy("payments", "recoveries")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payments_recovery_above_zero",
                violation_error_message=_("A recovery is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=RecoveryState.values),
                name="payments_recovery_state_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                condition=~Q(reason__regex=r"^\s*$"),
                name="payments_recovery_has_reason",
                violation_error_message=_("Say why the money has to come back."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RecoveryState.ANNOUNCED)
                | Q(announced_at__isnull=False, offset_from__isnull=False),
                name="payments_recovery_announced_first",
                violation_error_message=_("A recovery is announced before anything is offset."),
            ),
            models.CheckConstraint(
                condition=Q(state=RecoveryState.WAIVED, waived_at__isnull=False, waived_by__isnull=False)
                & ~Q(waived_because="")
                | ~Q(state=RecoveryState.WAIVED) & Q(waived_at=None, waived_by=None, waived_because=""),
                name="payments_recovery_waived_with_reason",
                violation_error_message=_("Say why the recovery is waived."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} · {self.claim}"

    @property
    def tone(self) -> str:
        return RECOVERY_TONES[RecoveryState(self.state)]


class Offset(models.Model):
    """What a payment keeps back for a recovery. It counts while the payment is live."""

    payment = models.ForeignKey(
        "payments.Payment", models.PROTECT, related_name="offsets", verbose_name=_("payment")
    )
    recovery = models.ForeignKey(
        Recovery, models.PROTECT, related_name="offsets", verbose_name=pgettext_lazy("payments", "recovery")
    )
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)

    class Meta:
        verbose_name = _("offset")
        verbose_name_plural = _("offsets")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "recovery"],
                name="payments_offset_once",
                violation_error_message=_("A payment offsets a recovery once."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payments_offset_above_zero",
                violation_error_message=_("What is offset is more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} · {self.payment}"


class Repayment(models.Model):
    """Money a partner sent back for a recovery. Append-only."""

    recovery = models.ForeignKey(
        Recovery,
        models.PROTECT,
        related_name="repayments",
        verbose_name=pgettext_lazy("payments", "recovery"),
    )
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)
    received_on = models.DateField(_("received on"))
    reference = models.CharField(_("bank reference"), max_length=100)
    noted_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("repayment")
        verbose_name_plural = _("repayments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payments_repayment_above_zero",
                violation_error_message=_("A repayment is more than nothing."),
            ),
            models.UniqueConstraint(
                fields=["recovery", "reference"],
                name="payments_repayment_once",
                violation_error_message=_("This repayment is noted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} · {self.received_on}"
