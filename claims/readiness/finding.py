"""What readiness finds: where it is, and a sentence."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """The tasks of a claim's home."""

    ACTIVITY = "activity"
    INVOICES = "invoices"
    WORK = "work"
    PROOF = "proof"
    RESULT = "result"


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a claim from being submitted: where to mend it, and a sentence that says how."""

    section: Section
    code: str
    words: Any
    key: str = ""
