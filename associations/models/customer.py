from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from associations.enums import Answer
from associations.models.association import Association
from associations.querysets import CustomerLinkQuerySet


class CustomerDomain(models.Model):
    """A domain that belongs to a tenant, known from an association that was approved."""

    domain = models.CharField(_("domain"), max_length=253, unique=True)
    tenant_id = models.UUIDField(_("tenant id"), db_index=True)
    known_since = models.DateTimeField(_("known since"))

    class Meta:
        verbose_name = _("domain of a customer")
        verbose_name_plural = _("domains of customers")
        constraints = [
            models.CheckConstraint(
                condition=Q(domain=models.functions.Lower("domain")),
                name="associations_domain_in_lower_case",
                violation_error_message=_("Domains are written in lower case."),
            )
        ]

    def __str__(self) -> str:
        return self.domain


class CustomerLink(models.Model):
    """The way a customer answers without an account. It lives as long as the association; a newer one replaces it.

    Of the secret in the address only the digest is stored (`associations.links`).
    """

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    association = models.ForeignKey(
        Association, models.CASCADE, related_name="links", verbose_name=_("association")
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    made_at = models.DateTimeField(_("made"))
    #: The mail that carried it: the customer's days run from when their server took it (R19).
    message = models.ForeignKey(
        "notifications.Message",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mail"),
    )
    #: Somebody reported that the mail came back.
    returned_at = models.DateTimeField(_("came back"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    objects = CustomerLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for a customer")
        verbose_name_plural = _("links for customers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["association"],
                condition=Q(replaced_at=None),
                name="associations_one_link_in_force",
                violation_error_message=_("A newer link replaces the older one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.association} → {self.address}"


class CustomerAnswer(models.Model):
    """What a customer said. The last one counts; all are kept."""

    association = models.ForeignKey(
        Association, models.CASCADE, related_name="answers", verbose_name=_("association")
    )
    link = models.ForeignKey(CustomerLink, models.PROTECT, related_name="+", verbose_name=_("link"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    words = models.TextField(_("reason"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=10)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer of a customer")
        verbose_name_plural = _("answers of customers")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer=Answer.DECLINE) | ~Q(words__regex=r"^\s*$"),
                name="associations_declined_for_a_reason",
                violation_error_message=_("Say why you decline."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.association}: {self.get_answer_display()}"
