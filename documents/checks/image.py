import warnings
from typing import BinaryIO

import pi_heif
from PIL import Image, ImageFile, UnidentifiedImageError

from documents.checks import codes, image_ends, natures
from documents.checks.codes import refuse_if

MAX_PIXELS = 50_000_000
#: Of an animation or a series: as many pictures as stay below this together.
MAX_PIXELS_TOGETHER = 100_000_000
#: The only decoders a file of this extension ever meets.
DECODERS = {"jpg": ["JPEG"], "jpeg": ["JPEG"], "png": ["PNG"], "heic": ["HEIF"]}
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    RuntimeError,
    IndexError,
    Warning,
)


def check(file: BinaryIO, extension: str) -> None:
    """At most 50 megapixels by its header, read before anything is unpacked; then whole to the last line.

    Raises Refused. Nothing else may stand in the file, but for what phones put behind a photo.
    """
    natures.refuse_hidden_pdf(file)
    natures.refuse_second_nature(file)
    pi_heif.register_heif_opener(thumbnails=False)
    pi_heif.options.DECODE_THREADS = 1
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # Whatever another library wished for.
    Image.MAX_IMAGE_PIXELS = None  # Our own limit speaks first, and counts every picture.
    try:
        with warnings.catch_warnings(action="error"):
            # An edited photo often names a second picture that is gone; the first is the photo.
            warnings.filterwarnings("ignore", "Image appears to be a malformed MPO")
            with Image.open(file, formats=DECODERS[extension]) as image:
                _look(image)
    except _BROKEN as error:
        raise codes.Refused(codes.DAMAGED) from error
    image_ends.check(file, extension)


def _look(image: Image.Image) -> None:
    refuse_if(image.width * image.height > MAX_PIXELS, codes.TOO_MANY_PIXELS)
    image.load()
    if image.format in {"JPEG", "MPO"}:
        return  # What follows the photo is its maker's: a preview, a depth map, a short film.
    together = 0
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        pixels = image.width * image.height
        together += pixels
        refuse_if(pixels > MAX_PIXELS or together > MAX_PIXELS_TOGETHER, codes.TOO_MANY_PIXELS)
        image.load()
