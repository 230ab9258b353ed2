from datetime import datetime

from outbox.jobs import job


@job("faults.always_fails")
def always_fails(at: datetime) -> None:
    raise ValueError("This task always fails.")
