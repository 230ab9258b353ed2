from datetime import datetime

from accounts.actions import reaching
from notifications.actions.failing import TELL
from outbox.jobs import job


@job(TELL)
def tell_unreachable(unreachable: int, at: datetime) -> None:
    reaching.tell_colleagues(unreachable, at)
