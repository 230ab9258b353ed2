"""The table of the design (1.1), as rows: which verb leads from which states to which, by whom, on which conditions.

One file a part of a claim's life; `claims.workflow` asks it. docs/claim-states.md is drawn from it
(`manage.py generate_docs`).
"""

from claims.table import afterwards, calling, desk, drafting, ending, paying, reviewing, talking
from lifecycle import Transition

PARTS = (drafting, reviewing, afterwards, calling, ending, talking, desk, paying)
TABLE: tuple[Transition, ...] = tuple(row for part in PARTS for row in part.ROWS)
BY_VERB = {row.verb: row for row in TABLE}
