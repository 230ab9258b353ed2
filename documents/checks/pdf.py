import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import BinaryIO

import pikepdf
import pypdfium2
from pypdfium2 import raw

from documents.checks import codes, natures, pdf_objects
from documents.checks.codes import refuse_if

MAX_PAGES = 500
#: What a password, or a seal for named people only, is called by the reader.
_LOCKED = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
_TOO_DEEP = re.compile("limits error|loop detected")
#: A file ends with this; a few bytes of an e-mail or a web server may follow.
END = b"%%EOF"
ENDS_WITHIN = 1024


def check(file: BinaryIO, extension: str) -> None:
    """Opens without a password (one for the owner only does not matter), has 1 to 500 pages, and does nothing.

    Every object of the file is looked at, also those no page refers to. Nothing is ever rewritten.
    Raises Refused.
    """
    natures.refuse_second_nature(file)
    _refuse_open_end(file)
    with _opened_as_readers_do(file) as shown:
        _look_into(file)
        # Last, because a page is read to its end here, with all it draws.
        refuse_if(not len(shown) or not _has_first_page(shown), codes.DAMAGED)


def _look_into(file: BinaryIO) -> None:
    file.seek(0)
    try:
        with pikepdf.open(file, suppress_warnings=True) as document:
            # The tree of pages is walked here, not believed; one that runs in a ring is an error.
            pages = len(document.pages)
            refuse_if(pages > MAX_PAGES, codes.TOO_MANY_PAGES)
            refuse_if(not pages, codes.DAMAGED)
            pdf_objects.check(document)
            # Said only when all was read: what lies too deep is left out here, and may be found by others.
            said = " ".join(str(warning) for warning in document.get_warnings())
            refuse_if(_TOO_DEEP.search(said), codes.TOO_COMPLEX)
    except pikepdf.PasswordError as error:
        raise codes.Refused(codes.PASSWORD) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, OverflowError, AttributeError) as error:
        raise codes.Refused(codes.DAMAGED) from error


def _refuse_open_end(file: BinaryIO) -> None:
    """Refuse what goes on long after its end, where another thing may hide."""
    size = file.seek(0, 2)
    start = max(0, size - 64 * 1024)
    file.seek(start)
    tail = file.read().rstrip(b"\0 \t\r\n")
    refuse_if(END not in tail[-ENDS_WITHIN:], codes.DAMAGED)
    natures.refuse_foreign_trailer(tail.rpartition(END)[2])
    file.seek(0)


@contextmanager
def _opened_as_readers_do(file: BinaryIO) -> Iterator[pypdfium2.PdfDocument]:
    """With the library that draws the previews."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise codes.Refused(codes.PASSWORD if error.err_code in _LOCKED else codes.DAMAGED) from error
    with closing(document):
        refuse_if(len(document) > MAX_PAGES, codes.TOO_MANY_PAGES)
        yield document


def _has_first_page(document: pypdfium2.PdfDocument) -> bool:
    try:
        document[0].close()
    except pypdfium2.PdfiumError:
        return False
    return True
