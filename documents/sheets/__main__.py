"""`python -m documents.sheets xlsx 10000 20 < file`: writes the rows of a sheet, one line of JSON each.

The standard input is an open, seekable file; told are its kind, the most rows below the header and the most seconds
of processor time. A row is its number and its cells, a cell a pair: what it is, and what it says as text. The last
line says how many rows there are, or why there are none.
"""

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from documents.checks import limits
from documents.sheets.found import MOST_TEXT, TOO_COMPLEX, TOO_MANY, Unreadable

MODULES = {"xlsx": "documents.sheets.xlsx", "csv": "documents.sheets.plain"}
Row = tuple[int, list[tuple[str, str]]]


def read(file: BinaryIO, kind: str, most: int) -> Iterator[Row]:
    """The rows in which something stands, the header first, each with its number. Raises Unreadable."""
    characters = there = 0
    for number, cells in import_module(MODULES[kind]).rows(file):
        while cells and not cells[-1][0]:
            cells.pop()
        if not cells:
            continue
        characters += sum(len(said) for _what, said in cells)
        if characters > MOST_TEXT:
            raise Unreadable(TOO_COMPLEX)
        there += 1
        if there > most + 1:
            raise Unreadable(TOO_MANY)
        yield number, cells


def main() -> None:
    """Print what is found; see the head of this file."""
    kind, most, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limits.apply(seconds)
    count = 0
    try:
        for row in read(sys.stdin.buffer, kind, most):
            _say(row)
            count += 1
    except Unreadable as error:
        _say({"problem": error.code})
    except (MemoryError, RecursionError):
        _say({"problem": TOO_COMPLEX})
    else:
        _say({"rows": count})


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
