from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.einvoices.values import typed
from documents.enums import InvoiceKind, ReadingProblem, ReadingSource


class Reading(models.Model):
    """What a file says as an invoice, written once by the job that read it (`documents.reading`).

    `values` and `page` are plain text by the names of `documents.einvoices.values.CLEANERS`: of an e-invoice,
    `values` is what its XML says and `page` what its pages say; of any other file `values` is a proposal.
    """

    document = models.OneToOneField(
        "documents.Document", models.CASCADE, related_name="reading", verbose_name=_("document")
    )
    source = models.CharField(_("read from"), max_length=4, choices=ReadingSource, blank=True)
    problem = models.CharField(_("not read because"), max_length=9, choices=ReadingProblem, blank=True)
    syntax = models.CharField(_("syntax"), max_length=15, blank=True)
    profile = models.CharField(_("profile"), max_length=200, blank=True)
    attachment = models.CharField(_("file inside"), max_length=150, blank=True)
    kind = models.CharField(_("kind"), max_length=11, choices=InvoiceKind, blank=True)
    values = models.JSONField(_("values"), default=dict, blank=True)
    #: Names of values that stand in the file and make no sense.
    odd = models.JSONField(_("values that could not be read"), default=list, blank=True)
    #: The first hundred, each with name, quantity and net; "" for what it does not say.
    lines = models.JSONField(_("lines"), default=list, blank=True)
    line_count = models.PositiveIntegerField(_("number of lines"), default=0)
    page = models.JSONField(_("what the pages say"), default=dict, blank=True)
    read_at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.CheckConstraint(
                condition=Q(source=ReadingSource.XML) & ~Q(syntax="") & ~Q(kind="") & Q(problem="")
                | ~Q(source=ReadingSource.XML) & Q(syntax="", lines=[], page={}),
                name="documents_reading_fits_source",
                violation_error_message=_("Only what was read from an e-invoice has a syntax and lines."),
            ),
            models.CheckConstraint(
                condition=~Q(source="") | Q(values={}, kind=""),
                name="documents_reading_of_nothing_is_empty",
                violation_error_message=_("Where nothing could be read there are no values."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.source or self.problem}"

    @property
    def from_xml(self) -> bool:
        """Whether it is what an e-invoice says, and no proposal."""
        return self.source == ReadingSource.XML

    @property
    def facts(self) -> dict[str, Any]:
        """`values` as dates, Decimals and text."""
        return {name: typed(name, text) for name, text in self.values.items()}

    @property
    def gives_back(self) -> bool:
        """A credit note, or a total below zero: money that comes back, and is not claimed."""
        return self.kind in {InvoiceKind.CREDIT_NOTE, InvoiceKind.NEGATIVE}

    @property
    def contradictions(self) -> list[tuple[str, Any, Any]]:
        """Where the pages say something else than the XML: name, what the XML says, what the page says."""
        said, seen = self.facts, {name: typed(name, text) for name, text in self.page.items()}
        return [(name, said[name], seen[name]) for name in seen if name in said and said[name] != seen[name]]
