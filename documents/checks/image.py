import warnings
from typing import BinaryIO

import pi_heif
from PIL import Image, UnidentifiedImageError

from documents.checks import codes

MAX_PIXELS = 50_000_000
#: The only decoders a file of this extension ever meets.
DECODERS = {"jpg": ["JPEG"], "jpeg": ["JPEG"], "png": ["PNG"], "heic": ["HEIF"]}


def check(file: BinaryIO, extension: str) -> str:
    """At most 50 megapixels by its header, read before anything is unpacked; then whole to the last line."""
    pi_heif.register_heif_opener(thumbnails=False)
    pi_heif.options.DECODE_THREADS = 1
    Image.MAX_IMAGE_PIXELS = None  # Our own limit speaks first, and counts every picture.
    try:
        with warnings.catch_warnings(action="error"), Image.open(file, formats=DECODERS[extension]) as image:
            if image.width * image.height > MAX_PIXELS:
                return codes.TOO_MANY_PIXELS
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError, Warning):
        return codes.DAMAGED
    return codes.FINE
