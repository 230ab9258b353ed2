from django.db import models
from django.utils.translation import gettext_lazy as _


class ClaimState(models.TextChoices):
    """R6. The label is the partner's; what staff read stands in STAFF_LABELS. Each says whose turn it is."""

    EDITING = "EDITING", _("Draft")
    SUBMITTED = "SUBMITTED", _("Submitted")
    UNDER_REVIEW = "UNDER_REVIEW", _("Under review")
    AWAITING_APPROVAL = "AWAITING_APPROVAL", _("Under review, second check")
    ACTION_REQUIRED = "ACTION_REQUIRED", _("Your answer is missing")
    APPROVED = "APPROVED", _("Approved")
    REJECTED = "REJECTED", _("Rejected")
    DISPUTED = "DISPUTED", _("Disputed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    EXPIRED = "EXPIRED", _("Expired")


STAFF_LABELS = {
    ClaimState.EDITING: _("Draft with the partner"),
    ClaimState.SUBMITTED: _("Waiting to be taken"),
    ClaimState.UNDER_REVIEW: _("In review"),
    ClaimState.AWAITING_APPROVAL: _("Waiting for approval"),
    ClaimState.ACTION_REQUIRED: _("Waiting for the partner"),
    ClaimState.APPROVED: _("Approved"),
    ClaimState.REJECTED: _("Rejected"),
    ClaimState.DISPUTED: _("Disputed, to be decided"),
    ClaimState.WITHDRAWN: _("Withdrawn by the partner"),
    ClaimState.EXPIRED: _("Draft expired"),
}

#: Whose turn it is, in a sentence for the partner.
TURN = {
    ClaimState.EDITING: _("It is your turn: finish the draft and submit it before the deadline."),
    ClaimState.SUBMITTED: _("It is our turn: a reviewer will take the claim."),
    ClaimState.UNDER_REVIEW: _("It is our turn: a reviewer is reading your documents."),
    ClaimState.AWAITING_APPROVAL: _("It is our turn: a second person checks the decision."),
    ClaimState.ACTION_REQUIRED: _("It is your turn: answer what was asked."),
    ClaimState.APPROVED: _("It is our turn: the payment follows."),
    ClaimState.REJECTED: _("It is your turn, if you disagree: you may dispute the decision."),
    ClaimState.DISPUTED: _("It is our turn: somebody else looks at the decision again."),
    ClaimState.WITHDRAWN: _("Nobody has to do anything: the claim was withdrawn."),
    ClaimState.EXPIRED: _("Nobody has to do anything: the deadline has passed."),
}

#: The tone of the badge.
TONES = {
    ClaimState.EDITING: "neutral",
    ClaimState.SUBMITTED: "info",
    ClaimState.UNDER_REVIEW: "progress",
    ClaimState.AWAITING_APPROVAL: "progress",
    ClaimState.ACTION_REQUIRED: "attention",
    ClaimState.APPROVED: "success",
    ClaimState.REJECTED: "danger",
    ClaimState.DISPUTED: "attention",
    ClaimState.WITHDRAWN: "neutral",
    ClaimState.EXPIRED: "neutral",
}

#: Submitted and not yet decided: the money is held.
OPEN_STATES = (
    ClaimState.SUBMITTED,
    ClaimState.UNDER_REVIEW,
    ClaimState.AWAITING_APPROVAL,
    ClaimState.ACTION_REQUIRED,
    ClaimState.DISPUTED,
)
#: A reviewer works on it, or begins to.
REVIEWED_STATES = (ClaimState.SUBMITTED, ClaimState.UNDER_REVIEW, ClaimState.DISPUTED)
DECIDED_STATES = (ClaimState.APPROVED, ClaimState.REJECTED)
#: What staff may see: everything that was ever sent to them.
DRAFT_STATES = (ClaimState.EDITING, ClaimState.EXPIRED)


class ClaimRole(models.TextChoices):
    """In which capacity somebody acts on a claim (R7, R8)."""

    ADMIN = "ADMIN", _("incentives admin")
    USER = "USER", _("incentives user")
    REVIEWER = "REVIEWER", _("reviewer")
    APPROVER = "APPROVER", _("approver")
    PAYER = "PAYER", _("payer")
    MANAGER = "MANAGER", _("program manager")
    AUDITOR = "AUDITOR", _("auditor")
    CLOCK = "CLOCK", _("the clock")


class PaymentState(models.TextChoices):
    """How far what was approved is on its way to the partner (R17)."""

    NOT_DUE = "NOT_DUE", _("Nothing to pay yet")
    READY = "READY", _("Ready to be paid")
    ON_HOLD = "ON_HOLD", _("Payment on hold")
    #: In a batch that has not left; a decision is not taken back any more.
    PREPARED = "PREPARED", _("Payment is being prepared")
    SENT = "SENT", _("Payment sent to the bank")
    PAID = "PAID", _("Paid")
    FAILED = "FAILED", _("Payment failed")
    #: Nobody knows whether the bank has it; never sent again by code.
    UNKNOWN = "UNKNOWN", _("Payment being clarified with the bank")


#: In a batch, or with the bank: what is approved is not ours alone to change.
UNDERWAY = (PaymentState.PREPARED, PaymentState.SENT, PaymentState.UNKNOWN)
PAYMENT_TONES = {
    PaymentState.NOT_DUE: "neutral",
    PaymentState.READY: "info",
    PaymentState.ON_HOLD: "attention",
    PaymentState.PREPARED: "progress",
    PaymentState.SENT: "progress",
    PaymentState.PAID: "success",
    PaymentState.FAILED: "danger",
    PaymentState.UNKNOWN: "attention",
}


class PaymentHold(models.TextChoices):
    """Why an approved amount is not paid now (R17)."""

    BANK_DATA = "BANK_DATA", _("Bank data is missing")
    TAX_INVOICE = "TAX_INVOICE", _("Your tax invoice is missing or not accepted yet")
    RECOVERY = "RECOVERY", _("Originals were not shown; a recovery is open")


class DecisionKind(models.TextChoices):
    RECOMMENDATION = "RECOMMENDATION", _("Recommendation")
    DECISION = "DECISION", _("Decision")


class CallAnswer(models.TextChoices):
    """How a partner answers a call for originals (R16)."""

    UPLOADED = "UPLOADED", _("Uploaded here")
    SENT = "SENT", _("Sent by post or carrier")


class CallOutcome(models.TextChoices):
    """What became of a call for originals (R16)."""

    ACCEPTED = "ACCEPTED", _("The originals are in order")
    NOT_ACCEPTED = "NOT_ACCEPTED", _("The originals do not do")


class SheetState(models.TextChoices):
    """Where a sheet of drafts stands."""

    READING = "READING", _("Being checked")
    CHECKED = "CHECKED", _("Checked")
    UNREADABLE = "UNREADABLE", _("Cannot be read")
    CREATING = "CREATING", _("Drafts are being made")
    DONE = "DONE", _("Done")


class RowState(models.TextChoices):
    """Where one row of a sheet stands."""

    GOOD = "GOOD", _("Ready to become a draft")
    WRONG = "WRONG", _("Something is wrong")
    KNOWN = "KNOWN", _("Is a draft already")
    CREATED = "CREATED", _("Draft made")
    REFUSED = "REFUSED", _("No draft could be made")


class ItemState(models.TextChoices):
    """Where one claim of a joint submission stands."""

    WAITING = "WAITING", _("Waiting")
    SUBMITTED = "SUBMITTED", _("Submitted")
    REFUSED = "REFUSED", _("Not submitted")
