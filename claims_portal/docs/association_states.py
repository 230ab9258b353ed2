"""docs/association-states.md: what of an association's state table only its acts know."""

from associations.enums import STAFF_LABELS, TURN, AssociationRole, AssociationState
from associations.workflow import TABLE
from claims_portal.docs.markdown import NOTE
from claims_portal.docs.states import Leads, Life

S = AssociationState
OVER = ((S.REJECTED, S.REJECTED_FINAL), "REJECTED, or REJECTED_FINAL where it was disputed before")
LEADS_TO: dict[str, Leads] = {
    "delete": ((), "gone; the history stays"),
    "renew": ((), "a new draft; the association renewed stays as it is"),
    "answer": ((S.SUBMITTED, S.DISPUTED), "SUBMITTED, or DISPUTED if it came from there"),
    "lapse": OVER,
    "decline": OVER,
    "give_way": (OVER[0], "REJECTED_FINAL where it was approved or disputed before, else REJECTED"),
    "clear": ((), "stays as it is until the customer agrees"),
    "reopen": ((), "stays as it is; it is the reviewer's turn again"),
}
HEAD = f"""# States of a customer association

{NOTE}

Drawn from the rows of `associations/table.py`. Nothing but `associations.actions` changes a state, and it asks
`associations.workflow.verdict` first: the role, then the state, then the conditions in the order in which they stand
here. The customer is a role without an account: whoever holds the link in force.
"""
ASSOCIATION = Life(
    head=HEAD,
    rows=TABLE,
    states=AssociationState,
    roles=AssociationRole,
    staff=STAFF_LABELS,
    turn=TURN,
    leads_to=LEADS_TO,
    births={"create": S.DRAFT, "renew": S.DRAFT},
    never=frozenset(
        {
            (S.SUBMITTED, S.REJECTED_FINAL),
            (S.UNDER_REVIEW, S.REJECTED_FINAL),
            (S.DISPUTED, S.REJECTED),
            (S.APPROVED, S.REJECTED),
        }
    ),
)
