"""Everything that is found out about a file before anybody may read it."""

from dataclasses import dataclass
from datetime import datetime

from documents import scanning, structure
from documents.enums import Problem, State
from documents.models import Document


@dataclass(frozen=True)
class Outcome:
    """How a file is settled; `refusal` is a Problem's value, "" only for CLEAN."""

    state: State
    refusal: str = ""
    content_type: str = ""
    engine: str = ""
    signatures_at: datetime | None = None


#: The checker broke in each try (R14); staff may queue the file again.
GIVEN_UP = Outcome(State.FAILED, Problem.NOT_CHECKED)


def examine(document: Document) -> Outcome:
    """Scan and check one stored file; refused ones are scanned too, and INFECTED outranks REFUSED.

    Raises ScannerAway and StorageAway where the file has to wait, other errors where the checker broke.
    """
    scan = scanning.scan(document)
    refusal, content_type = structure.check(document)
    if scan.problem == Problem.VIRUS:
        state, refusal = State.INFECTED, scan.problem
    else:
        refusal = refusal or scan.problem
        state = State.REFUSED if refusal else State.CLEAN
    return Outcome(state, refusal, content_type, scan.engine, scan.signatures_at)
