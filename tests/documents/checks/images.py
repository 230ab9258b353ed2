"""Pictures of the tests' own making, and things that only look like one."""

import base64
import io
import zlib

from PIL import Image

from tests.documents.checks.packages import zipped
from tests.documents.checks.pdf_bombs import bomb

#: A grey gradient of 32 by 24, made by ourselves: what writes HEIC is not installed here, only what reads it.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ACJpbG9jAAAAAERAAAEAAQAAAAABoAABAAAAAAAAAEIAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt"
    "AAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNs"
    "eAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAIAAAAAEAAAAYAAAAAf///+AAAAAC////2AAAAAIAAAAQcGl4"
    "aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAASm1kYXQAAAA+KAGvGSFpFMDuILUo7Biy3Xu0/o2a/XMzU3/qpKjZ"
    "pb++NY12mghEQK7yHU8lXoDwfs85+hvUoQjor0h6q4A="
)
#: As a phone ends a photo that carries a short film.
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + b"\0\0\0\x08free" + b"\x11" * 400
PNG_HEAD = 33  # signature and first chunk


def image(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **save: object) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(file, kind, **save)
    return file.getvalue()


def blank(size: tuple[int, int], kind: str = "PNG", mode: str = "1") -> bytes:
    """Many pixels in few bytes."""
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind)
    return file.getvalue()


def animated(count: int, size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    first, *rest = [Image.new("L", size, shade) for shade in range(count)]
    first.save(file, "PNG", save_all=True, append_images=rest)
    return file.getvalue()


def two_pictures(mode: str = "RGB") -> bytes:
    """A JPEG with a second picture behind it, as phones write."""
    file = io.BytesIO()
    pictures = [Image.effect_noise(size, 60).convert(mode) for size in ((60, 40), (30, 20))]
    pictures[0].save(file, "MPO", save_all=True, append_images=pictures[1:])
    return file.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def with_chunk(kind: bytes, content: bytes) -> bytes:
    data = image("PNG")
    return data[:PNG_HEAD] + chunk(kind, content) + data[PNG_HEAD:]


def text_bomb() -> bytes:
    """A small PNG whose text unpacks to 600 MB."""
    return with_chunk(b"zTXt", b"x\0\0" + bomb(b"\0", 600_000_000))


def profile_bomb() -> bytes:
    """The same as a colour profile."""
    return with_chunk(b"iCCP", b"x\0\0" + bomb(b"\0", 600_000_000))


def wrong_checksum() -> bytes:
    data = bytearray(image("PNG", (600, 400)))
    data[PNG_HEAD + 40] ^= 0xFF
    return bytes(data)


def size_in_header(data: bytes, width: int, height: int) -> bytes:
    """A PNG that says it is larger than it is."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + data[24:29]
    return data[:12] + head + zlib.crc32(head).to_bytes(4, "big") + data[33:]


def jpeg_size_in_header(width: int, height: int) -> bytes:
    data = image("JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + data[at + 4 :]


def with_comment(comment: bytes) -> bytes:
    data = image("JPEG")
    return data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:]


def also_zip(data: bytes) -> bytes:
    return data + zipped({"hidden.exe": b"MZ" * 20})


def edited() -> bytes:
    """A photo that names a second picture which an editor left out."""
    data = two_pictures()
    return data[: data.rindex(b"\xff\xd8")]
