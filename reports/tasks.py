from outbox.ticks import declare
from reports.actions import summing

#: Once a minute: what happened since the last time, then what nobody added up for a day.
tick = declare("reports.tick", summing.sum_up_what_happened, summing.sum_up_daily)
