import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from documents.checks import codes, natures, office_parts, office_relations, package
from documents.checks.codes import refuse_if

MAX_UNPACKED = 200 * 1024 * 1024
#: How Microsoft's older container announces a sealed file, in its directory.
SEALED = "EncryptedPackage".encode("utf-16-le")
STEP = 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, OverflowError)


class _Budget:
    """What a file, with the files inside it, may still unpack to."""

    def __init__(self) -> None:
        self.left = MAX_UNPACKED

    def take(self, size: int) -> None:
        self.left -= size
        refuse_if(self.left < 0, codes.TOO_COMPLEX)


def check(file: BinaryIO, extension: str) -> None:
    """A real OOXML package: plain ZIP, main part of its kind, of bearable size, nothing active, nothing from outside.

    Raises Refused.
    """
    if file.read(len(natures.OLE)) == natures.OLE:
        raise codes.Refused(codes.PASSWORD if _sealed(file) else codes.WRONG_CONTENT)
    natures.refuse_hidden_pdf(file)
    _check_package(file, extension, _Budget(), chart=False)


def _check_package(file: BinaryIO, extension: str, budget: _Budget, *, chart: bool) -> None:
    try:
        with zipfile.ZipFile(file) as opened:
            package.check(opened, file)
            _look_into(opened, extension, budget, chart=chart)
    except _BROKEN as error:
        raise codes.Refused(codes.DAMAGED) from error


def _look_into(opened: zipfile.ZipFile, extension: str, budget: _Budget, *, chart: bool) -> None:
    """Read every entry once; a chart's own workbook may lie inside, and nothing inside that one."""
    kind = office_relations.read(opened, extension)
    for name in opened.namelist():
        part = office_parts.Part(name, kind.type_of(name))
        for data in _pieces(opened, name, budget):
            part.feed(data)
        part.end()
        workbook = name in kind.chart_workbooks
        refuse_if(part.foreign and (chart or not workbook), codes.ATTACHED_FILES)
        if workbook:
            _check_package(io.BytesIO(opened.read(name)), "xlsx", budget, chart=True)


def _pieces(opened: zipfile.ZipFile, name: str, budget: _Budget) -> Iterator[bytes]:
    """The content, counted as it really comes out, to its checksum."""
    with opened.open(name) as part:
        while data := part.read(STEP):
            budget.take(len(data))
            yield data


def _sealed(file: BinaryIO) -> bool:
    overlap = b""
    while data := file.read(STEP):
        if SEALED in overlap + data:
            return True
        overlap = data[-len(SEALED) :]
    return False
