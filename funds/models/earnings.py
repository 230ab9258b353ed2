from decimal import Decimal
from typing import Any, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.partner import new_public_id
from funds.earnings.querysets import EarningRowQuerySet, EarningsImportQuerySet
from funds.earnings.states import BOOKED, CONFIRMED, GIVEN_REASONS, LIVE, TONES, EarningRowState, ImportState
from funds.enums import EntryReason
from programs.models.program import CURRENCY

USER = settings.AUTH_USER_MODEL


def _somebody(words: Any) -> models.ForeignKey:
    return models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=words
    )


class EarningsImport(models.Model):
    """Earnings and adjustments of one program as somebody brought them in: a sheet, or one row by hand.

    The bytes that were sent are kept as they came; what stood in them is in the rows.
    """

    SUBJECT_KIND = "earnings_import"

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="earnings_imports", verbose_name=_("program")
    )
    by_hand = models.BooleanField(_("by hand"), default=False)
    name = models.CharField(_("name"), max_length=150, blank=True)
    content = models.BinaryField(_("content"), null=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    #: By whose rules amounts are written in it, where they are written as text.
    writing = models.CharField(_("language of amounts"), max_length=5)
    sent_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent"))
    state = models.CharField(_("state"), max_length=15, choices=ImportState, default=ImportState.READING)
    #: Why the sheet as a whole cannot be read, by language.
    problem = models.JSONField(_("what is wrong"), default=dict)
    #: How far the worker is: rows checked, then applied, of how many.
    rows_done = models.PositiveIntegerField(_("rows done"), default=Decimal(0))
    rows_total = models.PositiveIntegerField(_("rows in all"), default=Decimal(0))
    confirmed_by = _somebody(_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    dropped_by = _somebody(_("dropped by"))
    reversal_asked_by = _somebody(_("taking back asked by"))
    #: Why it was dropped, or is to be taken back.
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    reversed_by = _somebody(_("taken back by"))

    objects = EarningsImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of earnings")
        verbose_name_plural = _("imports of earnings")
        indexes = [models.Index(fields=["program", "-sent_at"], name="funds_import_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values),
                name="funds_import_state_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.UniqueConstraint(
                fields=["program", "sha256"],
                condition=Q(state__in=LIVE) & ~Q(sha256=""),
                name="funds_import_file_once",
                violation_error_message=_("This file was sent already."),
            ),
            models.CheckConstraint(
                condition=Q(by_hand=True, content=None, sha256="")
                | Q(by_hand=False, content__isnull=False) & ~Q(sha256=""),
                name="funds_import_keeps_its_file",
                violation_error_message=_("What was sent is kept."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("sent_by")),
                name="funds_import_confirmed_by_another",
                violation_error_message=_("A second person confirms what somebody brought in."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CONFIRMED) | Q(confirmed_by__isnull=False),
                name="funds_import_applied_when_confirmed",
                violation_error_message=_("Nothing is applied that nobody confirmed."),
            ),
            models.CheckConstraint(
                condition=Q(reversed_by=None)
                | Q(reversal_asked_by__isnull=False) & ~Q(reversed_by=F("reversal_asked_by")),
                name="funds_import_reversed_by_another",
                violation_error_message=_("A second person confirms that an import is taken back."),
            ),
            models.CheckConstraint(
                condition=Q(rows_done__lte=F("rows_total")),
                name="funds_import_done_within_total",
                violation_error_message=_("No more rows can be done than there are."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Adjustment by hand"))

    @property
    def tone(self) -> str:
        """Of the badge of its state."""
        return TONES[ImportState(self.state)]


class EarningRow(models.Model):
    """One row: what it says, what is wrong with it, what it would do, and the entry it became."""

    imported = models.ForeignKey(
        EarningsImport, models.PROTECT, related_name="rows", db_index=False, verbose_name=_("import")
    )
    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="+", db_index=False, verbose_name=_("program")
    )
    #: Where it stands in the sheet; the header is line 1.
    line = models.PositiveIntegerField(_("line"))
    state = models.CharField(_("state"), max_length=10, choices=EarningRowState)
    #: Of a wrong row: as it stood there, by column; pairs of a column's code and a sentence by language.
    cells = models.JSONField(_("as it stood there"), default=list)
    problems = models.JSONField(_("what is wrong"), default=list)
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, null=True, related_name="+", verbose_name=_("partner location")
    )
    period = models.ForeignKey(
        "programs.UsagePeriod",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("usage period"),
    )
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4, null=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    #: By it a row is known for ever: applied once in a program, until its import is taken back.
    key = models.CharField(_("key of the row"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    #: Foreseen when it was checked, written anew when it is applied: of a negative amount what becomes a recovery;
    #: of what came in, what at once pays back a recovery.
    rest = models.DecimalField(_("becomes a recovery"), max_digits=19, decimal_places=4, default=Decimal(0))
    repaid = models.DecimalField(
        _("pays back recoveries"), max_digits=19, decimal_places=4, default=Decimal(0)
    )
    entry = models.OneToOneField(
        "funds.FundEntry", models.PROTECT, null=True, related_name="earning_row", verbose_name=_("entry")
    )
    recovery = models.OneToOneField(
        "funds.Recovery", models.PROTECT, null=True, related_name="earning_row", verbose_name=_("recovery")
    )

    objects = EarningRowQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("earnings", "row of an import")
        verbose_name_plural = pgettext_lazy("earnings", "rows of imports")
        ordering = ["imported", "line"]
        indexes = [
            models.Index(fields=["imported", "partner", "line"], name="funds_row_order"),
            models.Index(fields=["program", "key"], name="funds_row_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["imported", "line"],
                name="funds_row_line_once",
                violation_error_message=_("This line of the sheet was read already."),
            ),
            models.UniqueConstraint(
                fields=["program", "key"],
                condition=Q(state=EarningRowState.APPLIED),
                name="funds_row_key_once",
                violation_error_message=_("A row with this key was applied already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=EarningRowState.values),
                name="funds_row_state_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(state=EarningRowState.WRONG) & ~Q(problems=[])
                | ~Q(state=EarningRowState.WRONG)
                & Q(partner__isnull=False, period__isnull=False, amount__isnull=False)
                & Q(reason__in=GIVEN_REASONS)
                & ~Q(key=""),
                name="funds_row_good_or_says_why",
                violation_error_message=_("A row is complete, or says what is wrong with it."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=BOOKED) & Q(entry=None, recovery=None)
                | Q(state__in=BOOKED) & (Q(entry__isnull=False) | Q(recovery__isnull=False)),
                name="funds_row_applied_has_its_entry",
                violation_error_message=_("What is applied stands in the ledger."),
            ),
            models.CheckConstraint(
                condition=Q(rest__gte=0, repaid__gte=0),
                name="funds_row_parts_not_negative",
                violation_error_message=_("What becomes of an amount cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.imported_id}:{self.line}"

    @property
    def place(self) -> tuple[int, int]:
        """Location and usage period of a good row, by their ids."""
        return cast(tuple[int, int], (self.partner_id, self.period_id))

    @property
    def money(self) -> Decimal:
        """The amount of a good row."""
        return cast(Decimal, self.amount)

    @property
    def reason_label(self) -> str:
        """In the reader's language."""
        return str(EntryReason(self.reason).label)

    @property
    def taken(self) -> Decimal:
        """Of a negative amount what the fund bears, above zero."""
        return max(-self.amount - self.rest, Decimal(0)) if self.amount is not None else Decimal(0)


class EarningClosing(models.Model):
    """An earning period was closed: by whom, and how far its funds are decided (R11). Never taken back."""

    SUBJECT_KIND = "earning_closing"

    period = models.OneToOneField(
        "programs.UsagePeriod", models.PROTECT, related_name="earning_closing", verbose_name=_("usage period")
    )
    closed_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("closed by"))
    closed_at = models.DateTimeField(_("closed"))
    #: The program's at that moment: all funds are measured by the same.
    threshold = models.DecimalField(_("threshold"), max_digits=19, decimal_places=4)
    #: The last fund that was decided; the next one goes on behind it.
    place = models.BigIntegerField(_("at fund"), default=Decimal(0))
    funds_done = models.PositiveIntegerField(_("funds decided"), default=Decimal(0))
    rebates = models.PositiveIntegerField(_("became a rebate"), default=Decimal(0))
    rebated = models.DecimalField(
        _("amount of the rebates"), max_digits=19, decimal_places=4, default=Decimal(0)
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("closing of an earning period")
        verbose_name_plural = _("closings of earning periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(rebates__lte=F("funds_done"), rebated__gte=0),
                name="funds_closing_rebates_of_funds",
                violation_error_message=_("No more funds became a rebate than were decided."),
            )
        ]

    def __str__(self) -> str:
        return str(self.period)
