"""docs/claim-states.md: the state table as a diagram and as rows."""

import re

from claims.enums import STAFF_LABELS, TURN, ClaimRole, ClaimState
from claims.workflow import TABLE
from claims_portal.docs.markdown import NOTE, table
from lifecycle import Transition

S = ClaimState
#: Where rows lead whose target the act finds out: several states, or none that is left.
LEADS_TO: dict[str, tuple[tuple[ClaimState, ...], str]] = {
    "copy": ((), "a new draft; the claim copied stays as it is"),
    "delete": ((), "gone; the history stays"),
    "answer": ((S.SUBMITTED, S.DISPUTED), "SUBMITTED, or DISPUTED if it came from there"),
    "lapse": ((S.SUBMITTED, S.DISPUTED), "SUBMITTED, or DISPUTED if it came from there"),
    "file_ready": ((S.SUBMITTED, S.UNDER_REVIEW, S.DISPUTED), "where it came from"),
    "return": ((S.UNDER_REVIEW, S.DISPUTED), "where it came from: UNDER_REVIEW or DISPUTED"),
    "decide": ((), "stays as it is until the decision leaves"),
    "undo": ((), "stays as it is"),
    "leave": ((S.APPROVED, S.REJECTED), "APPROVED if any line is paid, else REJECTED"),
    "call": ((), "stays as it is"),
    "prepare_call": ((), "stays as it is"),
    "answer_call": ((), "stays as it is"),
    "close_call": ((), "stays as it is"),
    "call_lapses": ((), "stays as it is; a recovery is due"),
    **dict.fromkeys(("accept", "free_rest"), ((), "stays as it is; only the money moves")),
    **dict.fromkeys(("prepare_dispute", "ask_reversal", "end_reversal"), ((), "stays as it is")),
    **dict.fromkeys(("message", "needs_no_answer", "note", "assign", "release"), ((), "stays as it is")),
}

HEAD = f"""# States of a claim

{NOTE}

Drawn from the rows of `claims/table/`. Nothing but `claims.actions` changes a state, and it asks
`claims.workflow.verdict` first: the role, then the state, then the conditions in the order in which they stand here.
"""


def page(_before: str = "") -> str:
    """The whole page."""
    return "\n".join(
        [HEAD, _diagram(), "", "## What each state means", "", _states(), "", "## Verbs", "", _verbs(), ""]
    )


def _diagram() -> str:
    arrows = [f"    {start} --> {end}: {verb}" for start, end, verb in edges()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"])


def edges() -> list[tuple[str, str, str]]:
    """Every arrow that changes a state, as (from, to, verb); [*] is the beginning and the end of a life."""
    found = [
        (start, end, row.verb)
        for row in TABLE
        for start in _starts(row)
        for end in _ends(row)
        if start != end
    ]
    return list(dict.fromkeys(found))


def _starts(row: Transition) -> list[str]:
    if row.verb in {"create", "copy"}:
        return ["[*]"]
    return [ClaimState(source).value for source in row.sources]


def _ends(row: Transition) -> list[str]:
    if row.target:
        return [ClaimState(row.target).value]
    special = {"copy": [S.EDITING.value], "delete": ["[*]"]}
    return special.get(row.verb) or [state.value for state in LEADS_TO[row.verb][0]]


def _states() -> str:
    rows = [
        [f"`{state.value}`", str(state.label), str(STAFF_LABELS[state]), str(TURN[state])]
        for state in ClaimState
    ]
    return table(["State", "Partners read", "Staff read", "Whose turn it is"], rows)


def _verbs() -> str:
    return table(["Verb", "From", "To", "By", "Only if", "History says"], [_verb(row) for row in TABLE])


def _verb(row: Transition) -> list[str]:
    everywhere = len(row.sources) == len(ClaimState)
    sources = "any state" if everywhere else ", ".join(ClaimState(one).value for one in row.sources)
    target = ClaimState(row.target).value if row.target else LEADS_TO[row.verb][1]
    return [
        f"`{row.verb}`",
        sources or "nothing",
        "the same" if row.sources == (row.target,) else target,
        ", ".join(str(ClaimRole(role).label) for role in row.roles),
        ", ".join(guard.__name__.replace("_", " ") for guard in (*row.capacities, *row.guards)),
        re.sub(r"%\((\w+)\)s", r"*\1*", str(row.words)),
    ]
