from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id


class Proof(models.Model):
    """What answers one requirement of the activity: a file, a link with the date it was seen, or text (R5)."""

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="proofs", verbose_name=_("claim"))
    requirement = models.ForeignKey(
        "programs.Requirement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("requirement"),
    )
    #: Set where the proof answers a reviewer's request, not a slot of the activity.
    request = models.ForeignKey(
        "review.Request", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("request")
    )
    #: Which of the things a request asks for; None: the request as a whole.
    item = models.ForeignKey(
        "review.RequestItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("item of the request"),
    )
    #: Set where the proof supports a dispute.
    for_dispute = models.BooleanField(_("supports a dispute"), default=False, db_default=False)
    #: Set where the proof answers a call for originals (R16). Found by its claim, like the item: no index of its own.
    call = models.ForeignKey(
        "claims.OriginalsCall",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("call for originals"),
    )
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proofs",
        verbose_name=_("file"),
    )
    link = models.URLField(_("link"), max_length=1000, blank=True)
    seen_on = models.DateField(_("seen on"), null=True, blank=True)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, link="", text="")
                | (Q(document=None, text="", seen_on__isnull=False) & ~Q(link=""))
                | (Q(document=None, link="") & ~Q(text="")),
                name="claims_proof_one_of_three",
                violation_error_message=_("A proof is a file, a link with the date it was seen, or text."),
            ),
            models.CheckConstraint(
                condition=Q(requirement__isnull=False)
                | Q(request__isnull=False)
                | Q(for_dispute=True)
                | Q(call__isnull=False),
                name="claims_proof_answers_something",
                violation_error_message=_("A proof belongs to a requirement, or answers what was asked."),
            ),
            models.CheckConstraint(
                condition=Q(item=None) | Q(request__isnull=False),
                name="claims_proof_item_of_request",
                violation_error_message=_("What answers an item answers its request."),
            ),
        ]

    def __str__(self) -> str:
        return self.link or self.text[:40] or str(self.document)

    @property
    def proves(self) -> str:
        """What it was given for, in words."""
        if self.requirement:
            return str(self.requirement)
        if self.call_id:
            return gettext("An original that was called for")
        return gettext("In support of the dispute") if self.for_dispute else gettext("Answer to a request")
