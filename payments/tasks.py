from datetime import timedelta

from outbox.ticks import declare
from payments.actions import standing

#: Once a minute: what changed since payments looked at it.
tick = declare("payments.tick", standing.refresh_changed)

#: What comes about by itself, an account that is in force now, say; and what a missed minute left.
all_of_it = declare("payments.all", standing.refresh_all, every=timedelta(hours=1))
