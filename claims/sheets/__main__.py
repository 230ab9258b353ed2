"""`python -m claims.sheets xlsx < file`: writes what stands in a sheet as one line of JSON.

The standard input is an open, seekable file. A cell is a pair: what it is, and what it says as text.
"""

import json
import sys
from importlib import import_module
from typing import Any, BinaryIO

from claims.sheets.found import MOST_TEXT, TOO_COMPLEX, TOO_MANY, Unreadable
from documents.checks import limits

MODULES = {"xlsx": "claims.sheets.xlsx", "csv": "claims.sheets.plain"}
Row = tuple[int, list[tuple[str, str]]]


def read(file: BinaryIO, kind: str, most: int) -> list[Row]:
    """The rows in which something stands, the header first, each with its number. Raises Unreadable."""
    rows: list[Row] = []
    characters = 0
    for number, cells in import_module(MODULES[kind]).rows(file):
        if not any(what for what, _said in cells):
            continue
        characters += sum(len(said) for _what, said in cells)
        if characters > MOST_TEXT:
            raise Unreadable(TOO_COMPLEX)
        if len(rows) > most:
            raise Unreadable(TOO_MANY)
        rows.append((number, cells))
    return rows


def main() -> None:
    """Print what is found, as JSON; see the head of this file."""
    limits.apply()
    answer: dict[str, Any]
    try:
        answer = {"rows": read(sys.stdin.buffer, sys.argv[1], int(sys.argv[2]))}
    except Unreadable as error:
        answer = {"problem": error.code}
    except (MemoryError, RecursionError):
        answer = {"problem": TOO_COMPLEX}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
