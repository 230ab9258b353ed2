"""What the database holds of a claim: what can never be, each with a sentence for people, and what is found fast."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.enums import DECIDED_STATES, DRAFT_STATES, OPEN_STATES, ClaimState, PaymentHold, PaymentState
from claims.querysets import APPROVED, UNPAID

INDEXES = [
    models.Index(fields=["program", "state", "waiting_since", "id"], name="claims_claim_queue"),
    models.Index(fields=["partner", "-changed_at", "-id"], name="claims_claim_list"),
    # What is open is little beside what was decided, and asked for all day long.
    models.Index(
        fields=["promised_at", "id"], name="claims_claim_promised", condition=Q(state__in=OPEN_STATES)
    ),
    # Whose time to dispute still runs: asked for each minute.
    models.Index(
        fields=["decided_at"],
        name="claims_claim_with_rest",
        condition=Q(state__in=DECIDED_STATES, rest_freed_at=None),
    ),
    # What is not paid is little beside what was; payments look at it each minute.
    models.Index(fields=["program", "partner"], name="claims_claim_unpaid", condition=UNPAID),
    models.Index(
        fields=["id"],
        name="claims_claim_to_look_at",
        condition=APPROVED & ~Q(payment_edition=F("edition")),
    ),
]

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=Q(state__in=ClaimState.values),
        name="claims_state_known",
        violation_error_message=_("This state does not exist."),
    ),
    models.CheckConstraint(
        condition=Q(state__in=DRAFT_STATES)
        | Q(number__isnull=False, submitted_at__isnull=False, submitted_by__isnull=False),
        name="claims_submitted_has_number",
        violation_error_message=_("A submitted claim has a number, a time and the person who submitted it."),
    ),
    models.CheckConstraint(
        condition=Q(
            state__in=DECIDED_STATES,
            decided_at__isnull=False,
            decided_by__isnull=False,
            approved__isnull=False,
        )
        | ~Q(state__in=DECIDED_STATES),
        name="claims_decided_by_somebody",
        violation_error_message=_("A decision has a time, a person and an amount."),
    ),
    models.CheckConstraint(
        condition=~Q(state=ClaimState.REJECTED) | Q(approved=0),
        name="claims_rejected_pays_nothing",
        violation_error_message=_("A rejected claim pays nothing."),
    ),
    models.CheckConstraint(
        condition=~Q(state=ClaimState.APPROVED) | Q(approved__gt=0),
        name="claims_approved_pays_something",
        violation_error_message=_("An approved claim pays something."),
    ),
    models.CheckConstraint(
        condition=Q(approved=None) | Q(approved__gte=0, approved__lte=F("claimed")),
        name="claims_approved_within_claimed",
        violation_error_message=_("No more can be approved than was claimed."),
    ),
    models.CheckConstraint(
        condition=Q(claimed__gte=0),
        name="claims_claimed_not_negative",
        violation_error_message=_("A claim cannot be negative."),
    ),
    models.CheckConstraint(
        condition=Q(first_day=None) | Q(last_day=None) | Q(first_day__lte=F("last_day")),
        name="claims_days_in_order",
        violation_error_message=_("The activity cannot end before it begins."),
    ),
    models.CheckConstraint(
        condition=Q(state__in=(ClaimState.ACTION_REQUIRED, ClaimState.AWAITING_APPROVAL), came_from__gt="")
        | ~Q(state__in=(ClaimState.ACTION_REQUIRED, ClaimState.AWAITING_APPROVAL)),
        name="claims_way_back_known",
        violation_error_message=_("A claim that waits for somebody knows where it goes back to."),
    ),
    models.CheckConstraint(
        condition=~Q(state=ClaimState.UNDER_REVIEW) | Q(taken_by__isnull=False, taken_at__isnull=False),
        name="claims_under_review_by_somebody",
        violation_error_message=_("A claim under review was taken by somebody."),
    ),
    models.CheckConstraint(
        condition=Q(payment_state__in=PaymentState.values)
        & (
            Q(payment_state=PaymentState.ON_HOLD, payment_hold__in=PaymentHold.values)
            | ~Q(payment_state=PaymentState.ON_HOLD) & Q(payment_hold="")
        ),
        name="claims_payment_on_hold_has_reason",
        violation_error_message=_("A payment on hold has a reason, and no other has one."),
    ),
    models.CheckConstraint(
        condition=~Q(state=ClaimState.DISPUTED) | Q(disputed_at__isnull=False),
        name="claims_disputed_has_time",
        violation_error_message=_("A disputed claim has the time of the dispute."),
    ),
]
