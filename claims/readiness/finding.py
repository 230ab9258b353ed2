"""What readiness finds: where it is, what is wrong, and what mends it."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from babel.dates import format_date
from django.utils.text import Truncator
from django.utils.translation import get_language

from claims.models import Expense
from programs.money import format_money
from programs.words import date_locale

#: A sentence stays readable, whatever somebody typed as a name.
LONGEST_NAME = 80
RIGHT_TO_LEFT = {"R", "AL", "RLE", "RLO", "RLI"}


class Section(StrEnum):
    """The tasks of a claim's home, and what stands beside them: the money it asks for, where it is paid to."""

    ACTIVITY = "activity"
    INVOICES = "invoices"
    WORK = "work"
    PROOF = "proof"
    RESULT = "result"
    MONEY = "money"
    PAYEE = "payee"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be.

    words: what is wrong; fix: what mends it, as the words of a link. key: which slot, line or work item it is
    about, field: which field there; both "" where it is the whole page. blocks: the claim cannot be submitted
    with it; otherwise it is advice, and may be submitted all the same.
    """

    section: Section
    code: str
    words: Any
    fix: Any
    key: str = ""
    field: str = ""
    blocks: bool = True


def name_of(line: Expense) -> str:
    """An invoice in a sentence."""
    return in_sentence(str(line))


def in_sentence(text: str) -> str:
    """What somebody typed, short, and kept apart from the words around it where it runs from right to left."""
    short = Truncator(" ".join(text.split())).chars(LONGEST_NAME)
    turns = any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in short)
    return f"\u2068{short}\u2069" if turns else short


def day_words(day: date) -> str:
    """A day in the reader's language."""
    return format_date(day, "long", locale=date_locale(get_language() or "en"))


def money_words(amount: Decimal, currency: str) -> str:
    """An amount in the reader's language."""
    return format_money(amount, currency, get_language() or "en")
