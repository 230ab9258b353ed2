from outbox import actions
from outbox.ticks import declare

#: Send again what a dead worker or an absent broker left behind.
sweep = declare("outbox.sweep", actions.sweep)
