"""What a file is by its content, and whether it is a second thing beside."""

import zipfile
from typing import BinaryIO

import magic

from documents.checks import codes
from documents.checks.codes import refuse_if

#: libmagic knows UTF-16 only by its mark; a sender's program may have left it out.
_UTF_16 = ("<?xml".encode("utf-16-le"), "<?xml".encode("utf-16-be"))
PDF = b"%PDF-"
#: As far as readers of PDF look for its head.
PDF_HEAD = 1024
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
#: How programs, packages and documents begin that have no business inside another file.
FOREIGN = (OLE, b"PK\x03\x04", b"MZ", b"\x7fELF", PDF, b"{\\rtf", b"Rar!\x1a\x07", b"7z\xbc\xaf", b"#!", b"<")


def sniff(head: bytes) -> str:
    """The content type libmagic reads from the first bytes of a file."""
    if head.startswith(_UTF_16):
        return "text/xml"
    return magic.from_buffer(head, mime=True)


def refuse_second_nature(file: BinaryIO) -> None:
    """Refuse a picture or PDF that opens as a ZIP too: what was looked at is not what another program shows.

    The directory of a ZIP stands at the end of the file, so that one can hide behind anything.
    """
    try:
        with zipfile.ZipFile(file) as package:
            refuse_if(package.infolist(), codes.WRONG_CONTENT)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return
    finally:
        file.seek(0)


def refuse_hidden_pdf(file: BinaryIO) -> None:
    """Refuse what is no PDF by its first bytes, but one to readers that search a kilobyte for its head."""
    refuse_if(PDF in file.read(PDF_HEAD), codes.WRONG_CONTENT)
    file.seek(0)


def refuse_foreign_trailer(trailer: bytes) -> None:
    """Refuse what follows a picture's end where it begins as a program, a package or a page does."""
    refuse_if(trailer.lstrip(b"\0 \t\r\n").startswith(FOREIGN), codes.WRONG_CONTENT)
