from outbox.ticks import declare
from programs.actions import publishing

#: Once a minute: what the clock owes in the catalogue.
tick = declare("programs.tick", publishing.publish_planned)
