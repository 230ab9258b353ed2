from datetime import datetime, timedelta

from outbox.jobs import job
from outbox.ticks import declare
from payments.actions import recovering, reminding, standing, statements
from payments.models import Statement

#: Once a minute: what changed since payments looked at it, accounts that are in force by now; money that has to come
#: back, or has not to any more.
tick = declare(
    "payments.tick",
    standing.refresh_changed,
    standing.refresh_accounts,
    recovering.call_off_answered,
    recovering.open_for_originals,
    reminding.remind_of_unknown,
    reminding.remind_of_entries,
)

#: Everything once more: what comes about by itself otherwise, and what a missed minute left.
all_of_it = declare("payments.all", standing.refresh_all, every=timedelta(hours=1))


@job("payments.read_statement")
def read_statement(statement: int, at: datetime) -> None:
    statements.read(Statement.objects.select_related("imported_by").get(pk=statement), at)
