from django.db import models
from django.utils.translation import gettext_lazy as _


class AssociationState(models.TextChoices):
    """R19. The label is the partner's; what staff read stands in STAFF_LABELS."""

    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Submitted")
    UNDER_REVIEW = "UNDER_REVIEW", _("Under review")
    ACTION_REQUIRED = "ACTION_REQUIRED", _("Your answer is missing")
    APPROVED = "APPROVED", _("Approved")
    REJECTED = "REJECTED", _("Rejected")
    DISPUTED = "DISPUTED", _("Disputed")
    REJECTED_FINAL = "REJECTED_FINAL", _("Rejected for good")


STAFF_LABELS = {
    AssociationState.DRAFT: _("Draft with the partner"),
    AssociationState.SUBMITTED: _("Waiting to be taken"),
    AssociationState.UNDER_REVIEW: _("In review"),
    AssociationState.ACTION_REQUIRED: _("Waiting for the partner"),
    AssociationState.APPROVED: _("Approved"),
    AssociationState.REJECTED: _("Rejected"),
    AssociationState.DISPUTED: _("Disputed, to be decided"),
    AssociationState.REJECTED_FINAL: _("Rejected for good"),
}

#: Whose turn it is, in a sentence for the partner.
TURN = {
    AssociationState.DRAFT: _("It is your turn: finish the draft and submit it."),
    AssociationState.SUBMITTED: _("It is our turn: a reviewer will take it."),
    AssociationState.UNDER_REVIEW: _("It is our turn: a reviewer is reading your proof."),
    AssociationState.ACTION_REQUIRED: _("It is your turn: answer what was asked."),
    AssociationState.APPROVED: _("Nobody has to do anything: you are the partner of record."),
    AssociationState.REJECTED: _("It is your turn, if you disagree: you may dispute the decision."),
    AssociationState.DISPUTED: _("It is our turn: somebody else looks at the decision again."),
    AssociationState.REJECTED_FINAL: _("Nobody has to do anything: this association is over."),
}

#: The tone of the badge.
TONES = {
    AssociationState.DRAFT: "neutral",
    AssociationState.SUBMITTED: "info",
    AssociationState.UNDER_REVIEW: "progress",
    AssociationState.ACTION_REQUIRED: "attention",
    AssociationState.APPROVED: "success",
    AssociationState.REJECTED: "danger",
    AssociationState.DISPUTED: "attention",
    AssociationState.REJECTED_FINAL: "danger",
}

#: Submitted and not yet decided.
OPEN_STATES = (
    AssociationState.SUBMITTED,
    AssociationState.UNDER_REVIEW,
    AssociationState.ACTION_REQUIRED,
    AssociationState.DISPUTED,
)
#: A reviewer works on it, or begins to.
REVIEWED_STATES = (AssociationState.SUBMITTED, AssociationState.UNDER_REVIEW, AssociationState.DISPUTED)
#: It was decided by somebody of ours, by the clock or by the customer.
DECIDED_STATES = (
    AssociationState.APPROVED,
    AssociationState.REJECTED,
    AssociationState.REJECTED_FINAL,
)


class AssociationRole(models.TextChoices):
    """In which capacity somebody acts on an association (R7, R8)."""

    ADMIN = "ADMIN", _("incentives admin")
    USER = "USER", _("incentives user")
    REVIEWER = "REVIEWER", _("reviewer")
    APPROVER = "APPROVER", _("approver")
    PAYER = "PAYER", _("payer")
    MANAGER = "MANAGER", _("program manager")
    AUDITOR = "AUDITOR", _("auditor")
    CUSTOMER = "CUSTOMER", _("the customer")
    CLOCK = "CLOCK", _("the clock")


class ItemKind(models.TextChoices):
    """What a partner is recorded for."""

    WORKLOAD = "WORKLOAD", _("Workload")
    SUBSCRIPTION = "SUBSCRIPTION", _("Subscription")


class Answer(models.TextChoices):
    """What a customer may say (R19)."""

    CONFIRM = "CONFIRM", _("Yes, that is right")
    DECLINE = "DECLINE", _("No, I decline")
    NOT_ME = "NOT_ME", _("I am not the right person")


class RejectReason(models.TextChoices):
    """Why an association is not approved, or ends; the published list (domain 7.6)."""

    CUSTOMER_DECLINED = "CUSTOMER_DECLINED", _("The customer declined")
    INSUFFICIENT_PROOF = "INSUFFICIENT_PROOF", _("The proof is not sufficient")
    PARTNER_REQUEST = "PARTNER_REQUEST", _("The partner asked for it")
    NO_CONSENT = "NO_CONSENT", _("The proof does not show the customer's consent")
    NO_RESPONSE = "NO_RESPONSE", _("The partner did not answer")
    MISSING_PRODUCTS = "MISSING_PRODUCTS", _("Products are missing")
    PROOF_UNAVAILABLE = "PROOF_UNAVAILABLE", _("The proof cannot be opened")
    OTHER_PARTNER = "OTHER_PARTNER", _("Another partner has more recent proof")


class EndReason(models.TextChoices):
    """Why a partner ends an association (domain 7.6: wrong id, wrong role, no longer with the customer)."""

    WRONG_ID = "WRONG_ID", _("A number was wrong")
    WRONG_ROLE = "WRONG_ROLE", _("The role was wrong")
    NOT_OURS = "NOT_OURS", _("We no longer work with the customer")
    RENEWED = "RENEWED", _("The subscription was renewed under another number")
