"""The state tables of payments, as rows; `payments.workflow` asks them. Each file is one subject's."""

from lifecycle import Transition
from payments.table import batching, invoicing, settling

PARTS = (batching, invoicing, settling)
TABLE: tuple[Transition, ...] = tuple(row for part in PARTS for row in part.ROWS)
BY_VERB = {row.verb: row for row in TABLE}
