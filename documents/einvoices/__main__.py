"""`python -m documents.einvoices pdf < file`: writes what was found as one line of JSON.

The standard input is an open, seekable file. A file of which nothing can be read gives an empty finding: it
was checked and is an ordinary file then.
"""

import sys

from documents.checks import limits
from documents.einvoices import found, xml
from documents.einvoices.found import Found

#: Processor seconds, start included; see `documents.checks.kinds`.
SECONDS = 10


def main() -> None:
    """Read what stands on the standard input; see the head of this file."""
    extension = sys.argv[1]
    limits.apply(SECONDS)
    try:
        said = _read(extension)
    except (MemoryError, RecursionError):
        said = Found(problem=found.TOO_LARGE)
    sys.stdout.write(said.written())


def _read(extension: str) -> Found:
    if extension == "pdf":
        # Only here: a bare XML needs none of the libraries that open PDFs.
        from documents.einvoices import pdf

        return pdf.read(sys.stdin.buffer)
    try:
        return xml.read(sys.stdin.buffer)
    except xml.NoInvoiceError:
        return Found()
    except xml.BrokenError:
        return Found(problem=found.BROKEN)


if __name__ == "__main__":
    main()
