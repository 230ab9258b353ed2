"""docs/permissions.md: who may do what on a claim."""

from claims.enums import ClaimRole
from claims.workflow import TABLE
from claims_portal.docs.markdown import NOTE, table

PAGE = f"""# Who may do what on a claim

{NOTE}

Roles only, drawn from `claims/table/`; whether the moment is right is said in [claim-states.md](claim-states.md).
A verb without the role is refused with 403, in the wrong moment with 409, both with the same sentence that greys the
button. A claim somebody may not see at all does not exist for them: 404.

{{matrix}}

What holds beside the table:

- A partner's role counts at their own location and in the programs their membership covers.
- Roles of the vendor are given by program; the auditor's may be for all programs.
- Nobody has a role of the vendor on a claim of their own company.
- Nobody approves what they recommended; a dispute is decided by somebody else than the first decider.
- Drafts that were never submitted are seen by the partner's people alone.
- Auditors read everything that was submitted and write nothing.
- Above a program's limit a reviewer recommends and an approver decides; up to it the reviewer decides alone.

Which address answers whom with which status stands, for every address and nine people, in `tests/repository/rights.py`.
"""


def page(_before: str = "") -> str:
    """The whole page."""
    roles = list(ClaimRole)
    rows = [[f"`{row.verb}`", *("yes" if role in row.roles else "" for role in roles)] for row in TABLE]
    return PAGE.format(matrix=table(["Verb", *(str(role.label) for role in roles)], rows))
