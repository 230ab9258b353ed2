from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from associations.engagements import ENGAGEMENTS, Engagement, EngagementCode, PartnerRole
from associations.enums import (
    OPEN_STATES,
    STAFF_LABELS,
    TONES,
    TURN,
    AssociationState,
    EndReason,
    RejectReason,
)
from associations.querysets import AssociationQuerySet
from lifecycle.transitions import Words

USER = settings.AUTH_USER_MODEL
#: Where a decision, or an end, is written down.
OVER = (AssociationState.REJECTED, AssociationState.REJECTED_FINAL)


def _person(label: Any) -> models.ForeignKey:
    """Somebody who did something to it, if anybody did."""
    return models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=label
    )


def _time(label: Any) -> models.DateTimeField:
    return models.DateTimeField(label, null=True, blank=True)


class Association(models.Model):
    """One partner location, recorded or to be recorded as the one who works with one customer (R19)."""

    SUBJECT_KIND = "association"

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    number = models.CharField(_("number"), max_length=20, null=True, blank=True, unique=True)
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="associations", verbose_name=_("location")
    )
    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="associations", verbose_name=_("program")
    )
    owner = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("owner"))
    renewed_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name=_("renews")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=AssociationState, default=AssociationState.DRAFT
    )
    #: Where ACTION_REQUIRED leads back to.
    came_from = models.CharField(_("came from"), max_length=20, choices=AssociationState, blank=True)
    #: Counts each change, so that two people do not overwrite each other.
    edition = models.PositiveIntegerField(_("edition"), default=1)

    engagement = models.CharField(_("engagement"), max_length=20, choices=EngagementCode)
    role = models.CharField(_("your role"), max_length=10, choices=PartnerRole)
    #: Recorded all the same, and not paid for it.
    opt_out = models.BooleanField(_("without payment"), default=False)

    customer_name = models.CharField(_("customer"), max_length=200)
    tenant_id = models.UUIDField(_("tenant id"), null=True, blank=True)
    domain = models.CharField(_("domain"), max_length=253, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, validators=[RegexValidator(r"^[A-Z]{2}$")]
    )
    public_sector = models.BooleanField(_("public sector"), null=True, blank=True)
    disclosed = models.BooleanField(_("the customer knows that we are paid"), default=False)
    contact_name = models.CharField(_("name of the customer's contact"), max_length=150, blank=True)
    contact_title = models.CharField(_("position of the contact"), max_length=150, blank=True)
    contact_email = models.EmailField(_("email address of the contact"), blank=True)
    contact_language = models.CharField(
        _("language of the contact"),
        max_length=10,
        choices=[("en", "English"), ("de", "Deutsch")],
        default="en",
    )
    own_name = models.CharField(_("your own contact"), max_length=150, blank=True)
    own_email = models.EmailField(_("email address of your contact"), blank=True)
    seller_name = models.CharField(_("seller of the solution"), max_length=150, blank=True)
    product_name = models.CharField(_("name of your product"), max_length=150, blank=True)

    #: What the proof says, typed by the partner and read beside it by the reviewer.
    signed_by = models.CharField(_("acknowledged by"), max_length=150, blank=True)
    signed_on = models.DateField(_("acknowledged on"), null=True, blank=True)
    work = models.TextField(_("work done"), max_length=4000, blank=True)
    work_from = models.DateField(_("work from"), null=True, blank=True)
    work_until = models.DateField(_("work until"), null=True, blank=True)
    comment = models.TextField(_("comment"), max_length=4000, blank=True)
    acknowledged_at = _time(_("statements accepted"))
    acknowledged_by = _person(_("statements accepted by"))

    created_at = models.DateTimeField(_("created"))
    changed_at = models.DateTimeField(_("changed"))
    submitted_at = _time(_("submitted"))
    submitted_by = _person(_("submitted by"))
    #: Since when it has been our turn, and until when that was promised.
    waiting_since = _time(_("waiting since"))
    promised_at = _time(_("promised"))
    taken_at = _time(_("taken"))
    taken_by = _person(_("taken by"))
    #: The proof is accepted; it is approved as soon as the customer agrees or their days are over.
    cleared_at = _time(_("proof accepted"))
    cleared_by = _person(_("proof accepted by"))
    #: By whom: None where the customer or the clock decided.
    decided_at = _time(_("decided"))
    decided_by = _person(_("decided by"))
    reason = models.CharField(_("reason"), max_length=20, choices=RejectReason, blank=True)
    reason_words = models.TextField(_("explanation"), max_length=4000, blank=True)
    disputed_at = _time(_("disputed"))
    dispute_statement = models.TextField(_("statement"), max_length=4000, blank=True)
    #: The span in which the partner is recorded.
    approved_at = _time(_("partner of record since"))
    ended_at = _time(_("partner of record until"))
    ended_by = _person(_("ended by"))
    end_reason = models.CharField(_("reason of the end"), max_length=20, choices=EndReason, blank=True)

    #: By which words it is found; signs that would join them part them.
    words = models.GeneratedField(
        expression=SearchVector(
            *(
                models.Func(column, models.Value("-._/@&+'"), models.Value(" " * 8), function="translate")
                for column in ("number", "customer_name", "domain")
            ),
            config="simple",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
        verbose_name=_("words"),
    )

    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer association")
        verbose_name_plural = _("customer associations")
        indexes = [
            models.Index(fields=["partner", "-changed_at", "-id"], name="associations_list"),
            models.Index(
                fields=["promised_at", "id"], name="associations_promised", condition=Q(state__in=OPEN_STATES)
            ),
            models.Index(fields=["program", "state", "id"], name="associations_queue"),
            models.Index(fields=["tenant_id"], name="associations_tenant"),
            models.Index(fields=["partner", "-submitted_at", "-id"], name="associations_list_submitted"),
            models.Index(fields=["partner", "-approved_at", "-id"], name="associations_list_approved"),
            models.Index(fields=["partner", "state", "-changed_at", "-id"], name="associations_list_state"),
            models.Index(fields=["state", "-changed_at", "-id"], name="associations_staff_list"),
            models.Index(
                fields=["cleared_at"], name="associations_cleared", condition=Q(cleared_at__isnull=False)
            ),
            GinIndex(fields=["words"], name="associations_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AssociationState.values),
                name="associations_state_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                condition=Q(state=AssociationState.DRAFT)
                | Q(
                    number__isnull=False,
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                    tenant_id__isnull=False,
                    acknowledged_at__isnull=False,
                ),
                name="associations_submitted_is_whole",
                violation_error_message=_(
                    "A submitted association has a number, a tenant, accepted statements, a time and a person."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=AssociationState.APPROVED)
                | Q(approved_at__isnull=False, ended_at=None, decided_at__isnull=False),
                name="associations_approved_runs",
                violation_error_message=_("An approved association has begun and has not ended."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OVER) | ~Q(reason="") | ~Q(end_reason=""),
                name="associations_over_for_a_reason",
                violation_error_message=_("Whatever is over is over for a reason."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None)
                | Q(
                    approved_at__isnull=False,
                    ended_at__gte=F("approved_at"),
                    state=AssociationState.REJECTED_FINAL,
                ),
                name="associations_ends_after_it_began",
                violation_error_message=_("An association ends after it began."),
            ),
            models.CheckConstraint(
                condition=~Q(state=AssociationState.ACTION_REQUIRED) | ~Q(came_from=""),
                name="associations_way_back_known",
                violation_error_message=_(
                    "An association that waits for somebody knows where it goes back to."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=AssociationState.UNDER_REVIEW)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="associations_under_review_by_somebody",
                violation_error_message=_("An association under review was taken by somebody."),
            ),
            models.CheckConstraint(
                condition=~Q(state=AssociationState.DISPUTED) | Q(disputed_at__isnull=False),
                name="associations_disputed_has_time",
                violation_error_message=_("A disputed association has the time of the dispute."),
            ),
            models.CheckConstraint(
                condition=Q(cleared_at=None) | Q(cleared_by__isnull=False),
                name="associations_cleared_by_somebody",
                violation_error_message=_("Proof is accepted by somebody."),
            ),
            models.CheckConstraint(
                condition=Q(work_from=None) | Q(work_until=None) | Q(work_from__lte=F("work_until")),
                name="associations_work_in_order",
                violation_error_message=_("The work cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.public_id} {self.customer_name}"

    @property
    def terms(self) -> Engagement:
        """What its engagement asks for and allows."""
        return ENGAGEMENTS[self.engagement]

    @property
    def partner_label(self) -> Words:
        """The state in the partner's words."""
        return _("Ended") if self.ended_at else AssociationState(self.state).label

    @property
    def staff_label(self) -> Words:
        """The state in the staff's words."""
        return _("Ended") if self.ended_at else STAFF_LABELS[AssociationState(self.state)]

    @property
    def tone(self) -> str:
        return "neutral" if self.ended_at else TONES[AssociationState(self.state)]

    @property
    def turn(self) -> Words:
        """Whose turn it is, in a sentence for the partner."""
        if self.ended_at:
            return _("Nobody has to do anything: the association has ended.")
        if self.cleared_at and self.state in OPEN_STATES:
            return _("It is the customer's turn: your proof is accepted.")
        return TURN[AssociationState(self.state)]

    @property
    def is_draft(self) -> bool:
        return self.state == AssociationState.DRAFT

    @property
    def codes(self) -> list[str]:
        """The workloads or subscriptions it is about; reads `items`."""
        return sorted(item.code for item in self.items.all())
