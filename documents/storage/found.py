"""What is found at the place where files lie."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Stored:
    """One version as the storage describes it. `locked_until`: None where nothing locks it."""

    size: int
    locked_until: datetime | None = None
    held: bool = False


class Kind(StrEnum):
    """Whole objects, and what an upload that broke off left behind."""

    OBJECT = "object"
    PART = "part"


@dataclass(frozen=True)
class Found:
    """One entry of a listing.

    key: of the object it is, or was to become; it may be no key of ours; handle: the version
    of an object, the id of an unfinished upload, "" in a folder; at: when it was begun or written.
    """

    kind: Kind
    key: str
    handle: str
    at: datetime
