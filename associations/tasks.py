from associations.actions import ticking
from outbox.ticks import declare

#: Once a minute: what the clock owes, found in the database.
tick = declare("associations.tick", ticking.lapse_requests, ticking.complete_silent)
