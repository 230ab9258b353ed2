"""How much and how long: the whole run, and one that `make test` has time for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How much and how long; what the numbers mean is said where they are used."""

    kills: int = 30
    workers: int = 3
    submits: int = 200
    broker_seconds: float = 300
    waiting: int = 100
    crashes: int = 5
    lock_seconds: float = 60
    mail_seconds: float = 90
    periods: int = 20
    #: Seconds between two acts of the load.
    rest: float = 0.3
    #: Environment of the portal's processes.
    beat: float = 0
    pause: float = 0


FULL = Pace()
SHORT = Pace(
    kills=5,
    workers=1,
    submits=10,
    broker_seconds=8,
    waiting=12,
    crashes=2,
    lock_seconds=12,
    mail_seconds=8,
    periods=4,
    rest=0.5,
    beat=2,
    pause=1,
)
