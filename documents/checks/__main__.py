"""`python -m documents.checks pdf < file`: writes the finding as one line of JSON.

The standard input is an open, seekable file; a pipe would have to be kept in memory.
"""

import json
import sys
from importlib import import_module
from typing import BinaryIO

from documents.checks import codes, limits, natures
from documents.checks.kinds import KINDS, Kind

HEAD = 64 * 1024


def find(file: BinaryIO, extension: str) -> str:
    """The code of what is wrong with a file of this extension, or "" where nothing is."""
    kind: Kind = KINDS[extension]
    head = file.read(HEAD)
    if natures.sniff(head) not in kind.sniffed:
        return codes.WRONG_CONTENT
    file.seek(0)
    try:
        import_module(f"documents.checks.{kind.checker}").check(file, extension)
    except codes.Refused as refused:
        return refused.code
    except (MemoryError, RecursionError):
        return codes.TOO_COMPLEX
    return codes.FINE


def main() -> None:
    """Print what the checks find, as JSON; see the head of this file."""
    extension = sys.argv[1]
    network_cut = limits.apply(KINDS[extension].seconds)
    refusal = find(sys.stdin.buffer, extension)
    sys.stdout.write(json.dumps({"refusal": refusal, "network_cut": network_cut}))


if __name__ == "__main__":
    main()
