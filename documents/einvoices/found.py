"""What was read, and how it travels from the child to its parent."""

import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from documents.einvoices.values import CLEANERS, amount_of, line_of

#: Lines kept of one invoice; how many there were is counted to the end.
MOST_LINES = 100

XML = "xml"
TEXT = "text"

INVOICE = "invoice"
CREDIT_NOTE = "credit_note"
NEGATIVE = "negative"
KINDS = {"", INVOICE, CREDIT_NOTE, NEGATIVE}

#: Why an XML inside a file was not read.
BROKEN = "broken"
SEVERAL = "several"
TOO_LARGE = "too_large"
PROBLEMS = {"", BROKEN, SEVERAL, TOO_LARGE}

SYNTAX_CODES = {"", "cii", "zugferd_1", "ubl_invoice", "ubl_credit_note"}


@dataclass(frozen=True)
class Line:
    """One line of an invoice; "" for what it does not say."""

    name: str
    quantity: str
    net: str


@dataclass(frozen=True)
class Found:
    """source: XML, TEXT, or "" where nothing could be read; problem: what is wrong with the XML inside.

    values: plain text by the names of `values.CLEANERS`; odd: names of values that stand there and make no
    sense; page: what the pages say where `values` came from XML, to be held against it.
    """

    source: str = ""
    problem: str = ""
    syntax: str = ""
    profile: str = ""
    attachment: str = ""
    kind: str = ""
    values: dict[str, str] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    line_count: int = 0
    page: dict[str, str] = field(default_factory=dict)

    def written(self) -> str:
        """As JSON, for the parent."""
        return json.dumps(asdict(self))


def kind_of(credit: bool, values: dict[str, str]) -> str:
    """What a document is by its type, and by the sign of its total where that says otherwise."""
    if credit:
        return CREDIT_NOTE
    total = values.get("gross") or values.get("net")
    return NEGATIVE if total and Decimal(total) < 0 else INVOICE


def read(answer: bytes) -> Found:
    """What the child wrote, believed only where it has the form: it met a stranger's file. Raises ValueError."""
    try:
        said = json.loads(answer)
        found = Found(**(said | {"lines": [Line(**one) for one in said["lines"]]}))
        _require(found)
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"No reading: {answer[:200]!r}") from error
    return found


def _require(found: Found) -> None:
    """Each value is what its own cleaner would have left."""
    known = (
        found.source in {"", XML, TEXT}
        and found.problem in PROBLEMS
        and found.syntax in SYNTAX_CODES
        and found.kind in KINDS
        and set(found.odd) <= CLEANERS.keys()
        and 0 <= found.line_count < 10**7
        and len(found.lines) <= MOST_LINES
    )
    plain = [found.profile, found.attachment, *(line.name for line in found.lines)]
    amounts = [amount for line in found.lines for amount in (line.quantity, line.net) if amount]
    if (
        not known
        or any(line_of(one) != one for one in plain)
        or any(amount_of(one) != one for one in amounts)
    ):
        raise ValueError("No reading: a value that is none.")
    _require_values(found.values)
    _require_values(found.page)


def _require_values(values: dict[str, Any]) -> None:
    if any(not text or CLEANERS[name](text) != text for name, text in values.items()):
        raise ValueError("No reading: a value that is none.")
