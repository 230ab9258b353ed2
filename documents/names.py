"""The name of a file as it is kept and shown: its letters stay, what could deceive or break goes."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_LENGTH = 150
UNNAMED = "file"
#: Control, format (bidi, zero-width), surrogate, private and unassigned characters; line and paragraph ends.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
#: Signs of other categories that show nothing: joiners, fillers, variation selectors, the empty Braille cell.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
#: Signs that look like the dot before an ending become it, so that an ending cannot hide.
_DOTS = str.maketrans(dict.fromkeys("\u2024\ufe52\uff0e", "."))
#: What separates folders, drives and streams somewhere, or looks as if it did, and what no disk of Windows takes.
_SEPARATORS = re.compile('[:*?"<>|\u2044\u2215\u29f5\u29f8\ufe68\uff0f\uff3c\uff1a\ua789\u2236]')
#: Devices of Windows: a file of this name cannot be opened there, whatever its ending.
_DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])\s*(\.|$)",
    re.IGNORECASE,
)
#: More marks on one letter than any script needs would run over the lines above and below.
MAX_MARKS = 4


def clean_name(raw: str) -> str:
    """A name of at most 150 characters, without a path, on one line, in NFC; never empty.

    A long name loses its middle, not its extension. Cleaning a clean name changes nothing.
    """
    last = raw.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    text = unicodedata.normalize("NFC", _few_marks(_visible(last)).translate(_DOTS))
    text = _SEPARATORS.sub("_", " ".join(text.split()))
    return _short(_named(text))


def extension_of(name: str) -> str:
    """The lower-case extension without its dot, or ""."""
    return PurePosixPath(name).suffix.lstrip(".").lower()


def _visible(text: str) -> str:
    kept = "".join(sign for sign in text if unicodedata.category(sign) not in _UNWANTED)
    return _INVISIBLE.sub("", kept)


def _few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if marks <= MAX_MARKS:
            kept.append(sign)
    return "".join(kept)


def _named(text: str) -> str:
    """A name before the ending, and none of Windows' devices."""
    bare = text.strip(". ")
    if text.startswith(".") and "." not in bare and bare:
        bare = f"{UNNAMED}.{bare}"
    return f"_{bare}" if _DEVICES.match(bare) else bare or UNNAMED


def _short(text: str) -> str:
    if len(text) <= MAX_LENGTH:
        return text
    ending = PurePosixPath(text).suffix[:10]
    return text[: MAX_LENGTH - len(ending)].rstrip(". ") + ending.rstrip(". ")
