from datetime import datetime

from notifications.actions import delivering
from notifications.actions.sending import DELIVER
from outbox.jobs import job
from outbox.ticks import declare

#: Once a minute: what waits is delivered, whoever left it waiting.
tick = declare("notifications.tick", delivering.keep_going)


@job(DELIVER)
def deliver(at: datetime) -> None:
    delivering.deliver_waiting(at)
