"""pypdfium2 alone: `python -m benchmarks.previews_bare file.pdf folder` draws, encodes and reads each page, no more.

The same size, format and effort as the previews have.
"""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image


def main(source: str, folder: Path) -> None:
    """Write a WebP of each page, a thumbnail of the first, and the text of each."""
    document = pypdfium2.PdfDocument(source)
    for number, page in enumerate(document, start=1):
        image = page.render(scale=1600 / max(page.get_size())).to_pil().convert("RGB")
        image.save(folder / f"{number}.webp", quality=80, method=2)
        (folder / f"{number}.txt").write_text(page.get_textpage().get_text_bounded())
        if number == 1:
            image.thumbnail((240, 240), Image.Resampling.LANCZOS)
            image.save(folder / "thumbnail.webp", quality=80, method=2)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
