from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.partner import new_public_id
from funds.enums import OF_A_CLAIM, OF_NO_CLAIM, EntryKind, EntryReason
from funds.querysets import FundEntryQuerySet, FundQuerySet, RecoveryQuerySet
from programs.models.program import CURRENCY


class Fund(models.Model):
    """The funds of one location in a program and usage period, in the program's currency (R11).

    The totals are kept by the database: inserting an entry moves them, and
    nothing else can. Refresh them after an entry was made elsewhere.
    """

    SUBJECT_KIND = "fund"
    #: What an entry changes.
    TOTALS = ("earned", "adjusted", "held", "approved", "paid", "forfeited", "last_number")

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="funds", verbose_name=_("partner location")
    )
    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="funds", verbose_name=_("program")
    )
    period = models.ForeignKey(
        "programs.UsagePeriod", models.PROTECT, related_name="funds", verbose_name=_("usage period")
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    earned = models.DecimalField(
        _("earned"), max_digits=19, decimal_places=4, default=Decimal(0), editable=False
    )
    adjusted = models.DecimalField(
        _("adjusted"), max_digits=19, decimal_places=4, default=Decimal(0), editable=False
    )
    held = models.DecimalField(_("held"), max_digits=19, decimal_places=4, default=Decimal(0), editable=False)
    approved = models.DecimalField(
        _("approved"), max_digits=19, decimal_places=4, default=Decimal(0), editable=False
    )
    paid = models.DecimalField(_("paid"), max_digits=19, decimal_places=4, default=Decimal(0), editable=False)
    forfeited = models.DecimalField(
        _("forfeited"), max_digits=19, decimal_places=4, default=Decimal(0), editable=False
    )
    last_number = models.PositiveIntegerField(_("number of the last entry"), default=0, editable=False)

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "program", "period"],
                name="funds_fund_once",
                violation_error_message=_("This location already has a fund for this usage period."),
            ),
            models.CheckConstraint(
                condition=Q(earned__gte=F("held") + F("approved") + F("forfeited") - F("adjusted")),
                name="funds_fund_left_not_negative",
                violation_error_message=_("A fund cannot give more than is left in it."),
            ),
            models.CheckConstraint(
                condition=Q(earned__gte=0),
                name="funds_fund_earned_not_negative",
                violation_error_message=_("What was earned cannot be negative; adjust it instead."),
            ),
            models.CheckConstraint(
                condition=Q(held__gte=0),
                name="funds_fund_held_not_negative",
                violation_error_message=_("No more can be released or approved than is held."),
            ),
            models.CheckConstraint(
                condition=Q(approved__gte=0),
                name="funds_fund_approved_not_negative",
                violation_error_message=_("No more can be reversed than was approved."),
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0, paid__lte=F("approved")),
                name="funds_fund_paid_within_approved",
                violation_error_message=_("No more can be paid than was approved."),
            ),
            models.CheckConstraint(
                condition=Q(forfeited__gte=0),
                name="funds_fund_forfeited_not_negative",
                violation_error_message=_("No more can be restored than was forfeited."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="funds_fund_currency_is_a_code",
                violation_error_message=_("A currency is a code of three capital letters."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.program.code} · {self.period.name}"

    @property
    def available(self) -> Decimal:
        """Earned and adjusted: what there was to spend, before anything was held."""
        return self.earned + self.adjusted

    @property
    def claimed(self) -> Decimal:
        """Held and approved together."""
        return self.held + self.approved

    @property
    def left(self) -> Decimal:
        """R11; never below zero."""
        return self.available - self.claimed - self.forfeited


class Recovery(models.Model):
    """The part of a negative adjustment that a fund could not bear; later periods pay it back (R11).

    Append-only. What was taken back stands in the entries that settle it.
    """

    SUBJECT_KIND = "recovery"

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="recoveries", verbose_name=_("fund"))
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)
    reason = models.CharField(_("reason"), max_length=20, choices=EntryReason)
    note = models.CharField(_("note"), max_length=400, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("actor"),
    )
    at = models.DateTimeField(_("at"))

    #: What is not taken back yet; on rows of `Recovery.objects.open()` only.
    outstanding: Decimal

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("funds", "recovery")
        verbose_name_plural = pgettext_lazy("funds", "recoveries")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="funds_recovery_above_zero",
                violation_error_message=_("A recovery is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(reason__in=EntryReason.values),
                name="funds_recovery_reason_known",
                violation_error_message=_("This reason does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.fund.currency} · {self.fund}"


class FundEntry(models.Model):
    """One line of a fund's ledger. Append-only; amounts are positive, only adjustments may be negative."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="entries", verbose_name=_("fund"))
    # The database numbers the entries of a fund without gaps and writes what is left after each.
    number = models.PositiveIntegerField(_("number"), db_default=0, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    subject_kind = models.CharField(_("subject"), max_length=40, blank=True)
    subject_id = models.BigIntegerField(_("subject id"), null=True, blank=True)
    recovery = models.ForeignKey(
        Recovery, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("settles")
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("actor"),
    )
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=20, choices=EntryReason, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    balance = models.DecimalField(
        _("left afterwards"), max_digits=19, decimal_places=4, db_default=Decimal(0), editable=False
    )

    #: What it changes of a figure; on rows of `FundEntry.objects.counting()` only.
    counted: Decimal

    objects = FundEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("fund entry")
        verbose_name_plural = _("fund entries")
        ordering = ["fund", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "number"],
                name="funds_entry_number_once",
                violation_error_message=_("Somebody else acted in the same moment. Look again."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EntryKind.values),
                name="funds_entry_kind_known",
                violation_error_message=_("This kind of entry does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__in=EntryReason.values),
                name="funds_entry_reason_known",
                violation_error_message=_("This reason does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(amount__lt=0, kind=EntryKind.ADJUST),
                name="funds_entry_amount_fits_kind",
                violation_error_message=_("Amounts are above zero; only an adjustment may be negative."),
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id=None, kind__in=[*OF_NO_CLAIM, EntryKind.FORFEIT])
                | ~Q(subject_kind="")
                & Q(subject_id__isnull=False, kind__in=[*OF_A_CLAIM, EntryKind.FORFEIT]),
                name="funds_entry_names_its_claim",
                violation_error_message=_("What is held, released, approved or paid belongs to a claim."),
            ),
            models.CheckConstraint(
                condition=Q(recovery=None)
                | Q(kind=EntryKind.ADJUST, amount__lt=0, reason=EntryReason.RECOVERY),
                name="funds_entry_settles_by_adjustment",
                violation_error_message=_("A recovery is settled by a negative adjustment."),
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="funds_entry_subject")]

    def __str__(self) -> str:
        return f"#{self.number} {self.kind} {self.amount} {self.currency}"
