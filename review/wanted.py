"""What a reviewer asks for, before it becomes an item of a request."""

from dataclasses import dataclass

from programs.models import Reason


@dataclass(frozen=True)
class Wanted:
    """One thing: the part as its subject names it ("" for the whole), a reason of the catalogue, own words, or both."""

    part: str = ""
    reason: Reason | None = None
    words: str = ""
