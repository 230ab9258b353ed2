from datetime import datetime

from history import verifying
from outbox.jobs import job


@job(verifying.VERIFY)
def verify(verification: int, at: datetime) -> None:
    """Look at the next part of the history."""
    verifying.go_on(verification, at)
