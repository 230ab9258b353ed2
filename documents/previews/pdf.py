import time
from typing import BinaryIO

import pypdfium2
from PIL import Image

from documents.previews.drawn import Drawn, DrawnPage, readable
from documents.previews.picture import LONGER_SIDE, encoded, thumbnail

#: Nobody leafs through more in a claim; the file itself has them all.
MAX_PAGES = 60
#: Where the child's limit of processor time comes near, what is drawn is kept.
ENOUGH_SECONDS = 12
#: What all pictures of one file may take together.
ENOUGH_BYTES = 40 * 1024 * 1024


def draw(file: BinaryIO, extension: str) -> Drawn:
    """The first pages with their text; nothing where the file cannot be opened (a password, an odd file)."""
    try:
        document = pypdfium2.PdfDocument(file)
        document.init_forms()
    except pypdfium2.PdfiumError:
        return Drawn()
    pages, small, size = [], b"", 0
    for number in range(1, min(len(document), MAX_PAGES) + 1):
        if (drawn := _page(document, number)) is None:
            continue
        page, image = drawn
        small = small or thumbnail(image)
        pages.append(page)
        size += len(page.picture)
        if size > ENOUGH_BYTES or time.process_time() > ENOUGH_SECONDS:
            break
    return Drawn(len(document) if pages else None, pages, small)


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[DrawnPage, Image.Image] | None:
    """None for a page that is broken while others are not."""
    try:
        page = document[number - 1]
        image = page.render(scale=LONGER_SIDE / max(*page.get_size(), 1)).to_pil().convert("RGB")
        text = readable(page.get_textpage().get_text_bounded())
    except (pypdfium2.PdfiumError, ValueError):
        return None
    return DrawnPage(number, image.width, image.height, encoded(image), text), image
