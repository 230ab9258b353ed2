from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.models.partner import new_public_id
from documents.enums import REFUSALS, Origin, Problem, State
from documents.querysets import DocumentQuerySet

#: What the database writes where a version of us that does not know the column yet inserts a row.
NOTHING = Value({}, models.JSONField())
_SETTLED = ~Q(state=State.PENDING)


class Document(models.Model):
    """A file a partner sent: where its bytes lie, what they are, and what the checks said.

    The bytes never change, and neither do the columns that name them (a trigger keeps both
    that and R15). `state` is changed by `documents.actions` alone, `retain_until` by `retain()`.
    """

    SUBJECT_KIND = "document"

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="documents", verbose_name=_("partner location")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    origin = models.CharField(
        _("origin"), max_length=13, choices=Origin, default=Origin.SENT, db_default=Origin.SENT.value
    )
    name = models.CharField(_("name"), max_length=150)
    #: What the partner calls it; the file keeps the name it came with.
    label = models.CharField(_("short title"), max_length=150, blank=True, db_default="")
    note = models.CharField(_("note"), max_length=500, blank=True, db_default="")
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(
        _("SHA-256"), max_length=64, db_index=True, validators=[RegexValidator(r"^[0-9a-f]{64}$")]
    )
    content_type = models.CharField(_("content type, by content"), max_length=100, blank=True)
    key = models.CharField(_("storage key"), max_length=60, unique=True, editable=False)
    version_id = models.CharField(_("storage version"), max_length=200, blank=True, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    refusal = models.CharField(_("reason"), max_length=20, choices=Problem, blank=True)
    engine = models.CharField(_("scanner"), max_length=100, blank=True)
    signatures_at = models.DateTimeField(_("scanner's signatures of"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"))
    queued_at = models.DateTimeField(_("queued for the checks"))
    settled_at = models.DateTimeField(_("checked"), null=True, blank=True)
    retain_until = models.DateField(_("keep until"), null=True, blank=True)
    #: The Object Lock that was seen on the stored version; None in a folder, which has none.
    locked_until = models.DateField(_("locked in storage until"), null=True, blank=True)
    #: When the bytes were deleted: a refused file's after 30 days, or by a purge. The row stays.
    bytes_deleted_at = models.DateTimeField(_("bytes deleted"), null=True, blank=True)

    #: What the preview found: written once, by the job that makes it.
    previewed_at = models.DateTimeField(_("preview made"), null=True, blank=True)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    facts = models.JSONField(_("facts"), default=dict, db_default=NOTHING, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=(_SETTLED & Q(settled_at__isnull=False)) | (~_SETTLED & Q(settled_at=None)),
                name="documents_settled_has_time",
                violation_error_message=_("A file that is checked has the time of it, and no other has."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.PENDING, State.CLEAN], refusal="")
                | Q(state=State.REFUSED, refusal__in=REFUSALS)
                | Q(state=State.INFECTED, refusal=Problem.VIRUS)
                | Q(state=State.FAILED, refusal=Problem.NOT_CHECKED),
                name="documents_refusal_fits_state",
                violation_error_message=_(
                    "A file that was not accepted has a reason that fits, and no other has."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLEAN) | (~Q(engine="") & ~Q(content_type="")),
                name="documents_clean_was_checked",
                violation_error_message=_(
                    "A file is ready only when it is known what it is and who checked it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(settled_at__gte=F("received_at")),
                name="documents_settled_after_received",
                violation_error_message=_("A file cannot be checked before it arrived."),
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="documents_not_empty",
                violation_error_message=_("An empty file is no document."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="documents_sha256_whole",
                violation_error_message=_("A SHA-256 has 64 hexadecimal digits."),
            ),
            models.CheckConstraint(
                condition=Q(previewed_at=None) | Q(state=State.CLEAN),
                name="documents_preview_of_clean_only",
                violation_error_message=_("Only a file that passed the checks is drawn."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="documents_named",
                violation_error_message=_("A file has a name."),
            ),
        ]
        indexes = [
            models.Index(fields=["queued_at"], name="documents_pending", condition=Q(state=State.PENDING)),
            # Few at any time, and looked for each minute.
            models.Index(fields=["settled_at"], name="documents_failed", condition=Q(state=State.FAILED)),
            models.Index(
                fields=["id"],
                name="documents_to_preview",
                condition=Q(state=State.CLEAN, previewed_at=None, bytes_deleted_at=None),
            ),
            # The list of what is past its retention, longest first.
            models.Index(
                fields=["retain_until", "id"], name="documents_retained", condition=Q(bytes_deleted_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.name

    @property
    def number(self) -> str:
        """The number on the receipt."""
        return f"DOC-{self.received_at.year}-{self.pk:06d}"

    def clean(self) -> None:
        """Refuse a retention that ends earlier than it did (R15)."""
        super().clean()
        before = Document.objects.filter(pk=self.pk).values_list("retain_until", flat=True).first()
        if before and (self.retain_until is None or self.retain_until < before):
            raise ValidationError(
                {"retain_until": _("This file must be kept until %(day)s at least.") % {"day": before}}
            )
