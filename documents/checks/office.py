import zipfile
import zlib
from typing import BinaryIO

from documents.checks import codes

MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
CONTENT_TYPES = "[Content_Types].xml"
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
#: How Microsoft's older container announces a sealed file, in its directory.
SEALED = "EncryptedPackage".encode("utf-16-le")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
STEP = 1024 * 1024


def check(file: BinaryIO, extension: str) -> str:
    """A real OOXML package with the main part of its kind, of bearable size, without a password."""
    if file.read(len(OLE)) == OLE:
        return codes.PASSWORD if _sealed(file) else codes.WRONG_CONTENT
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            return _look_into(package, extension)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        return codes.DAMAGED


def _look_into(package: zipfile.ZipFile, extension: str) -> str:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        return codes.TOO_COMPLEX
    if any(entry.flag_bits & 1 for entry in entries):
        return codes.PASSWORD
    if not {CONTENT_TYPES, MAIN_PARTS[extension]} <= set(package.namelist()):
        return codes.WRONG_CONTENT
    return _unpack(package, entries)


def _unpack(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    """Read every entry to its checksum, counting what really comes out."""
    left = MAX_UNPACKED
    for entry in entries:
        with package.open(entry) as part:
            while data := part.read(STEP):
                left -= len(data)
                if left < 0:
                    return codes.TOO_COMPLEX
    return codes.FINE


def _sealed(file: BinaryIO) -> bool:
    overlap = b""
    while data := file.read(STEP):
        if SEALED in overlap + data:
            return True
        overlap = data[-len(SEALED) :]
    return False
