import secrets

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import PartnerRole
from accounts.models.user import valid_zone
from accounts.querysets import MembershipQuerySet, PartnerQuerySet


def new_public_id() -> str:
    """What stands in a URL (R20): random, says nothing, cannot be guessed."""
    return secrets.token_urlsafe(9)


class Partner(models.Model):
    """One location of a company that sells the vendor's products; `parent` groups locations."""

    SUBJECT_KIND = "partner"

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="locations", verbose_name=_("group")
    )
    number = models.CharField(_("partner number"), max_length=20, unique=True)
    legal_name = models.CharField(_("legal name"), max_length=200)
    city = models.CharField(_("city"), max_length=100)
    country = models.CharField(_("country"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$")])
    currency = models.CharField(_("currency"), max_length=3, validators=[RegexValidator(r"^[A-Z]{3}$")])
    zone = models.CharField(_("time zone"), max_length=64, validators=[valid_zone])
    #: What the person of the request is there (`accounts.current.Locations`).
    role: str

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner location")
        verbose_name_plural = _("partner locations")
        ordering = ["legal_name", "city"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="accounts_partner_not_its_own_group",
                violation_error_message=_("A location cannot be its own group."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.legal_name}, {self.city}"


class Membership(models.Model):
    """A person works for a partner location as its incentives admin or user."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="memberships", verbose_name=_("partner location")
    )
    role = models.CharField(_("role"), max_length=10, choices=PartnerRole)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partner"],
                name="accounts_membership_once",
                violation_error_message=_("This person already works for this location."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=PartnerRole.values),
                name="accounts_membership_role_known",
                violation_error_message=_("This role does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.partner} · {self.get_role_display()}"
