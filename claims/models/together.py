from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from claims.enums import ItemState
from claims.querysets import TogetherQuerySet

USER = settings.AUTH_USER_MODEL


class Together(models.Model):
    """Several drafts submitted by one confirmation; each is an act of its own with a result of its own."""

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="+", verbose_name=_("location")
    )
    #: Stood in the page that was confirmed: who presses twice confirms once.
    key = models.CharField(_("key"), max_length=36)
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("submitted by"))
    asked_at = models.DateTimeField(_("asked for"))
    #: The reasons are written in it.
    language = models.CharField(_("language"), max_length=5)

    objects = TogetherQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint submission")
        verbose_name_plural = _("joint submissions")
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "key"],
                name="claims_together_confirmed_once",
                violation_error_message=_("You have confirmed this already."),
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class TogetherItem(models.Model):
    """One draft of a joint submission, and what became of it."""

    together = models.ForeignKey(Together, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    #: None once somebody deleted the draft; its name stays.
    claim = models.ForeignKey(
        "claims.Claim", models.SET_NULL, null=True, related_name="+", verbose_name=_("claim")
    )
    title = models.CharField(_("name of the activity"), max_length=150)
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.WAITING)
    #: The claim's number, or why it was not submitted.
    result = models.TextField(_("result"), blank=True)

    class Meta:
        verbose_name = _("claim of a joint submission")
        verbose_name_plural = _("claims of joint submissions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["together", "claim"],
                name="claims_together_claim_once",
                violation_error_message=_("A claim is submitted once."),
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.WAITING, result="")
                | Q(state__in=(ItemState.SUBMITTED, ItemState.REFUSED)) & ~Q(result=""),
                name="claims_together_item_has_result",
                violation_error_message=_("What is done has a number or a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
