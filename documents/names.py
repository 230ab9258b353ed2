"""The name of a file as it is kept and shown: its letters stay, what could deceive or break goes."""

import unicodedata
from pathlib import PurePosixPath

MAX_LENGTH = 150
#: Control, format (bidi, zero-width), surrogate, private and unassigned characters; line and paragraph ends.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
UNNAMED = "file"


def clean_name(raw: str) -> str:
    """A name of at most 150 characters, without a path, on one line, in NFC; never empty.

    A long name loses its middle, not its extension.
    """
    last = raw.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    text = unicodedata.normalize("NFC", last)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in _UNWANTED)
    text = " ".join(text.split()).strip(". ") or UNNAMED
    if len(text) > MAX_LENGTH:
        ending = PurePosixPath(text).suffix[:10]
        text = text[: MAX_LENGTH - len(ending)] + ending
    return text


def extension_of(name: str) -> str:
    """The lower-case extension without its dot, or ""."""
    return PurePosixPath(name).suffix.lstrip(".").lower()
