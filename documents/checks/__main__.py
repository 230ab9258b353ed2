"""`python -m documents.checks pdf < file`: writes the finding as one line of JSON.

The standard input is an open, seekable file; a pipe would have to be kept in memory.
"""

import json
import sys
from importlib import import_module
from typing import BinaryIO

import magic

from documents.checks import codes, limits
from documents.checks.kinds import KINDS, Kind

HEAD = 64 * 1024


def find(file: BinaryIO, extension: str) -> str:
    """The code of what is wrong with a file of this extension, or "" where nothing is."""
    kind: Kind = KINDS[extension]
    if magic.from_buffer(file.read(HEAD), mime=True) not in kind.sniffed:
        return codes.WRONG_CONTENT
    file.seek(0)
    return import_module(f"documents.checks.{kind.checker}").check(file, extension)


def main() -> None:
    """Print what the checks find, as JSON; see the head of this file."""
    extension = sys.argv[1]
    limits.apply()
    try:
        refusal = find(sys.stdin.buffer, extension)
    except (MemoryError, RecursionError):
        refusal = codes.TOO_COMPLEX
    content_type = "" if refusal else KINDS[extension].content_type
    sys.stdout.write(json.dumps({"refusal": refusal, "content_type": content_type}))


if __name__ == "__main__":
    main()
