from datetime import datetime

from notifications.actions import delivering
from notifications.actions.sending import DELIVER
from outbox.jobs import job


@job(DELIVER)
def deliver(at: datetime, message: int | None = None) -> None:
    delivering.deliver_waiting(at)
