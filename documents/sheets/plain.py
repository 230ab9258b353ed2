"""A CSV file: UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab. Runs in the child."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from documents.sheets.found import DAMAGED, FORMULA, MIXED, NOT_TEXT, TEXT, Unreadable, clean

SEPARATORS = (";", ",", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: Spreadsheets write this line to say what separates.
_SAID = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
#: UTF-8 among what is no UTF-8: „Ã¼“, „â€““ and their like, which nobody writes in Windows-1252.
_UTF8_WITHIN = re.compile(rb"\xc3[\x80-\xbf]|\xe2(?:\x80[\x80-\xbf]|\x82\xac)")
#: What our own files put before a cell that a spreadsheet would run, and what follows it then.
_GUARDED = re.compile(r"'[=+\-@\t\r＝＋－＠]")


def rows(file: BinaryIO) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Each row with its number, as a spreadsheet counts them. Raises Unreadable."""
    text = _text(file.read())
    said = _SAID.match(text)
    start = said.end() if said else 0
    separator = said[1] if said else _separator(text)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader, start=2 if said else 1):
            yield number, [_cell(cell) for cell in row]
    except csv.Error as error:
        raise Unreadable(DAMAGED) from error


def _text(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "") or _guess(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(NOT_TEXT) from error
    if "\0" in text:
        raise Unreadable(NOT_TEXT)
    return text


def _guess(content: bytes) -> str:
    """Without a mark: half of the bytes of UTF-16 are zero; what is no UTF-8 is what Windows writes.

    Raises Unreadable for two encodings in one file: whichever were taken, half of the names would be wrong.
    """
    head = content[:2000]
    for side, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) >= 4 and head[side::2].count(0) > len(head) // 4:
            return name
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _UTF8_WITHIN.search(content):
            raise Unreadable(MIXED) from error
        return "cp1252"
    return "utf-8"


def _separator(text: str) -> str:
    """The one by which the first line has the most cells."""
    head = text.lstrip().partition("\n")[0]
    return max(SEPARATORS, key=lambda one: len(next(csv.reader([head], delimiter=one), [])))


def _cell(cell: str) -> tuple[str, str]:
    text = clean(cell)
    if _GUARDED.match(text):
        return TEXT, text[1:]
    if text.startswith(("=", "＝")):
        return FORMULA, text
    return (TEXT if text else ""), text
