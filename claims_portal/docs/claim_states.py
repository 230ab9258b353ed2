"""docs/claim-states.md: what of a claim's state table only its acts know."""

from claims.enums import STAFF_LABELS, TURN, ClaimRole, ClaimState
from claims.workflow import TABLE
from claims_portal.docs.markdown import NOTE
from claims_portal.docs.states import Leads, Life

S = ClaimState
BACK = "SUBMITTED, or DISPUTED if it came from there"
LEADS_TO: dict[str, Leads] = {
    "copy": ((), "a new draft; the claim copied stays as it is"),
    "delete": ((), "gone; the history stays"),
    "answer": ((S.SUBMITTED, S.DISPUTED), BACK),
    "lapse": ((S.SUBMITTED, S.DISPUTED), BACK),
    "file_ready": ((S.SUBMITTED, S.UNDER_REVIEW, S.DISPUTED), "where it came from"),
    "return": ((S.UNDER_REVIEW, S.DISPUTED), "where it came from: UNDER_REVIEW or DISPUTED"),
    "decide": ((), "stays as it is until the decision leaves"),
    "leave": ((S.APPROVED, S.REJECTED), "APPROVED if any line is paid, else REJECTED"),
    "call_lapses": ((), "stays as it is; a recovery is due"),
    **dict.fromkeys(("accept", "free_rest"), ((), "stays as it is; only the money moves")),
}
HEAD = f"""# States of a claim

{NOTE}

Drawn from the rows of `claims/table/`. Nothing but `claims.actions` changes a state, and it asks
`claims.workflow.verdict` first: the role, then the state, then the conditions in the order in which they stand here.
"""
CLAIM = Life(
    head=HEAD,
    rows=TABLE,
    states=ClaimState,
    roles=ClaimRole,
    staff=STAFF_LABELS,
    turn=TURN,
    leads_to=LEADS_TO,
    births={"create": S.EDITING, "copy": S.EDITING},
)
