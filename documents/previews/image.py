import warnings
from io import BytesIO
from typing import BinaryIO

import pi_heif
from PIL import Image, ImageCms, ImageOps

from documents.checks.image import DECODERS
from documents.previews.drawn import Drawn, DrawnPage
from documents.previews.picture import LONGER_SIDE, encoded, thumbnail

_SRGB = ImageCms.createProfile("sRGB")


def draw(file: BinaryIO, extension: str) -> Drawn:
    """A photo as it is to be looked at, its right way up; nothing where it cannot be read."""
    pi_heif.register_heif_opener(thumbnails=False)
    pi_heif.options.DECODE_THREADS = 1
    Image.MAX_IMAGE_PIXELS = None  # The checks have looked at its size.
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(file, formats=DECODERS[extension]) as image:
            size = image.size
            seen = _seen(image)
    except (OSError, ValueError, SyntaxError, RuntimeError):
        return Drawn()
    page = DrawnPage(1, seen.width, seen.height, encoded(seen))
    return Drawn(1, [page], thumbnail(seen), {"width": size[0], "height": size[1]})


def _seen(image: Image.Image) -> Image.Image:
    """Small first, because turning and colours take as much memory again."""
    profile = image.info.get("icc_profile")
    image.draft("RGB", (LONGER_SIDE, LONGER_SIDE))
    small: Image.Image = _plain(image)
    small.thumbnail((LONGER_SIDE, LONGER_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    small = ImageOps.exif_transpose(small)
    return _on_white(_in_srgb(small, profile))


def _plain(image: Image.Image) -> Image.Image:
    """A mode that can be made smaller well: no palette, eight bits a colour."""
    if image.mode in {"P", "1", "LA", "PA"}:
        return image.convert("RGBA")
    if image.mode.startswith(("I", "F")):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            found = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, found, _SRGB, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):
            pass  # A broken profile: the colours are taken as they are.
    return image if image.mode == "RGBA" else image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
