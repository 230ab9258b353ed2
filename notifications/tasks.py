from datetime import datetime

from notifications import actions
from outbox.jobs import job


@job("notifications.deliver")
def deliver(message: int, at: datetime) -> None:
    actions.deliver(message, at)
