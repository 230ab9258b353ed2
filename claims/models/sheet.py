from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from claims.enums import RowState, SheetState
from claims.querysets import SheetQuerySet

USER = settings.AUTH_USER_MODEL


class Sheet(models.Model):
    """A sheet of drafts, one claim a row, as somebody of a partner location sent it.

    Its bytes are kept only until they are read; what stood in it is in the rows, and it is never given out again.
    """

    SUBJECT_KIND = "sheet"

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="sheets", verbose_name=_("location")
    )
    name = models.CharField(_("name"), max_length=150)
    sent_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent"))
    #: By whose rules amounts and days are written in it, where they are written as text.
    writing = models.CharField(_("language of amounts and days"), max_length=5)
    #: In which language what is wrong is said: that of who sent it.
    language = models.CharField(_("language"), max_length=5)
    content = models.BinaryField(_("content"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=SheetState, default=SheetState.READING)
    #: Why the sheet as a whole cannot be read.
    problem = models.TextField(_("what is wrong"), blank=True)
    #: How far the worker is: rows checked, then drafts made, of how many.
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    rows_total = models.PositiveIntegerField(_("rows in all"), default=0)
    started_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("drafts made by")
    )
    started_at = models.DateTimeField(_("drafts asked for"), null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        indexes = [models.Index(fields=["partner", "-sent_at"], name="claims_sheet_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SheetState.values),
                name="claims_sheet_state_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.READING, content__isnull=False)
                | (~Q(state=SheetState.READING) & Q(content=None)),
                name="claims_sheet_content_until_read",
                violation_error_message=_(
                    "The bytes of a sheet are there until they are read, and no longer."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(SheetState.CREATING, SheetState.DONE))
                | Q(started_by__isnull=False, started_at__isnull=False),
                name="claims_sheet_drafts_asked_for",
                violation_error_message=_("Drafts are made because somebody asked for them."),
            ),
            models.CheckConstraint(
                condition=Q(rows_done__lte=F("rows_total")),
                name="claims_sheet_done_within_total",
                violation_error_message=_("No more rows can be done than there are."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SheetState.UNREADABLE) | ~Q(problem=""),
                name="claims_sheet_unreadable_says_why",
                violation_error_message=_("A sheet that cannot be read says why."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        """Whether a worker has something to do with it now."""
        return self.state in (SheetState.READING, SheetState.CREATING)


class SheetRow(models.Model):
    """One row of a sheet: what stood in it, what is wrong with that, and the draft it became."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows", verbose_name=_("sheet"))
    #: Where it stands in the sheet; the header is line 1.
    line = models.PositiveIntegerField(_("line"))
    #: As text, in the order of the columns, for the file with what is wrong.
    cells = models.JSONField(_("as it stood there"), default=list)
    #: What a draft is made of, as `sheets.checking` understood it; empty for a wrong row.
    facts = models.JSONField(_("facts"), default=dict)
    #: SHA-256 of the facts: by it and the own reference a row that became a draft is known again.
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    own_reference = models.CharField(_("own reference"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RowState)
    #: Pairs of a column's code ("" for the row) and a sentence.
    problems = models.JSONField(_("what is wrong"), default=list)
    claim = models.ForeignKey(
        "claims.Claim",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sheet_rows",
        verbose_name=_("claim"),
    )

    class Meta:
        verbose_name = _("row of a sheet")
        verbose_name_plural = _("rows of sheets")
        ordering = ["line"]
        indexes = [
            models.Index(
                fields=["fingerprint"],
                name="claims_sheet_row_known",
                condition=Q(state=RowState.CREATED),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "line"],
                name="claims_sheet_row_line_once",
                violation_error_message=_("This line of the sheet was read already."),
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state=RowState.CREATED),
                name="claims_sheet_row_draft_once",
                violation_error_message=_("Each row becomes a draft of its own."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=RowState.values),
                name="claims_sheet_row_state_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(RowState.WRONG, RowState.REFUSED)) | ~Q(problems=[]),
                name="claims_sheet_row_wrong_says_why",
                violation_error_message=_("A row that is wrong says what is wrong."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.line}"
