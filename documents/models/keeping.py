from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from documents.enums import Kept

USER = settings.AUTH_USER_MODEL


class Hold(models.Model):
    """A legal hold: outlasts every retention until somebody lifts it (R15)."""

    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="holds", verbose_name=_("document")
    )
    reason = models.TextField(_("reason"), max_length=1000)
    set_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("set"))
    lifted_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(lifted_at=None),
                name="documents_hold_one",
                violation_error_message=_("There is a legal hold on this file already."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_at=None)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="documents_hold_lifted_by_somebody",
                violation_error_message=_("Who lifts a hold is known."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="documents_hold_has_reason",
                violation_error_message=_("A legal hold has a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.reason[:40]}"


class Purge(models.Model):
    """A list of documents past their retention, made by one person and carried out by another (R15)."""

    SUBJECT_KIND = "purge"

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="+", verbose_name=_("program")
    )
    reason = models.TextField(_("reason"), max_length=1000)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    agreed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed by")
    )
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | (Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("made_by"))),
                name="documents_purge_by_two",
                violation_error_message=_("A second person agrees to a purge."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(cancelled_at=None),
                name="documents_purge_agreed_or_cancelled",
                violation_error_message=_("A purge is carried out or cancelled, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="documents_purge_has_reason",
                violation_error_message=_("A purge has a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.made_at:%Y-%m-%d}"


class PurgeItem(models.Model):
    """One document of a purge's list; kept when it was passed over, with the reason."""

    purge = models.ForeignKey(Purge, models.CASCADE, related_name="items", verbose_name=_("purge"))
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="purge_items", verbose_name=_("document")
    )
    #: Why it was not deleted after all: a hold, a new use, a lock.
    kept_because = models.CharField(_("kept because"), max_length=200, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("document of a purge")
        verbose_name_plural = _("documents of a purge")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["purge", "document"],
                name="documents_purge_item_once",
                violation_error_message=_("Each file stands once in a list."),
            )
        ]

    def __str__(self) -> str:
        return str(self.document)

    @property
    def why_kept(self) -> str:
        """Why it was passed over, in words; "" where it was not."""
        return str(Kept(self.kept_because).label) if self.kept_because else ""
