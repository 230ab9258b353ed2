from typing import BinaryIO

import pypdfium2
from pypdfium2 import raw

from documents.checks import codes


def check(file: BinaryIO, extension: str) -> str:
    """Opens without a password (one for the owner only does not matter) and has a page that can be read."""
    try:
        document = pypdfium2.PdfDocument(file)
        document[0].close()
    except pypdfium2.PdfiumError as error:
        return codes.PASSWORD if error.err_code == raw.FPDF_ERR_PASSWORD else codes.DAMAGED
    except IndexError:
        return codes.DAMAGED
    return codes.FINE
