from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id
from claims.enums import (
    STAFF_LABELS,
    TONES,
    TURN,
    ClaimState,
    PaymentHold,
    PaymentState,
)
from claims.models.claim_rules import CONSTRAINTS, INDEXES
from claims.querysets import ClaimQuerySet
from documents.models import Document
from documents.restricting import restricted_among
from funds.models import Fund
from lifecycle.transitions import Words
from programs.published import with_rules

if TYPE_CHECKING:
    from claims.models.certification import WorkItem
    from claims.models.decision import Decision
    from claims.models.expense import Expense
    from claims.models.originals import OriginalsCall
    from claims.models.reversal import Reversal
    from programs.models import ActivityTypeVersion

USER = settings.AUTH_USER_MODEL


class Claim(models.Model):
    """One activity of one partner location in one usage period, claimed from one fund (R3)."""

    SUBJECT_KIND = "claim"

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    number = models.CharField(_("number"), max_length=20, null=True, blank=True, unique=True)
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="claims", verbose_name=_("location")
    )
    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="claims", verbose_name=_("program")
    )
    period = models.ForeignKey(
        "programs.UsagePeriod", models.PROTECT, related_name="claims", verbose_name=_("usage period")
    )
    activity = models.ForeignKey(
        "programs.ActivityTypeVersion", models.PROTECT, related_name="claims", verbose_name=_("activity type")
    )
    #: The version it was made under; None where the program had no guidebook then.
    guidebook = models.ForeignKey(
        "programs.Guidebook",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        # Nobody asks a guidebook for its claims.
        db_index=False,
        verbose_name=_("guidebook"),
    )
    state = models.CharField(_("state"), max_length=20, choices=ClaimState, default=ClaimState.EDITING)
    #: Where ACTION_REQUIRED and AWAITING_APPROVAL lead back to, and what a disputed claim was decided as.
    came_from = models.CharField(_("came from"), max_length=20, choices=ClaimState, blank=True)
    #: Counts each change of the draft, so that two people do not overwrite each other.
    edition = models.PositiveIntegerField(_("edition"), default=1)

    title = models.CharField(_("name of the activity"), max_length=150)
    own_reference = models.CharField(_("own reference"), max_length=60, blank=True)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    owner = models.ForeignKey(USER, models.PROTECT, related_name="owned_claims", verbose_name=_("owner"))
    created_at = models.DateTimeField(_("created"))
    changed_at = models.DateTimeField(_("changed"))
    ready_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("submitted by")
    )
    #: Since when it has been our turn: submitted, answered or disputed at.
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    #: Until when our side promised its turn (R9), written with `waiting_since`; None: nobody waits for us.
    promised_at = models.DateTimeField(_("promised"), null=True, blank=True)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    taken_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    disputed_at = models.DateTimeField(_("disputed"), null=True, blank=True)
    dispute_statement = models.TextField(_("statement"), max_length=4000, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    #: When what a decision cut was freed: after the dispute, or when its last day had passed (R11).
    rest_freed_at = models.DateTimeField(_("rest freed"), null=True, blank=True)

    #: In the program's currency. Claimed is frozen by submitting, approved by deciding.
    claimed = models.DecimalField(_("claimed"), max_digits=19, decimal_places=4, default=0)
    approved = models.DecimalField(_("approved"), max_digits=19, decimal_places=4, null=True, blank=True)

    #: How far the payment is (R17); written by `claims.actions.paying` alone.
    payment_state = models.CharField(
        _("payment"),
        max_length=10,
        choices=PaymentState,
        default=PaymentState.NOT_DUE,
        db_default=PaymentState.NOT_DUE.value,
    )
    payment_hold = models.CharField(
        _("why the payment is on hold"),
        max_length=12,
        choices=PaymentHold,
        blank=True,
        default="",
        db_default="",
    )
    #: The edition payments have looked at; another one is still to be looked at.
    payment_edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    #: Annotated by `with_deadline()`.
    deadline: datetime
    #: Annotated by `for_page()`.
    has_asks: bool
    has_handovers: bool

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = INDEXES
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.number or self.public_id} {self.title}"

    @property
    def currency(self) -> str:
        """The currency of the fund it draws on."""
        return self.program.currency

    @cached_property
    def rules(self) -> "ActivityTypeVersion":
        """The activity with its requirements, kinds of expense and caps; no query for a published one."""
        return with_rules(self.activity)

    @cached_property
    def fund(self) -> Fund | None:
        """The fund it draws on as it stood when first asked for; None where nothing was earned yet.

        For pages and rules. Whatever moves money locks the fund and reads it then.
        """
        found = Fund.objects.filter(partner=self.partner_id, program=self.program_id, period=self.period_id)
        fund = found.first()
        if fund:
            # The claim has read them already, with the extensions of its period.
            fund.partner, fund.program, fund.period = self.partner, self.program, self.period
        return fund

    @cached_property
    def restricted_files(self) -> set[int]:
        """Ids of its files that two people locked away (R14); one query for all rows of a page."""
        used = Document.objects.filter(Q(expenses__claim=self) | Q(proofs__claim=self))
        return restricted_among(used)

    @cached_property
    def leaving(self) -> "Decision | None":
        """The decision that was made and has not left the house, as of the first time it is asked for."""
        return self.decisions.leaving().select_related("by").first()

    @cached_property
    def reversal_asked(self) -> "Reversal | None":
        """The request to take the decision back that waits for a second person."""
        return self.reversals.filter(agreed_at=None, ended_at=None).select_related("asked_by").first()

    @cached_property
    def calls(self) -> list["OriginalsCall"]:
        """The calls for originals, newest first, as of the first time they are asked for (R16)."""
        made = self.originals_calls.prefetch_related("called_by", "answered_by", "closed_by")
        return list(made.order_by("-pk"))

    @property
    def open_call(self) -> "OriginalsCall | None":
        """The call that nobody has closed."""
        return next((one for one in self.calls if one.is_open), None)

    @property
    def invoices(self) -> list["Expense"]:
        """The lines that third parties billed."""
        return [line for line in self.expenses.all() if not line.certification_id]

    @property
    def certified_lines(self) -> list["Expense"]:
        """The lines that stand for certified in-house work (R4)."""
        return [line for line in self.expenses.all() if line.certification_id]

    @property
    def work(self) -> list["WorkItem"]:
        """The in-house work. Nothing is asked where none was certified: without that no work is submitted (R4)."""
        if not self.is_draft and not self.certified_lines:
            return []
        prefetch_related_objects([self], "work_items__kind")
        return list(self.work_items.all())

    @property
    def partner_label(self) -> Words:
        """The state in the partner's words."""
        if self.state == ClaimState.APPROVED and self.approved is not None and self.approved < self.claimed:
            return _("Approved in part")
        return ClaimState(self.state).label

    @property
    def staff_label(self) -> Words:
        """The state in the staff's words."""
        return STAFF_LABELS[ClaimState(self.state)]

    @property
    def tone(self) -> str:
        return TONES[ClaimState(self.state)]

    @property
    def turn(self) -> Words:
        """Whose turn it is, in a sentence for the partner."""
        return TURN[ClaimState(self.state)]

    @property
    def is_draft(self) -> bool:
        return self.state == ClaimState.EDITING
