"""Everything that is found out about a file before anybody may read it."""

from dataclasses import dataclass, replace
from datetime import datetime

from documents import scanning, structure
from documents.attachments import NotUnpackedError, attachments_of
from documents.checks.kinds import KINDS
from documents.enums import STRUCTURE_ONLY, Origin, Problem, State
from documents.models import Document
from documents.names import extension_of
from documents.scanning import Scan


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

    Raises ScannerAway and StorageAway where the file has to wait, BytesChangedError where it is
    not what was received, other errors where the checker broke.
    """
    scan = _scan(document)
    if scan.problem == Problem.VIRUS:
        return _outcome(scan, "", "")
    if document.origin != Origin.SENT:
        # What we wrote is what it says, and may carry its data as an attachment.
        return _outcome(scan, "", KINDS[extension_of(document.name)].content_type)
    return _outcome(scan, *structure.check(document))


def examine_again(document: Document) -> Outcome:
    """Scan a clean file with newer signatures; raises as `examine`."""
    return _outcome(_scan(document), "", document.content_type)


def _scan(document: Document) -> Scan:
    """The file as it lies there, and every file inside it: a virus anywhere counts, then a part not scanned."""
    scan = scanning.scan(document)
    if scan.problem == Problem.VIRUS or scan.engine == STRUCTURE_ONLY:
        return scan
    try:
        found = {scan.problem, *map(scanning.scan_part, attachments_of(document))}
    except NotUnpackedError:
        found = {scan.problem, Problem.NOT_SCANNED}
    worst = next(one for one in (Problem.VIRUS, Problem.NOT_SCANNED, "") if one in found)
    return replace(scan, problem=worst)


def _outcome(scan: Scan, refusal: str, content_type: str) -> Outcome:
    if scan.problem == Problem.VIRUS:
        state, refusal = State.INFECTED, scan.problem
    else:
        refusal = refusal or scan.problem
        state = State.REFUSED if refusal else State.CLEAN
    return Outcome(state, refusal, content_type, scan.engine, scan.signatures_at)
