from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchRow(models.Model):
    """The words by which a submitted claim is found: number, title, partner, vendors, invoice numbers, its files' text.

    One row a claim, written anew by the acts that change any of it.
    """

    claim = models.OneToOneField(
        "claims.Claim",
        models.CASCADE,
        primary_key=True,
        related_name="search_row",
        verbose_name=_("claim"),
    )
    words = SearchVectorField(_("words"))

    class Meta:
        verbose_name = _("search words of a claim")
        verbose_name_plural = _("search words of claims")
        indexes = [GinIndex(fields=["words"], name="claims_searchrow_words")]

    def __str__(self) -> str:
        return str(self.claim_id)
