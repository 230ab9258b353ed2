from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from payments.enums import BATCH_TONES, LIVE, STAGE_TONES, BatchState, Method, PaymentStage
from payments.querysets import BatchQuerySet, PaymentItemQuerySet, PaymentQuerySet

USER = settings.AUTH_USER_MODEL


class Batch(models.Model):
    """Payments of a program that go to the bank together: made by one person, sent by another (R17)."""

    SUBJECT_KIND = "payment_batch"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    #: PAY-2026-000012, from a sequence.
    number = models.CharField(_("number"), max_length=20, unique=True)
    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="+", verbose_name=_("program")
    )
    method = models.CharField(_("way to the bank"), max_length=5, choices=Method)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.MADE)
    currency = models.CharField(_("currency"), max_length=3)
    #: The day the bank is asked to pay on.
    execute_on = models.DateField(_("day of payment"))
    #: The last one of the program's year: also what is below the program's minimum.
    smaller_too = models.BooleanField(_("also sums below the minimum"), default=False)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    sent_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("withdrawn by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=400, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment batch")
        verbose_name_plural = _("payment batches")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["program", "-made_at", "-id"], name="payments_batch_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(method__in=Method.values, state__in=BatchState.values),
                name="payments_batch_known",
                violation_error_message=_("This way or state does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(sent_by=None) | ~Q(sent_by=F("made_by")),
                name="payments_batch_sent_by_another",
                violation_error_message=_("Who made a batch does not mark it as sent."),
            ),
            models.CheckConstraint(
                condition=Q(state=BatchState.SENT, sent_at__isnull=False, sent_by__isnull=False)
                | ~Q(state=BatchState.SENT) & Q(sent_at=None, sent_by=None),
                name="payments_batch_sent_by_somebody",
                violation_error_message=_("A sent batch has a time and a person, another has neither."),
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(withdrawn_because=""),
                    state=BatchState.WITHDRAWN,
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                )
                | ~Q(state=BatchState.WITHDRAWN)
                & Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because=""),
                name="payments_batch_withdrawn_with_reason",
                violation_error_message=_("Say why the batch is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def tone(self) -> str:
        return BATCH_TONES[BatchState(self.state)]


class Payment(models.Model):
    """One transfer of a batch to one partner location, on the bank data in force when it was made.

    amount = claims + tax − offset: what leaves the account. Nothing where recoveries take all of it.
    """

    SUBJECT_KIND = "payment"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments", verbose_name=_("batch"))
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="payments", verbose_name=_("partner location")
    )
    payee = models.ForeignKey(
        "accounts.PayeeVersion", models.PROTECT, related_name="+", verbose_name=_("payee")
    )
    #: What the bank carries through to the partner and back into the statement; at most 35 letters.
    reference = models.CharField(_("reference"), max_length=35, unique=True)
    claims_total = models.DecimalField(_("for claims"), max_digits=19, decimal_places=4)
    tax = models.DecimalField(_("tax"), max_digits=19, decimal_places=4, default=0)
    offset = models.DecimalField(_("offset by recoveries"), max_digits=19, decimal_places=4, default=0)
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    stage = models.CharField(_("stage"), max_length=10, choices=PaymentStage, default=PaymentStage.PREPARED)
    #: When it came to this stage, and the day the bank booked it.
    stage_at = models.DateTimeField(_("since"))
    booked_on = models.DateField(_("booked on"), null=True, blank=True)
    bank_reference = models.CharField(_("bank reference"), max_length=100, blank=True)
    #: Why it failed or came back: the bank's code (AC04 …) and words.
    fault_code = models.CharField(_("bank's reason"), max_length=10, blank=True)
    fault_words = models.CharField(_("reason in words"), max_length=400, blank=True)
    #: A failure keeps the location's payments on hold until its bank data is another, or a payer cleared it.
    cleared_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cleared by")
    )
    cleared_at = models.DateTimeField(_("cleared"), null=True, blank=True)
    cleared_because = models.CharField(_("why it was cleared"), max_length=400, blank=True)
    #: Where we write the invoice ourselves (SELF_BILLING): its number, and the rate of the tax in it.
    invoice_number = models.CharField(_("number of the self-billed invoice"), max_length=30, blank=True)
    tax_rate = models.DecimalField(_("rate of tax"), max_digits=5, decimal_places=4, null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["partner", "-stage_at", "-id"], name="payments_payment_list"),
            models.Index(
                fields=["stage_at"],
                name="payments_payment_waiting",
                condition=Q(stage__in=(PaymentStage.SENT, PaymentStage.UNKNOWN)),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "partner"],
                name="payments_payment_once_a_batch",
                violation_error_message=_("A batch has one payment for each location."),
            ),
            models.UniqueConstraint(
                fields=["invoice_number"],
                condition=~Q(invoice_number=""),
                name="payments_payment_invoice_once",
                violation_error_message=_("This invoice number is taken."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=PaymentStage.values),
                name="payments_payment_stage_known",
                violation_error_message=_("This stage does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(amount=F("claims_total") + F("tax") - F("offset"), amount__gte=0),
                name="payments_payment_adds_up",
                violation_error_message=_(
                    "A payment is what is due for claims, and tax, less what is offset."
                ),
            ),
            models.CheckConstraint(
                condition=Q(claims_total__gt=0, tax__gte=0, offset__gte=0),
                name="payments_payment_pays_something",
                violation_error_message=_("A payment is for claims."),
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=(PaymentStage.PAID, PaymentStage.RETURNED))
                | Q(booked_on__isnull=False),
                name="payments_payment_booked_on_a_day",
                violation_error_message=_("What was paid has the day it was booked on."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def state(self) -> str:
        """Its stage, as state tables ask for it."""
        return self.stage

    @property
    def is_live(self) -> bool:
        """Whether what it is for is not to be paid by another one."""
        return self.stage in LIVE

    @property
    def tone(self) -> str:
        return STAGE_TONES[PaymentStage(self.stage)]


class PaymentItem(models.Model):
    """What a payment pays of one line of a claim, in the program's currency. Never changed.

    The database refuses more for a claim, over all live payments, than is approved for it in the ledger.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="items", verbose_name=_("payment"))
    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, related_name="payment_items", verbose_name=_("claim")
    )
    expense = models.ForeignKey(
        "claims.Expense", models.PROTECT, related_name="payment_items", verbose_name=_("line")
    )
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)

    objects = PaymentItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a payment")
        verbose_name_plural = _("lines of a payment")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "expense"],
                name="payments_item_line_once",
                violation_error_message=_("A payment pays a line once."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payments_item_above_zero",
                violation_error_message=_("A line is paid more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expense}: {self.amount}"
