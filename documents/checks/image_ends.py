"""Where a picture ends, and what may follow: nothing behind a PNG, what phones and cameras add behind a JPEG.

More than twenty makers put something behind a photo (a depth map, a short film, their settings), so what
may not follow is named instead: programs, packages, pages, documents. A PNG has no such custom; what lies
behind one is a leftover (screenshots that were cropped kept what was cut off) or is hidden on purpose.
"""

import re
from typing import BinaryIO

from documents.checks import codes
from documents.checks.codes import refuse_if
from documents.checks.natures import refuse_foreign_trailer

PNG_HEAD = 8
#: In the data of a JPEG a 0xFF is escaped or numbers a restart; anything else is the next segment.
_SEGMENT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_WITHOUT_LENGTH = {0x01, _START, *range(0xD0, 0xD8)}
TRAILER = 4096


def check(file: BinaryIO, extension: str) -> None:
    """Raise Refused where a PNG or JPEG has no end, or goes on behind it with what does not belong there."""
    file.seek(0)
    if extension == "png":
        _check_png(file)
    elif extension in {"jpg", "jpeg"}:
        _check_jpeg(file.read())


def _check_png(file: BinaryIO) -> None:
    file.seek(PNG_HEAD)
    while len(head := file.read(8)) == 8:
        file.seek(int.from_bytes(head[:4], "big") + 4, 1)
        if head[4:] == b"IEND":
            refuse_if(file.read(TRAILER).strip(b"\0\r\n "), codes.DAMAGED)
            return
    raise codes.Refused(codes.DAMAGED)


def _check_jpeg(data: bytes) -> None:
    position = 0
    while segment := _SEGMENT.search(data, position):
        position = segment.end()
        marker = data[position - 1]
        if marker == _END:
            refuse_foreign_trailer(data[position : position + TRAILER])
            return
        if marker not in _WITHOUT_LENGTH:
            position += int.from_bytes(data[position : position + 2], "big")
    raise codes.Refused(codes.DAMAGED)
