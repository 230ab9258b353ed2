from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Page(models.Model):
    """One page of a document as people look at it: a re-encoded picture, and the text that could be read.

    A photo has one page. The pictures are copies: they can be made anew at any time (R14).
    """

    document = models.ForeignKey(
        "documents.Document", models.CASCADE, related_name="drawn_pages", verbose_name=_("document")
    )
    number = models.PositiveIntegerField(_("number, from 1"))
    key = models.CharField(_("storage key of the picture"), max_length=60, unique=True, editable=False)
    version_id = models.CharField(_("storage version"), max_length=200, blank=True, editable=False)
    thumbnail_key = models.CharField(
        _("storage key of the thumbnail"), max_length=60, blank=True, editable=False
    )
    thumbnail_version_id = models.CharField(
        _("its storage version"), max_length=200, blank=True, editable=False
    )
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="documents_page_once",
                violation_error_message=_("Each page is drawn once."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, width__gte=1, height__gte=1),
                name="documents_page_has_size",
                violation_error_message=_("A page has a number and a size."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"
