"""What waits for a person: dated things, and those that only wait."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils.translation import get_language

from claims.models import Claim
from programs.rules import days_left
from programs.words import deadline_in_words


class Due(Enum):
    """What somebody may owe."""

    ANSWER = "answer"
    CUSTOMER_ANSWER = "customer answer"
    ORIGINALS = "originals"
    CLAIM = "claim"


@dataclass(frozen=True)
class Need:
    """One thing that waits for the person: what is due, where and until when; `claim`: of which, if of one."""

    due_is: Due
    title: str
    what: str
    url: str
    due: datetime
    zone: str
    at: datetime
    claim: Claim | None = None

    @property
    def due_words(self) -> str:
        return deadline_in_words(self.due, self.zone, get_language() or "en")

    @property
    def days_left(self) -> int:
        return days_left(self.at, self.due, self.zone)


@dataclass(frozen=True)
class Undated:
    """One thing that waits without a date: what, where, and its state as a badge."""

    title: str
    what: str
    url: str
    label: str
    tone: str
