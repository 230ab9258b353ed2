from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from payments.enums import FOUND_TONES, UNMATCHED, Found, StatementFormat, StatementState
from payments.querysets import StatementEntryQuerySet, StatementQuerySet

USER = settings.AUTH_USER_MODEL


class Statement(models.Model):
    """A bank statement somebody imported; the same file is imported once."""

    SUBJECT_KIND = "bank_statement"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    format = models.CharField(_("format"), max_length=8, choices=StatementFormat)
    state = models.CharField(
        _("state"), max_length=10, choices=StatementState, default=StatementState.READING
    )
    name = models.CharField(_("name of the file"), max_length=200)
    content = models.BinaryField(_("file, encrypted"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    #: The bank's own: which statement of which account it is.
    bank_id = models.CharField(_("number of the statement"), max_length=100, blank=True)
    account_digits = models.CharField(_("last digits of the account"), max_length=4, blank=True)
    fault = models.CharField(_("why it cannot be read"), max_length=400, blank=True)
    imported_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("imported by"))
    imported_at = models.DateTimeField(_("imported"))

    #: Annotated by `with_unmatched()`: how many entries somebody has to look at.
    unmatched: int

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=StatementFormat.values, state__in=StatementState.values),
                name="payments_statement_known",
                violation_error_message=_("This format or state does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(state=StatementState.UNREADABLE) & ~Q(fault="")
                | ~Q(state=StatementState.UNREADABLE) & Q(fault=""),
                name="payments_statement_fault_said",
                violation_error_message=_("A file that cannot be read has the reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StatementEntry(models.Model):
    """One booking of a statement, and what was found for it."""

    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="entries", verbose_name=_("statement")
    )
    position = models.PositiveIntegerField(_("position"))
    #: Money that came in; else it went out.
    incoming = models.BooleanField(_("incoming"))
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    booked_on = models.DateField(_("booked on"))
    #: Ours, carried through by the bank (end to end); "" where the bank gives none.
    reference = models.CharField(_("reference"), max_length=100, blank=True)
    bank_reference = models.CharField(_("bank reference"), max_length=100, blank=True)
    fault_code = models.CharField(_("bank's reason"), max_length=10, blank=True)
    words = models.CharField(_("remittance information"), max_length=400, blank=True)
    #: Over account, bank reference, our reference, day, amount and direction: the same booking in two files.
    fingerprint = models.CharField(_("fingerprint"), max_length=64, db_index=True)
    found = models.CharField(_("found"), max_length=20, choices=Found, blank=True)
    payment = models.ForeignKey(
        "payments.Payment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statement_entries",
        verbose_name=_("payment"),
    )
    settled_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects = StatementEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a statement")
        verbose_name_plural = _("entries of a statement")
        ordering = ["statement", "position"]
        indexes = [
            models.Index(
                fields=["statement"], name="payments_entry_unmatched", condition=Q(found__in=UNMATCHED)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "position"],
                name="payments_entry_position_once",
                violation_error_message=_("A statement has one entry at each place."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payments_entry_above_zero",
                violation_error_message=_("An entry is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(found="") | Q(found__in=Found.values),
                name="payments_entry_found_known",
                violation_error_message=_("This finding does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(found=Found.SETTLED, settled_at__isnull=False, settled_by__isnull=False)
                & ~Q(note="")
                | ~Q(found=Found.SETTLED) & Q(settled_at=None, settled_by=None),
                name="payments_entry_settled_by_somebody",
                violation_error_message=_("What is settled by hand has a person and a note."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount} {self.currency}"

    @property
    def tone(self) -> str:
        return FOUND_TONES.get(Found(self.found), "neutral") if self.found else "neutral"
